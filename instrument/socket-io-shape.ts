/**
 * The insides of socket.io 4, socket.io-adapter and engine.io that are observed, as far as they are used here. Most are
 * private there, so their own types do not name them; what another version lacks is left unobserved.
 */

export interface EngineConnection {
  readonly id: string
}

/** An Engine.IO packet: `message` is what Socket.IO sends. */
export interface EnginePacket {
  readonly type: string
}

export interface Engine {
  readonly opts?: { readonly initialPacket?: unknown }
}

export interface Client {
  readonly conn: EngineConnection
  readonly decoder: { on(event: 'decoded', listener: (packet: object) => void): unknown }
}

export interface SocketIoServer {
  readonly opts: { readonly connectionStateRecovery?: unknown }
  readonly engine?: Engine
  readonly _nsps?: ReadonlyMap<string, Namespace>
}

export interface Namespace {
  readonly name: string
  readonly server: SocketIoServer
  readonly adapter: Adapter
  /** Of one that a pattern or a function made: the namespaces that clients are in. It has no sockets of its own. */
  readonly children?: ReadonlySet<Namespace>
}

export interface Adapter {
  readonly nsp: Namespace
}

export interface Socket {
  readonly id: string
  readonly nsp: Namespace
  readonly client: Client
  readonly connected: boolean
  readonly recovered: boolean
  readonly data: unknown
  readonly handshake: { readonly auth: unknown }
  readonly flags: Flags
  readonly acks: ReadonlyMap<number, unknown>
  readonly _anyListeners?: readonly unknown[]
  listenerCount(event: string | symbol): number
}

export interface BroadcastOperator {
  readonly adapter: Adapter | undefined
  readonly rooms: ReadonlySet<unknown>
  readonly exceptRooms: ReadonlySet<unknown>
  readonly flags: Flags
}

export interface Flags {
  readonly volatile?: boolean
  readonly local?: boolean
  readonly compress?: boolean
  readonly timeout?: number
}

/** socket.io-parser's packet types, of those that matter here. https://socket.io/docs/v4/socket-io-protocol/ */
export const packetType = { event: 2, ack: 3 } as const

export interface Packet {
  readonly type: number
  readonly id?: number
  readonly data?: unknown
}
