/**
 * Sockets of the server. Two witnesses tell of each: the server's inside (its own word) and the CONNECT packet that
 * crossed the gateway (certain). Either alone makes a record, which says who told.
 */
import type { TraceEventOf } from '../protocol/trace.ts'
import { connectionOf, type Connection, type Connections } from './connections.ts'
import { PersistentMap } from './persistent-map.ts'
import { goneMax, socketsMax } from './server-state-bounds.ts'

type SocketEvent = TraceEventOf<'socket'>
type ConnectEvent = Extract<SocketEvent, { phase: 'connect' }>

/** A value that the program keeps on a socket, as bounded text, and the event that told it. */
export interface KeptValue {
  readonly text: string
  readonly seq: number
}

export interface SocketRecord {
  readonly id: string
  readonly namespace: string
  /** Which Socket.IO server of the process, from 1; absent when only the wire tells of the socket. */
  readonly server?: number
  /** Engine.IO's id of its connection. */
  readonly engine?: string
  /** Whose it is, as far as the connection is known. */
  readonly client?: string
  readonly link?: string
  /** The first event that told of it. */
  readonly seq: number
  /** Microseconds since the session began. */
  readonly connectedUs: number
  /** The server's inside told of it. */
  readonly told: boolean
  /** Its CONNECT packet crossed the gateway. */
  readonly confirmed: boolean
  readonly recovered: boolean
  /** The handshake's auth as bounded text. */
  readonly auth?: string
  /** `socket.data`. */
  readonly data?: KeptValue
  /** What the program put straight on the socket. */
  readonly own?: KeptValue
}

export interface GoneSocket extends SocketRecord {
  readonly goneSeq: number
  readonly goneUs: number
  /** In the server's words; absent when only the wire tells that it is gone. */
  readonly reason?: string
}

export interface Sockets {
  readonly live: PersistentMap<SocketRecord>
  /** The newest of those that went in this run, newest first. */
  readonly gone: readonly GoneSocket[]
  /** Sockets beyond the bound, of which nothing is known. */
  readonly unlisted: number
}

export const noSockets: Sockets = { live: PersistentMap.empty(), gone: [], unlisted: 0 }

/** After the server's inside said that a socket connected. */
export function afterConnect(state: Sockets, event: ConnectEvent, connections: Connections): Sockets {
  const { socket: id, namespace, server, engine, recovered, auth } = event
  const known = state.live.get(id)
  const connection = connectionOf(connections, engine)
  const seenOnWire = connection?.sockets[namespace] === id
  const started =
    known !== undefined && !known.told
      ? { seq: known.seq, connectedUs: known.connectedUs }
      : { seq: event.seq, connectedUs: event.at }
  return put(state, {
    id,
    namespace,
    server,
    engine,
    ...(connection === undefined ? {} : { client: connection.client, link: connection.link }),
    ...started,
    told: true,
    confirmed: seenOnWire,
    recovered,
    auth,
  })
}

/** After a CONNECT packet with this id went down a connection. */
export function afterConnectPacket(
  state: Sockets,
  frame: TraceEventOf<'frame'>,
  connection: Connection,
  namespace: string,
  id: string,
): Sockets {
  const known = state.live.get(id)
  if (known?.told === true) {
    const same = known.engine === connection.engine && known.namespace === namespace
    const { client, link } = connection
    return same ? put(state, { ...known, client, link, confirmed: true }) : state
  }
  return put(state, {
    id,
    namespace,
    ...(connection.engine === undefined ? {} : { engine: connection.engine }),
    client: connection.client,
    link: connection.link,
    seq: frame.seq,
    connectedUs: frame.at,
    told: false,
    confirmed: true,
    recovered: false,
  })
}

/** After the server's inside said that a socket is gone. */
export function afterDisconnect(
  state: Sockets,
  event: Extract<SocketEvent, { phase: 'disconnect' }>,
): Sockets {
  const known = state.live.get(event.socket)
  if (known === undefined || known.namespace !== event.namespace) return state
  return gone(state, known, event, event.reason)
}

/** After the wire told that a socket is gone: those that the inside knows of wait for its own word. */
export function afterGoneOnWire(
  state: Sockets,
  event: TraceEventOf<'frame'> | TraceEventOf<'link'>,
  id: string,
): Sockets {
  const known = state.live.get(id)
  return known === undefined || known.told ? state : gone(state, known, event)
}

/** After the server's inside told a value of a socket. */
export function afterState(state: Sockets, event: TraceEventOf<'state'>): Sockets {
  const known = state.live.get(event.socket)
  if (known === undefined || known[event.what]?.text === event.text) return state
  return put(state, { ...known, [event.what]: { text: event.text, seq: event.seq } })
}

function put(state: Sockets, record: SocketRecord): Sockets {
  if (state.live.size >= socketsMax && !state.live.has(record.id)) {
    return { ...state, unlisted: state.unlisted + 1 }
  }
  return { ...state, live: state.live.with(record.id, record) }
}

function gone(
  state: Sockets,
  record: SocketRecord,
  { seq, at }: { readonly seq: number; readonly at: number },
  reason?: string,
): Sockets {
  const last: GoneSocket = {
    ...record,
    goneSeq: seq,
    goneUs: at,
    ...(reason === undefined ? {} : { reason }),
  }
  return {
    ...state,
    live: state.live.without(record.id),
    gone: [last, ...state.gone].slice(0, goneMax),
  }
}
