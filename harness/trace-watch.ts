/** Waits for what a check expects, on the trace of the session in which it runs. */
import type { TraceSource } from '../trace/source.ts'
import { patientTimeout } from './patience.ts'
import { WireView } from './wire-view.ts'

/** How long an expectation waits for what must come. */
export const expectationMs = 2000
/** A client that connects waits longer: how fast that goes is not what a check is about. */
export const connectMs = 5000
/** A negative is believed after so long without any frame … */
const quietMs = 250
/** … or, with a server that never falls silent, after so long. */
const restlessMs = 1500

export class TraceWatch {
  readonly view: WireView
  readonly #source: TraceSource
  readonly #signal: AbortSignal
  readonly #waiting = new Set<() => void>()
  readonly #unsubscribe: () => void
  #lastFrameMs = performance.now()
  #blockedMs = performance.now()

  /** Watches what comes after the event `after`, until `signal` aborts or it is closed. */
  constructor(source: TraceSource, after: number, signal: AbortSignal) {
    this.#source = source
    this.#signal = signal
    this.view = new WireView(after)
    for (const event of source.events) this.view.push(event)
    this.#unsubscribe = source.subscribe((batch) => {
      for (const event of batch) {
        this.view.push(event)
        if (event.kind === 'frame') this.#lastFrameMs = performance.now()
        if (event.kind === 'run' && event.phase === 'blocked') this.#blockedMs = performance.now()
      }
      for (const look of this.#waiting) look()
    })
  }

  get lastSeq(): number {
    return this.#source.events.at(-1)?.seq ?? 0
  }

  /** The event that tells that the program does not turn, and for how long it has not by now; undefined while it does. */
  get blocked(): { readonly seq: number; readonly forMs: number } | undefined {
    const { blocked } = this.view
    if (blocked === undefined) return undefined
    return { seq: blocked.seq, forMs: blocked.forMs + Math.round(performance.now() - this.#blockedMs) }
  }

  close(): void {
    this.#unsubscribe()
  }

  /**
   * Resolves with what `find` finds, as soon as it does; with undefined when it has found nothing in time, or the
   * program has ended. Rejects when the check is aborted.
   */
  async until<Found>(find: () => Found | undefined, withinMs = expectationMs): Promise<Found | undefined> {
    this.#signal.throwIfAborted()
    const found = find()
    if (found !== undefined || this.view.end !== undefined) return found
    const settled = Promise.withResolvers<Found | undefined>()
    const look = () => {
      const late = find()
      if (late !== undefined || this.view.end !== undefined) settled.resolve(late)
    }
    const abort = () => settled.reject(this.#signal.reason as Error)
    const forget = patientTimeout(() => settled.resolve(find()), withinMs)
    this.#waiting.add(look)
    this.#signal.addEventListener('abort', abort, { once: true })
    try {
      return await settled.promise
    } finally {
      forget()
      this.#waiting.delete(look)
      this.#signal.removeEventListener('abort', abort)
    }
  }

  /** Resolves when the program has ended, or after so long, or when the check is aborted. */
  async ends(withinMs: number): Promise<void> {
    await this.until(() => undefined, withinMs).catch(() => undefined)
  }

  /** Resolves when the server had time for all that it will do: nothing crossed for a while. */
  async quiet(): Promise<void> {
    const begunMs = performance.now()
    // What was just done may not have crossed yet: counted from now.
    this.#lastFrameMs = begunMs
    for (;;) {
      const silentMs = performance.now() - this.#lastFrameMs
      const lastedMs = performance.now() - begunMs
      if (silentMs >= quietMs || lastedMs >= restlessMs || this.view.end !== undefined) return
      await this.until(() => undefined, Math.min(quietMs - silentMs, restlessMs - lastedMs))
    }
  }
}
