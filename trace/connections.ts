/** Open Engine.IO connections as the gateway sees them: whose each is, by which transport, and which sockets it carries. */
import type { TraceEventOf, Transport } from '../protocol/trace.ts'
import { engineTypeOf, parseHandshake } from './engine-io.ts'
import { isPlainWebSocket } from './links.ts'
import { readPacketHeader, withoutQuery, type PacketHeader } from './packet-header.ts'
import { PersistentMap } from './persistent-map.ts'

type Frame = TraceEventOf<'frame'>

export interface Connection {
  readonly link: string
  readonly client: string
  readonly transport: Transport
  /** Engine.IO's id, once it is known. */
  readonly engine?: string
  /** A plain WebSocket connection carries no packets. */
  readonly plain?: true
  /** Sockets whose CONNECT packet crossed it, by namespace. */
  readonly sockets: Readonly<Record<string, string>>
  /** Namespaces that a DISCONNECT packet closed, until somebody connects there anew: the packet, by namespace. */
  readonly closed: PersistentMap<number>
}

export interface Connections {
  readonly links: PersistentMap<Connection>
  /** The newest link of each Engine.IO id. */
  readonly engines: PersistentMap<string>
}

export const noConnections: Connections = { links: PersistentMap.empty(), engines: PersistentMap.empty() }

export function connectionOf({ links, engines }: Connections, engine: string): Connection | undefined {
  const link = engines.get(engine)
  return link === undefined ? undefined : links.get(link)
}

export function afterLink(state: Connections, event: TraceEventOf<'link'>): Connections {
  const known = state.links.get(event.link)
  switch (event.phase) {
    case 'open': {
      const { link, client, transport, sid } = event
      const plain = isPlainWebSocket(event) ? { plain: true as const } : {}
      const closed = PersistentMap.empty<number>()
      const connection = { link, client, transport, ...plain, sockets: {}, closed }
      return sid === undefined ? put(state, connection) : named(state, connection, sid)
    }
    case 'upgrade':
      return known === undefined ? state : put(state, { ...known, transport: event.transport })
    case 'close': {
      const engines =
        known?.engine !== undefined && state.engines.get(known.engine) === event.link
          ? state.engines.without(known.engine)
          : state.engines
      return known === undefined ? state : { links: state.links.without(event.link), engines }
    }
    default:
      return event satisfies never
  }
}

/** The handshake of a connection that began as a WebSocket tells its id. */
export function afterHandshake(state: Connections, frame: Frame): Connections {
  if (frame.direction === 'up' || engineTypeOf(frame.data) !== 'open') return state
  const known = state.links.get(frame.link)
  if (known === undefined || known.plain || known.engine !== undefined) return state
  const sid = parseHandshake(frame.data.slice(1))?.sid
  return sid === undefined ? state : named(state, known, sid)
}

/** The connection carries this socket from now on. */
export function withSocket(
  state: Connections,
  connection: Connection,
  namespace: string,
  socket: string,
): Connections {
  const sockets = { ...connection.sockets, [namespace]: socket }
  return put(state, { ...connection, sockets, closed: connection.closed.without(namespace) })
}

/** The connection carries no socket of that namespace any more, because of the packet `seq`. */
export function withoutSocket(
  state: Connections,
  connection: Connection,
  namespace: string,
  seq: number,
): Connections {
  const { [namespace]: _, ...sockets } = connection.sockets
  return put(state, { ...connection, sockets, closed: connection.closed.with(namespace, seq) })
}

/** The client asks for a socket in that namespace, and listens from then on. */
export function withRequest(state: Connections, connection: Connection, namespace: string): Connections {
  const closed = connection.closed.without(withoutQuery(namespace))
  return closed === connection.closed ? state : put(state, { ...connection, closed })
}

/** A Socket.IO packet's header, and where its payload begins; `undefined` for every other frame. */
export function socketPacketIn(
  frame: Frame,
): { readonly header: PacketHeader; readonly end: number } | undefined {
  if (frame.form === 'binary' || engineTypeOf(frame.data) !== 'message') return undefined
  const { header, end } = readPacketHeader(frame.data, 1, frame.truncated === true)
  return header === undefined ? undefined : { header, end }
}

function put(state: Connections, connection: Connection): Connections {
  return { ...state, links: state.links.with(connection.link, connection) }
}

function named(state: Connections, connection: Connection, engine: string): Connections {
  const { links, engines } = put(state, { ...connection, engine })
  return { links, engines: engines.with(engine, connection.link) }
}
