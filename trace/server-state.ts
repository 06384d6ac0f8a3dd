/**
 * What is so at a moment of the trace: sockets, rooms, handlers, acknowledgements, the network. What the server's inside
 * said goes with its process; what the user did to the network stays.
 */
import type { TraceEvent, TraceEventOf } from '../protocol/trace.ts'
import { afterClose, afterDelivery, afterEmit, afterPacket, noAcks, type Acks } from './acks.ts'
import type { Fold } from './checkpoints.ts'
import {
  afterHandshake,
  afterLink,
  noConnections,
  socketPacketIn,
  withoutSocket,
  withRequest,
  withSocket,
  type Connections,
} from './connections.ts'
import { afterListener, noListeners, type Listeners } from './listeners.ts'
import { afterFault, untouchedNetwork, type Network } from './network.ts'
import { afterRoom, noRooms, withoutMember, type Rooms } from './rooms.ts'
import {
  afterConnect,
  afterConnectPacket,
  afterDisconnect,
  afterGoneOnWire,
  afterState,
  noSockets,
  type Sockets,
} from './sockets.ts'

type Frame = TraceEventOf<'frame'>

export interface ServerState {
  /** The latest run; absent before the first, and when the trace begins later than it. */
  readonly run?: {
    readonly number: number
    readonly state: 'starting' | 'running' | 'ended'
    /** Its event loop does not turn. */
    readonly blocked?: true
  }
  readonly connections: Connections
  readonly sockets: Sockets
  readonly rooms: Rooms
  readonly listeners: Listeners
  readonly acks: Acks
  readonly network: Network
  /** Reports of this run, and events, that were given up: what is shown may be incomplete. */
  readonly lost: number
  /** The trace holds everything since the run began. */
  readonly whole: boolean
}

const ofOneRun = {
  connections: noConnections,
  sockets: noSockets,
  rooms: noRooms,
  listeners: noListeners,
  acks: noAcks,
  lost: 0,
}

export const serverState: Fold<ServerState> = {
  initial: { ...ofOneRun, network: untouchedNetwork, whole: false },
  reduce,
  missed: (state) => (state.whole ? { ...state, whole: false } : state),
}

function reduce(state: ServerState, event: TraceEvent): ServerState {
  switch (event.kind) {
    case 'run':
      return afterRun(state, event)
    case 'link':
      return afterLinkEvent(state, event)
    case 'frame':
      return afterFrame(state, event)
    case 'socket':
      return afterSocketEvent(state, event)
    case 'room':
      return changed(state, 'rooms', afterRoom(state.rooms, event))
    case 'state':
      return changed(state, 'sockets', afterState(state.sockets, event))
    case 'listener':
      // What a page listens for is no part of the server, nor is a page's word about one of its sockets.
      if (event.origin === 'pane') return state
      return changed(state, 'listeners', afterListener(state.listeners, event))
    case 'emit':
      return changed(state, 'acks', afterEmit(state.acks, event))
    case 'delivery':
      return changed(state, 'acks', afterDelivery(state.acks, event, state.connections))
    case 'fault':
      return changed(state, 'network', afterFault(state.network, event))
    case 'drop':
      return afterDrop(state, event)
    case 'http':
    case 'console':
    case 'error':
    case 'check':
      return state
    default:
      return event satisfies never
  }
}

function changed<Part extends keyof ServerState>(
  state: ServerState,
  part: Part,
  value: ServerState[Part],
): ServerState {
  return state[part] === value ? state : { ...state, [part]: value }
}

function afterDrop(state: ServerState, { what, count }: TraceEventOf<'drop'>): ServerState {
  return what === 'reports' || what === 'events' ? { ...state, lost: state.lost + count } : state
}

