/** Why an emit was not for a client: what follows from what is known of the server's sockets and rooms around its moment. */
import type { TraceEventOf } from '../../protocol/trace.ts'
import { connectionOf } from '../connections.ts'
import { isToOneSocket } from '../ladder-fan.ts'
import { isSameRoom, skipsOf } from '../ladder-skip.ts'
import { roomsOf } from '../rooms.ts'
import type { ServerState } from '../server-state.ts'
import { isOfRooms, isTalking } from './aftermath.ts'
import type { Case } from './emit-verdicts.ts'
import type { NotSent, Verdict } from './explanation.ts'
import { ownerOf } from './socket-owner.ts'

type Reason = NotSent & { readonly evidence: readonly number[] }

/** A room that was left longer ago has been forgotten. */
const leftRecentlyUs = 30_000_000
/** Leaves that are looked at: a flood of them tells nothing. */
const leavesMax = 200
/** Joins that show who was in a room. */
const shownStaysMax = 8

export function notSentTo(client: string, known: Case): Verdict | undefined {
  const reason = reasonFor(client, known)
  return reason && { participant: client, outcome: 'not-sent', ...reason }
}

function reasonFor(client: string, known: Case): Reason | undefined {
  const { emit, state } = known
  if (isToOneSocket(emit)) return toOther(emit.socket, client, known)
  const told = connectToldAfter(client, known)
  if (told !== undefined) return { why: 'not-connected', until: told, evidence: [emit.seq, told] }
  const skip = skipsOf(emit, [client], state)[0]?.reason
  if (skip === undefined) return undefined
  const sockets = state.sockets.live.values().filter((socket) => socket.client === client)
  const there = sockets.filter(({ namespace }) => namespace === emit.namespace)
  switch (skip.why) {
    case 'sender':
      return { why: 'sender', evidence: [emit.seq, ...there.map(({ seq }) => seq)] }
    case 'excepted': {
      const stays = there.flatMap(({ id, namespace }) =>
        roomsOf(state.rooms, { server: emit.server, namespace, id }),
      )
      const joined = stays.filter(({ name }) => isSameRoom(name, skip.room)).map(({ seq }) => seq)
      return { ...skip, evidence: [emit.seq, ...joined] }
    }
    case 'not-in-room':
      return outsideOf(client, known)
    case 'several':
      return {
        why: 'none-of-sockets',
        sockets: skip.sockets,
        evidence: [emit.seq, ...there.map(({ seq }) => seq)],
      }
    case 'other-namespace': {
      if (isTalking(client, known)) return undefined
      const own = [...new Set(sockets.map(({ namespace }) => namespace))]
      return {
        ...skip,
        own,
        namespace: emit.namespace,
        evidence: [emit.seq, ...sockets.map(({ seq }) => seq)],
      }
    }
    case 'other-server': {
      if (isTalking(client, known)) return undefined
      return { ...skip, evidence: [emit.seq, ...there.map(({ seq }) => seq)] }
    }
    case 'not-connected': {
      // The server called the connection dead, and it lives.
      if (isTalking(client, known)) return undefined
      return away(client, known)
    }
    default:
      return skip satisfies never
  }
}

/**
 * The server tells in its own order: who connected after the call was not there for it, though the CONNECT packet crossed
 * before the report of the call came.
 */
function connectToldAfter(client: string, { emit, state, trace }: Case): number | undefined {
  const there = state.sockets.live
    .values()
    .filter((socket) => socket.client === client && socket.namespace === emit.namespace)
  if (there.length === 0 || there.some(({ told }) => told)) return undefined
  for (const event of trace.landmarks.after(emit.seq)) {
    if (event.kind !== 'socket' || event.phase !== 'connect') continue
    if (there.some(({ id }) => id === event.socket)) return event.seq
  }
  return undefined
}

/** The call was made on one socket. */
function toOther(socket: string | undefined, client: string, known: Case): Reason | undefined {
  const { emit, state, trace } = known
  const owner = socket === undefined ? undefined : ownerOf(socket, emit.seq, trace)
  if (owner === client) {
    if (isTalking(client, known)) return undefined
    const isConnected = socket !== undefined && state.sockets.live.has(socket)
    // The answer of a connected socket goes out, unless one has before.
    if (emit.call === 'ack-reply' && isConnected) return { why: 'answered-before', evidence: [emit.seq] }
    return away(client, known)
  }
  const meant = owner ?? deliveredTo(known)
  // Its owner may be in the part of the trace that is missing.
  if (meant === undefined && !tellsAll(known.state)) return undefined
  return { why: 'other-socket', client: meant ?? null, evidence: [emit.seq] }
}

/** The trace holds all that the run told of its sockets and rooms so far. */
export function tellsAll(state: ServerState): boolean {
  return state.whole && state.lost === 0 && state.sockets.unlisted + state.rooms.unlisted === 0
}

