/** Rooms and who is in them, as the server's inside tells. */
import type { RoomName } from '../protocol/instrument.ts'
import type { TraceEventOf } from '../protocol/trace.ts'
import { PersistentMap } from './persistent-map.ts'
import { membershipsMax } from './server-state-bounds.ts'

export interface Room {
  readonly server: number
  readonly namespace: string
  readonly name: RoomName
  /** Ids of sockets, in order of joining. Whether they are connected is another question: a report can be forged. */
  readonly members: readonly string[]
  /** The last join or leave. */
  readonly seq: number
}

/** A socket's stay in a room. */
export interface Membership {
  /** The room's key. */
  readonly room: string
  readonly name: RoomName
  /** The event of the join. */
  readonly seq: number
}

export interface Rooms {
  /** By a key of its own: rooms of different namespaces and servers have nothing to do with each other. */
  readonly rooms: PersistentMap<Room>
  readonly stays: PersistentMap<readonly Membership[]>
  readonly memberships: number
  /** Joins beyond the bound, of which nothing is known. */
  readonly unlisted: number
}

export const noRooms: Rooms = {
  rooms: PersistentMap.empty(),
  stays: PersistentMap.empty(),
  memberships: 0,
  unlisted: 0,
}

interface Member {
  readonly server?: number
  readonly namespace: string
  readonly id: string
}

/** The rooms of a socket, in order of joining. */
export function roomsOf({ stays }: Rooms, member: Member): readonly Membership[] {
  return stays.get(memberKey(member)) ?? []
}

/** The room that a socket has for itself, under its id. */
export function isOwnRoom({ name, members }: Room): boolean {
  return typeof name === 'string' && members.includes(name)
}

export function afterRoom(state: Rooms, event: TraceEventOf<'room'>): Rooms {
  const { server, namespace, socket: id } = event
  const member = { server, namespace, id }
  return event.phase === 'join'
    ? joined(state, event, member)
    : left(state, member, roomKey(event), event.seq)
}

/** After a socket went: a closed socket is in no room. */
export function withoutMember(state: Rooms, member: Member, seq: number): Rooms {
  let rooms = state
  for (const { room } of roomsOf(state, member)) rooms = left(rooms, member, room, seq)
  return rooms
}

function joined(state: Rooms, event: TraceEventOf<'room'>, member: Member): Rooms {
  const { server, namespace, room: name, seq } = event
  const key = roomKey(event)
  const stays = roomsOf(state, member)
  if (stays.some(({ room }) => room === key)) return state
  if (state.memberships >= membershipsMax) return { ...state, unlisted: state.unlisted + 1 }
  const members = [...(state.rooms.get(key)?.members ?? []), member.id]
  return {
    ...state,
    rooms: state.rooms.with(key, { server, namespace, name, members, seq }),
    stays: state.stays.with(memberKey(member), [...stays, { room: key, name, seq }]),
    memberships: state.memberships + 1,
  }
}

function left(state: Rooms, member: Member, key: string, seq: number): Rooms {
  const room = state.rooms.get(key)
  if (room === undefined || !room.members.includes(member.id)) return state
  const members = room.members.filter((id) => id !== member.id)
  const stays = roomsOf(state, member).filter((stay) => stay.room !== key)
  const of = memberKey(member)
  return {
    ...state,
    rooms: members.length === 0 ? state.rooms.without(key) : state.rooms.with(key, { ...room, members, seq }),
    stays: stays.length === 0 ? state.stays.without(of) : state.stays.with(of, stays),
    memberships: state.memberships - 1,
  }
}

/** A namespace is of any characters: its length tells where the name begins. */
const scope = (server: number | undefined, namespace: string) =>
  `${server ?? 0} ${namespace.length} ${namespace}`

const memberKey = ({ server, namespace, id }: Member) => `${scope(server, namespace)}${id}`

function roomKey({ server, namespace, room }: TraceEventOf<'room'>): string {
  const name = typeof room === 'string' ? `=${room}` : `?${room.notText}`
  return `${scope(server, namespace)}${name}`
}
