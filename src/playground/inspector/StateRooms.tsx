/** Rooms with who is in them, namespace by namespace. The room that each socket has for itself stands apart. */
import { useMemo, useRef } from 'preact/hooks'
import { inertText } from '../../../trace/inert-text.ts'
import { isOwnRoom, type Room } from '../../../trace/rooms.ts'
import type { ServerState } from '../../../trace/server-state.ts'
import type { Sockets } from '../../../trace/sockets.ts'
import { useInspector } from './context.ts'
import { Capped } from './StateCapped.tsx'
import { Changed } from './StateChanged.tsx'
import { shortId } from './StateId.tsx'
import { Who } from './StateParticipant.tsx'
import { RoomNameText } from './StateRoomName.tsx'

const firstRooms = 30
const mostRooms = 500
const firstMembers = 12
const mostMembers = 200
const nameMaxLength = 40

export function RoomList({ state }: { readonly state: ServerState }) {
  const { strings, number, language } = useInspector()
  const { rooms } = state.rooms
  const clients = useClients(state.sockets)
  const [own, shared] = useMemo(() => {
    const all = rooms.values().sort(byPlace)
    return [all.filter(isOwnRoom), all.filter((room) => !isOwnRoom(room))] as const
  }, [rooms])
  return useMemo(() => {
    const scopes = Map.groupBy(shared, ({ server, namespace }) => `${server} ${namespace}`)
    const several = new Set(shared.map(({ server }) => server)).size > 1
    return (
      <section class="wli-state-part" aria-labelledby="wli-state-rooms">
        <h2 id="wli-state-rooms">
          {strings.state.rooms} <span class="wli-soft">{number(shared.length)}</span>
        </h2>
        {shared.length === 0 && <p class="wli-soft">{strings.state.noRooms}</p>}
        {Array.from(scopes, ([scope, list]) => (
          <div key={scope}>
            <Scope room={list[0]} several={several} />
            <ul class="wli-rooms">
              <Capped items={list} first={firstRooms} most={mostRooms}>
                {(room) => <RoomLine key={keyOf(room)} room={room} clients={clients} />}
              </Capped>
            </ul>
          </div>
        ))}
        {own.length > 0 && <OwnRooms rooms={own} clients={clients} />}
      </section>
    )
  }, [own, shared, clients, language])
}

function Scope({ room, several }: { readonly room: Room | undefined; readonly several: boolean }) {
  const { strings } = useInspector()
  if (room === undefined) return null
  return (
    <h3>
      <span class="wli-soft">{strings.state.namespace}</span>{' '}
      <code>{inertText(room.namespace, nameMaxLength)}</code>
      {several && <span class="wli-soft"> {strings.state.server(room.server)}</span>}
    </h3>
  )
}

/** Of each socket that is there: whose it is, as far as that is known. */
type Clients = ReadonlyMap<string, string | undefined>

/** The very same map as long as nobody comes or goes: what a socket keeps is no business of the rooms. */
function useClients({ live }: Sockets): Clients {
  const before = useRef<Clients>(new Map())
  return useMemo(() => {
    const clients = new Map(Array.from(live, ([id, { client }]) => [id, client]))
    const same =
      clients.size === before.current.size &&
      [...clients].every(([id, client]) => before.current.has(id) && before.current.get(id) === client)
    if (!same) before.current = clients
    return before.current
  }, [live])
}

interface RoomProps {
  readonly room: Room
  readonly clients: Clients
}

function RoomLine({ room, clients }: RoomProps) {
  const { strings } = useInspector()
  return (
    <li class="wli-room">
      <span class="wli-chip">
        <RoomNameText name={room.name} />
      </span>
      <span class="wli-soft wli-room-count">
        <Changed key={room.seq} since={room.seq}>
          {strings.state.members(room.members.length)}
        </Changed>
      </span>
      <Members room={room} clients={clients} />
    </li>
  )
}

/** One entry a client; a socket that nobody knows stands for itself. */
function Members({ room, clients }: RoomProps) {
  const { strings, number } = useInspector()
  const groups = Map.groupBy(room.members, (id) => clients.get(id) ?? `? ${id}`)
  return (
    <ul class="wli-members">
      <Capped items={[...groups]} first={firstMembers} most={mostMembers}>
        {([key, ids]) => {
          const [id = ''] = ids
          const client = clients.get(id)
          return (
            <li key={key} title={ids.slice(0, firstMembers).map(short).join(', ')}>
              <Who client={client} />
              {ids.length > 1 && <span class="wli-soft"> {strings.state.times(number(ids.length))}</span>}
              {client === undefined && <code class="wli-soft"> {shortId(id)}</code>}
              {!clients.has(id) && <span class="wli-state-flag">{strings.state.notConnected}</span>}
            </li>
          )
        }}
      </Capped>
    </ul>
  )
}

function OwnRooms({ rooms, clients }: { readonly rooms: readonly Room[]; readonly clients: Clients }) {
  const { strings } = useInspector()
  return (
    <details class="wli-own-rooms">
      <summary class="wli-soft">{strings.state.ownRooms(rooms.length)}</summary>
      <ul class="wli-rooms">
        <Capped items={rooms} first={firstRooms} most={mostRooms}>
          {(room) => <RoomLine key={keyOf(room)} room={room} clients={clients} />}
        </Capped>
      </ul>
    </details>
  )
}

const short = (id: string) => inertText(id, nameMaxLength)

const textOf = ({ name }: Room) => (typeof name === 'string' ? name : name.notText)

const keyOf = (room: Room) => `${room.server} ${room.namespace} ${typeof room.name} ${textOf(room)}`

const byPlace = (a: Room, b: Room) =>
  a.server - b.server || compare(a.namespace, b.namespace) || compare(textOf(a), textOf(b))

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1)