/** Whose connection it went over: a middleware can send to a socket before it is connected. */
function deliveredTo({ emit, state, trace }: Case): string | undefined {
  const [delivery] = trace.inside.deliveriesOf(emit.seq)
  return delivery && connectionOf(state.connections, delivery.engine)?.client
}

/** It had no socket there at that moment. */
export function away(client: string, known: Case): Reason {
  const { emit, state, after } = known
  const gone = state.sockets.gone.find((each) => each.client === client && each.namespace === emit.namespace)
  const since = gone?.goneSeq ?? lastCloseOf(client, known)
  const until = after.connects.get(client)
  return {
    why: 'not-connected',
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    evidence: [...(since === undefined ? [] : [since]), emit.seq, ...(until === undefined ? [] : [until])],
  }
}

/** The end of the last connection over which it had been connected to the namespace. */
function lastCloseOf(client: string, { emit, trace }: Case): number | undefined {
  for (const event of trace.landmarks.before(emit.seq)) {
    if (event.kind !== 'link' || event.phase !== 'close' || event.client !== client) continue
    const { links } = trace.stateAt(event.seq - 1).connections
    if (Object.hasOwn(links.get(event.link)?.sockets ?? {}, emit.namespace)) return event.seq
  }
  return undefined
}

/** It was in none of the rooms that the call was for. */
function outsideOf(client: string, known: Case): Reason {
  const { emit, state, trace, after } = known
  const { rooms, seq, namespace } = emit
  const [only] = rooms
  if (only !== undefined && rooms.every((room) => typeof room !== 'string')) {
    return { why: 'room-not-text', room: only, evidence: [seq] }
  }
  if (rooms.length === 1 && typeof only === 'string') {
    const own = ownerOfOwnRoom(only, known)
    // A socket can leave the room that it has for itself.
    if (own !== undefined && (own.client !== client || own.elsewhere !== undefined))
      return { why: 'other-socket', ...own, evidence: [seq] }
  }
  const left = lastLeave(client, known)
  if (left !== undefined) {
    const reconnected = isNewSince(left, client, known) ? { reconnected: true as const } : {}
    return { why: 'left-room', room: left.room, left: left.seq, ...reconnected, evidence: [left.seq, seq] }
  }
  const joined = after.joins.find((join) => ownerOf(join.socket, join.seq, trace) === client)
  if (joined !== undefined) {
    return { why: 'joined-later', room: joined.room, joined: joined.seq, evidence: [joined.seq, seq] }
  }
  const inside = state.sockets.live.values().filter((socket) => socket.namespace === namespace)
  const stays = inside
    .flatMap(({ id, client: member }) =>
      roomsOf(state.rooms, { server: emit.server, namespace, id })
        .filter(({ name }) => rooms.some((room) => isSameRoom(room, name)))
        .map((stay) => ({ member, joined: stay.seq })),
    )
    .toSorted((one, other) => one.joined - other.joined)
  return {
    why: 'not-in-room',
    rooms,
    ...(tellsAll(known.state) ? { members: [...new Set(stays.flatMap(({ member }) => member ?? []))] } : {}),
    evidence: [seq, ...stays.slice(0, shownStaysMax).map(({ joined: join }) => join)],
  }
}

/** The socket that left is gone, and all that the client has now connected after it. */
function isNewSince({ seq, socket }: TraceEventOf<'room'>, client: string, { emit, state }: Case): boolean {
  if (state.sockets.live.has(socket)) return false
  const own = state.sockets.live
    .values()
    .filter((one) => one.client === client && one.namespace === emit.namespace)
  return own.every((one) => one.seq > seq)
}

/** Whose socket has this room for itself; `null` for a socket that is gone, undefined for a room of any other kind. */
function ownerOfOwnRoom(
  room: string,
  { emit, state, trace }: Case,
): { readonly client: string | null; readonly elsewhere?: string } | undefined {
  const live = state.sockets.live.get(room)
  if (live !== undefined) {
    const { client = null, namespace, server = emit.server } = live
    if (namespace !== emit.namespace) return { client, elsewhere: namespace }
    return server === emit.server ? { client } : undefined
  }
  for (const event of trace.landmarks.before(emit.seq)) {
    if (event.kind === 'socket' && event.phase === 'disconnect' && event.socket === room)
      return { client: null }
  }
  return undefined
}

/** The latest leave of one of the rooms by a socket of this client, if that was not long before. */
function lastLeave(client: string, { emit, trace }: Case): TraceEventOf<'room'> | undefined {
  let looked = 0
  for (const event of trace.landmarks.before(emit.seq)) {
    if (event.at < emit.at - leftRecentlyUs || looked >= leavesMax) return undefined
    if (event.kind !== 'room' || event.phase !== 'leave' || !isOfRooms(event, emit)) continue
    looked += 1
    if (ownerOf(event.socket, event.seq, trace) === client) return event
  }
  return undefined
}
