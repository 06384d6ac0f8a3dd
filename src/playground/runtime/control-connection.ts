/**
 * One control channel: connects, opens or resumes a session, and tries again after a loss. It owns the session's
 * secret, which never leaves this module's memory.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import { io, type Socket } from 'socket.io-client'
import { controlPath } from '../../../protocol/control-constants.ts'
import type {
  ControlClientToServer,
  ControlServerToClient,
  OpenReply,
  Reply,
  SessionStatus,
} from '../../../protocol/control.ts'
import type { TraceEvent } from '../../../protocol/trace.ts'
import type { ConnectionState } from './runtime.ts'

/** How long a connection attempt or an answer may take (ms). */
export const answerTimeoutMs = 8_000
/** A run may wait for its sandbox: many that are asked for at once start one after the other. */
export const runTimeoutMs = 60_000
/** Pauses before each retry (ms); the last one repeats. The first fit into the time that a session outlives its page. */
const retryDelaysMs = [300, 700, 1_500, 3_000, 5_000]

export type ControlSocket = Socket<ControlServerToClient, ControlClientToServer>

export interface ControlObserver {
  opened(reply: OpenReply): void
  trace(events: readonly TraceEvent[]): void
  status(status: SessionStatus): void
  /** `seq` of the last event that arrived of the present session. */
  lastEvent(): number
}

type Session = Pick<OpenReply, 'session' | 'secret'>

export class ControlConnection {
  readonly socket: ControlSocket
  readonly #state = signal<ConnectionState>({ state: 'connecting' })
  readonly #observer: ControlObserver
  #session: Session | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #attempt = 0
  #everConnected = false
  /** Between `start` and `end`: losses are mended only then. */
  #wanted = false

  /** `url` is the site's origin. */
  constructor(url: string, observer: ControlObserver) {
    this.#observer = observer
    this.socket = io(url, {
      path: controlPath,
      transports: ['websocket'],
      autoConnect: false,
      forceNew: true,
      // Own retries: the page tells when the next one comes, and socket.io's back-off does not say.
      reconnection: false,
      timeout: answerTimeoutMs,
    })
    this.socket.on('connect', () => void this.#open())
    this.socket.on('connect_error', () => this.#retryLater())
    this.socket.on('disconnect', () => this.#retryLater())
    this.socket.on('trace', (events, received) => {
      observer.trace(events)
      received()
    })
    this.socket.on('status', (status) => observer.status(status))
  }

  get state(): ReadonlySignal<ConnectionState> {
    return this.#state
  }

  /** Resolves when the first attempt, or one asked for, has come to an end; at once when none is under way. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#state.subscribe(({ state }) => {
        if (state === 'connecting') return
        resolve()
        // Called within `subscribe` itself when there is nothing to wait for.
        queueMicrotask(() => stop())
      })
    })
  }

  start(): void {
    if (this.#wanted) return
    this.#wanted = true
    this.#attempt = 0
    this.#state.value = { state: 'connecting' }
    if (this.socket.connected) void this.#open()
    else this.socket.connect()
  }

  /** Frees the session, ends the connection and every timer. `start` may follow; it opens a new session. */
  end(): void {
    this.#wanted = false
    clearTimeout(this.#timer)
    this.#session = undefined
    // Not in one breath: socket.io's server passes over an event whose sender has disconnected by the next tick.
    const leave = () => {
      if (!this.#wanted) this.socket.disconnect()
    }
    if (this.socket.connected) this.socket.timeout(answerTimeoutMs).emit('close', {}, leave)
    else leave()
  }

  /** The next attempt, now. */
  retryNow(): void {
    const { state } = this.#state.value
    if (!this.#wanted || state === 'connecting' || state === 'connected') return
    clearTimeout(this.#timer)
    if (state === 'refused') this.#state.value = { state: 'connecting' }
    this.socket.connect()
  }

  /** Asks once; undefined when there was no answer in time or no connection. */
  async ask<T>(
    send: (socket: ReturnType<ControlSocket['timeout']>) => Promise<Reply<T>>,
    withinMs = answerTimeoutMs,
  ) {
    if (!this.socket.connected) return undefined
    try {
      return await send(this.socket.timeout(withinMs))
    } catch {
      // socket.io rejects when the acknowledgement did not come: lost or too slow, which the caller words.
      return undefined
    }
  }

  async #open(): Promise<void> {
    const resume =
      this.#session === undefined ? undefined : { ...this.#session, after: this.#observer.lastEvent() }
    const reply = await this.ask<OpenReply>((socket) =>
      socket.emitWithAck('open', resume === undefined ? {} : { resume }),
    )
    if (!this.#wanted) return
    if (reply === undefined) {
      // As if the connection was lost, which brings the next attempt: a goodbye would give the session up.
      this.socket.io.engine.close()
      return
    }
    if (reply.ok) {
      this.#session = { session: reply.value.session, secret: reply.value.secret }
      this.#attempt = 0
      this.#everConnected = true
      this.#observer.opened(reply.value)
      const { isolation, modules } = reply.value
      this.#state.value = { state: 'connected', isolation, modules }
      return
    }
    const { code } = reply.error
    if (resume !== undefined && (code === 'no-session' || code === 'wrong-secret')) {
      // The session was given up while the connection was down: a new one takes its place.
      this.#session = undefined
      await this.#open()
      return
    }
    this.#state.value = { state: 'refused', code }
    this.socket.disconnect()
  }

  #retryLater(): void {
    if (!this.#wanted || this.#state.value.state === 'refused') return
    const delayMs = retryDelaysMs[Math.min(this.#attempt, retryDelaysMs.length - 1)] ?? 0
    this.#attempt += 1
    this.#state.value = {
      state: this.#everConnected ? 'lost' : 'unreachable',
      attempt: this.#attempt,
      retryAt: Date.now() + delayMs,
    }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.socket.connect(), delayMs)
  }
}