function afterRun(state: ServerState, event: TraceEventOf<'run'>): ServerState {
  const { run } = state
  switch (event.phase) {
    case 'start':
      return { ...state, ...ofOneRun, run: { number: event.run, state: 'starting' }, whole: true }
    case 'listen':
      if (run !== undefined && (run.number !== event.run || run.state !== 'starting')) return state
      return { ...state, run: { ...run, number: event.run, state: 'running' } }
    case 'unlisten':
      return state
    case 'blocked':
      if (run?.number !== event.run || run.state === 'ended') return state
      return { ...state, run: { ...run, blocked: true } }
    case 'unblocked':
      if (run?.number !== event.run || run.blocked === undefined) return state
      return { ...state, run: { number: run.number, state: run.state } }
    case 'end':
      // The last word of an earlier run.
      if (run !== undefined && run.number !== event.run) return state
      return { ...state, ...ofOneRun, run: { number: event.run, state: 'ended' }, whole: true }
    default:
      return event satisfies never
  }
}

function afterLinkEvent(state: ServerState, event: TraceEventOf<'link'>): ServerState {
  const connections = afterLink(state.connections, event)
  if (event.phase !== 'close') return changed(state, 'connections', connections)
  const carried = Object.values(state.connections.links.get(event.link)?.sockets ?? {})
  const sockets = carried.reduce((all, id) => afterGoneOnWire(all, event, id), state.sockets)
  return { ...state, connections, sockets, acks: afterClose(state.acks, event) }
}

function afterSocketEvent(state: ServerState, event: TraceEventOf<'socket'>): ServerState {
  switch (event.phase) {
    case 'connect':
      return changed(state, 'sockets', afterConnect(state.sockets, event, state.connections))
    case 'disconnect': {
      const { server, namespace, socket: id } = event
      const sockets = afterDisconnect(state.sockets, event)
      const rooms = withoutMember(state.rooms, { server, namespace, id }, event.seq)
      if (sockets === state.sockets) return changed(state, 'rooms', rooms)
      return { ...state, sockets, rooms, listeners: state.listeners.without(id) }
    }
    case 'connect_error':
    case 'refused':
      return state
    default:
      return event satisfies never
  }
}

function afterFrame(state: ServerState, frame: Frame): ServerState {
  const packet = socketPacketIn(frame)
  if (packet === undefined) {
    return changed(state, 'connections', afterHandshake(state.connections, frame))
  }
  const { header, end } = packet
  const connection = state.connections.links.get(frame.link)
  if (connection?.plain) return state
  switch (header.type) {
    case 'connect': {
      if (connection === undefined) return state
      const { namespace } = header
      if (frame.direction === 'up') {
        return changed(state, 'connections', withRequest(state.connections, connection, namespace))
      }
      const payload = frame.data.slice(end)
      const id = payload === '' ? oldId(connection.engine, namespace) : idIn(payload)
      if (id === undefined) return state
      return {
        ...state,
        connections: withSocket(state.connections, connection, namespace, id),
        sockets: afterConnectPacket(state.sockets, frame, connection, namespace, id),
      }
    }
    case 'disconnect': {
      const id = connection?.sockets[header.namespace]
      if (id === undefined || connection === undefined) return state
      return {
        ...state,
        connections: withoutSocket(state.connections, connection, header.namespace, frame.seq),
        sockets: afterGoneOnWire(state.sockets, frame, id),
      }
    }
    case 'event':
    case 'ack':
    case 'binary_event':
    case 'binary_ack':
    case 'connect_error':
      return changed(state, 'acks', afterPacket(state.acks, frame, header, state.connections))
    default:
      return header.type satisfies never
  }
}

/** To a client of Socket.IO 2 the server tells no id: it is made of the connection's. */
function oldId(engine: string | undefined, namespace: string): string | undefined {
  return engine === undefined || namespace === '/' ? engine : `${namespace}#${engine}`
}

/** The socket's id in the payload of a CONNECT packet from the server. Socket.IO protocol v5, "Connection to a namespace". */
function idIn(payload: string): string | undefined {
  let value: unknown
  try {
    value = JSON.parse(payload)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || !('sid' in value)) return undefined
  return typeof value.sid === 'string' ? value.sid : undefined
}
