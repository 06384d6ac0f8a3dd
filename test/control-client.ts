/** The control channel as a page uses it, for tests without a browser. */
import { io, type Socket } from 'socket.io-client'
import {
  controlPath,
  type ControlClientToServer,
  type ControlServerToClient,
  type OpenReply,
  type Reply,
  type SessionStatus,
} from '../protocol/control.ts'
import type { TraceEvent } from '../protocol/trace.ts'

export type ControlSocket = Socket<ControlServerToClient, ControlClientToServer>

/** Connects with the headers that a browser on the site would send, unless others are given. */
export function connectControl(
  origin: string,
  headers: Record<string, string> = { Origin: origin },
): ControlSocket {
  return io(origin, {
    path: controlPath,
    transports: ['websocket'],
    extraHeaders: headers,
    reconnection: false,
    forceNew: true,
  })
}

/** Resolves with 'connected', or with 'refused' when the handshake fails. */
export function handshake(socket: ControlSocket): Promise<'connected' | 'refused'> {
  return new Promise((resolve) => {
    socket.once('connect', () => resolve('connected'))
    socket.once('connect_error', () => resolve('refused'))
  })
}

export class ControlClient {
  readonly socket: ControlSocket
  readonly events: TraceEvent[] = []
  readonly statuses: SessionStatus[] = []
  #waiting: (() => void)[] = []

  constructor(origin: string) {
    this.socket = connectControl(origin)
    this.socket.on('trace', (events, received) => {
      this.events.push(...events)
      received()
      this.#wake()
    })
    this.socket.on('status', (status) => {
      this.statuses.push(status)
      this.#wake()
    })
    this.socket.on('disconnect', () => this.#wake())
  }

  /** Opens a session, or takes one up again. Throws on a refusal. */
  async open(resume?: { session: string; secret: string; after: number }): Promise<OpenReply> {
    return unwrap(await this.socket.emitWithAck('open', resume ? { resume } : {}))
  }

  async run(files: Record<string, string>, entry = 'server.js'): Promise<number> {
    return unwrap(await this.socket.emitWithAck('run', { files, entry })).run
  }

  /** Resolves with the first value that `find` gives, looking again whenever something arrives. */
  async until<T>(find: () => T | undefined): Promise<T> {
    for (;;) {
      const found = find()
      if (found !== undefined) return found
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }

  /** The first event of the kind that satisfies `test`. */
  event<Kind extends TraceEvent['kind']>(
    kind: Kind,
    test: (event: Extract<TraceEvent, { kind: Kind }>) => boolean = () => true,
  ): Promise<Extract<TraceEvent, { kind: Kind }>> {
    const isWanted = (event: TraceEvent): event is Extract<TraceEvent, { kind: Kind }> =>
      // The comparison narrows `kind`, which TypeScript does not carry over to a generic member.
      event.kind === kind && test(event as Extract<TraceEvent, { kind: Kind }>)
    return this.until(() => this.events.find(isWanted))
  }

  /** Leaves, as a page does that is closed on purpose. */
  close(): void {
    this.socket.disconnect()
  }

  /** The connection breaks off without a word, as a network does. */
  lose(): void {
    this.socket.io.engine.close()
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}

export function unwrap<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`)
  return reply.value
}
