/** One socket: whose, where, since when; its rooms, what the program keeps on it, and what it listens for. */
import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { connectionOf } from '../../../trace/connections.ts'
import { inertText } from '../../../trace/inert-text.ts'
import { conditionsOf, type NetworkConditions } from '../../../trace/network.ts'
import { formatDuration, formatMoment } from '../../../trace/quantity.ts'
import { roomsOf, type Membership } from '../../../trace/rooms.ts'
import type { ServerState } from '../../../trace/server-state.ts'
import type { SocketRecord } from '../../../trace/sockets.ts'
import { useInspector } from './context.ts'
import { InertText } from './InertText.tsx'
import { Capped } from './StateCapped.tsx'
import { Changed } from './StateChanged.tsx'
import { SocketId } from './StateId.tsx'
import { Handlers } from './StateHandlers.tsx'
import { Who } from './StateParticipant.tsx'
import { RoomNameText } from './StateRoomName.tsx'
import { SocketValues } from './StateValues.tsx'
import { useMomentClock } from './state-moment.ts'

const firstChips = 8
const mostChips = 200
const nameMaxLength = 40
const authMaxLength = 300
const nothing = '{}'

export interface StateSocketProps {
  readonly socket: SocketRecord
  readonly state: ServerState
  /** The process has more than one Socket.IO server: say which. */
  readonly severalServers: boolean
}

/** Draws anew only when something of this socket is another than before: most events are of others. */
export function StateSocket({ socket, state, severalServers }: StateSocketProps) {
  const { model, strings, nameOf, language } = useInspector()
  const { client, engine, namespace, id, seq } = socket
  const stays = roomsOf(state.rooms, socket)
  const handlers = state.listeners.get(id)
  const transport = engine === undefined ? undefined : connectionOf(state.connections, engine)?.transport
  const network = client === undefined ? undefined : conditionsOf(state.network, client)
  const conditions = JSON.stringify(network)
  const selected = model.selection.value?.seq === seq
  return useMemo(() => {
    const who = client === undefined ? strings.state.unknownClient : nameOf(client)
    const place = inertText(namespace, nameMaxLength)
    return (
      <li class="wli-socket">
        <div class="wli-socket-head">
          <button
            type="button"
            class="wli-socket-who"
            aria-current={selected}
            title={strings.state.showConnect(who, place, inertText(id, nameMaxLength))}
            onClick={() => model.select(seq)}
          >
            <Changed key={id} since={seq}>
              <Who client={client} />
            </Changed>{' '}
            <code>{place}</code>
          </button>
          <SocketId id={id} />
          <span class={transport === undefined ? 'wli-state-flag' : undefined}>
            {transport ?? strings.state.noTransport}
          </span>
          <Age socket={socket} />
          <Flags socket={socket} network={network} severalServers={severalServers} />
        </div>
        {stays.length > 0 && <RoomChips stays={stays} id={id} />}
        <ul class="wli-socket-values">
          {socket.auth !== undefined && socket.auth !== nothing && (
            <li>
              <span class="wli-soft">{strings.state.auth}</span>{' '}
              <InertText source={socket.auth} maxLength={authMaxLength} />
            </li>
          )}
          <SocketValues socket={socket} />
        </ul>
        {handlers !== undefined && <Handlers handlers={handlers} />}
      </li>
    )
  }, [socket, stays, handlers, transport, conditions, selected, severalServers, language])
}

function Age({ socket }: { readonly socket: SocketRecord }) {
  const { model, strings, language } = useInspector()
  const ageUs = Math.max(0, useMomentClock().nowUs.value - socket.connectedUs)
  const moment = formatMoment(socket.connectedUs - model.runs.since(socket.seq))
  return (
    <span class="wli-soft" title={strings.state.connectedAt(moment)}>
      {strings.state.connectedFor(formatDuration(ageUs, language))}
    </span>
  )
}

interface FlagsProps {
  readonly socket: SocketRecord
  readonly network: NetworkConditions | undefined
  readonly severalServers: boolean
}

function Flags({ socket, network, severalServers }: FlagsProps) {
  const { strings, number } = useInspector()
  const words = strings.state
  const { server, recovered, told, confirmed } = socket
  return (
    <>
      {severalServers && server !== undefined && <span class="wli-soft">{words.server(server)}</span>}
      {recovered && <Flag>{words.recovered}</Flag>}
      {!confirmed && <Flag why={words.unconfirmedWhy}>{words.unconfirmed}</Flag>}
      {!told && <Flag why={words.untoldWhy}>{words.untold}</Flag>}
      {network?.unplugged && <Flag>{words.unplugged}</Flag>}
      {network !== undefined && network.latencyMs > 0 && (
        <Flag>{words.latency(number(network.latencyMs))}</Flag>
      )}
      {network?.stalled && <Flag>{words.stalled}</Flag>}
      {network?.pollingOnly && <Flag>{words.pollingOnly}</Flag>}
    </>
  )
}

function Flag({ why, children }: { readonly why?: string; readonly children: ComponentChildren }) {
  return (
    <span class="wli-state-flag" title={why}>
      {children}
    </span>
  )
}

function RoomChips({ stays, id }: { readonly stays: readonly Membership[]; readonly id: string }) {
  const { strings } = useInspector()
  // A socket's own room is always there: it comes last.
  const rooms = [...stays.filter(({ name }) => name !== id), ...stays.filter(({ name }) => name === id)]
  return (
    <ul class="wli-chips" aria-label={strings.state.rooms}>
      <Capped items={rooms} first={firstChips} most={mostChips}>
        {({ room, name, seq }) => (
          <li key={`${room} ${seq}`} class={`wli-chip${name === id ? ' wli-chip-own' : ''}`}>
            <Changed since={seq}>
              {name === id ? strings.state.ownRoom : <RoomNameText name={name} />}
            </Changed>
          </li>
        )}
      </Capped>
    </ul>
  )
}
