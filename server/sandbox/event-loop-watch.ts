/** Whether a program's event loop turns, by the pings that it answers. An answer can be forged; a missing one cannot. */

/** An answer that stays out so long is told: whoever waits for the server notices, and no honest turn takes it. */
export const blockedMs = 500
/** Of this time the program had the processor: one that has to wait for it, on a busy machine, is not busy itself. */
const blockedCpuMs = 150
/** Who neither turns nor computes waits for something. That, or a flood that hides its answers, is told after so long. */
const stuckMs = 2000
/** By so much a look may be late; the rest is the host's own standing still, and not counted. */
const lateMaxMs = 150

export interface EventLoopListener {
  /** Asks the process inside to answer with the same number. */
  ping(id: number): void
  /** An answer stays out, for so many milliseconds by now. */
  blocked(forMs: number): void
  /** It came, after so many milliseconds in all. */
  unblocked(forMs: number): void
}

export interface EventLoopLook {
  /** After how many milliseconds the next look was to come. */
  readonly plannedMs: number
  /** Processor time of the program since it began; undefined where the system does not tell. */
  readonly cpuMs: number | undefined
  /** What it says is not read at the moment. */
  readonly deaf: boolean
}

export class EventLoopWatch {
  readonly #listener: EventLoopListener
  #state: 'turning' | 'asked' | 'blocked' = 'turning'
  #pingId = 0
  #askedAt = 0
  #countedUntil = 0
  #silentMs = 0
  #cpuAtAskMs: number | undefined

  constructor(listener: EventLoopListener) {
    this.#listener = listener
  }

  /** For how long an answer has been out, in milliseconds that the host looked; 0 when there is none to come. */
  get silentMs(): number {
    return this.#state === 'turning' ? 0 : this.#silentMs
  }

  get awaitsAnswer(): boolean {
    return this.#state !== 'turning'
  }

  /** Since the last question. */
  get sinceAskedMs(): number {
    return performance.now() - this.#askedAt
  }

  /** @param cpuMs as in {@link EventLoopLook} */
  ask(cpuMs?: number): void {
    this.#state = 'asked'
    this.#askedAt = performance.now()
    this.#countedUntil = this.#askedAt
    this.#silentMs = 0
    this.#cpuAtAskMs = cpuMs
    this.#pingId += 1
    this.#listener.ping(this.#pingId)
  }

  /** Claimed, like everything from inside. */
  answered(id: number, plannedMs: number): void {
    if (id !== this.#pingId || this.#state === 'turning') return
    this.#count(plannedMs)
    const wasBlocked = this.#state === 'blocked'
    this.#state = 'turning'
    if (wasBlocked) this.#listener.unblocked(Math.round(this.#silentMs))
  }

  /** Call it when whatever has come from inside is read. */
  look({ plannedMs, cpuMs, deaf }: EventLoopLook): void {
    if (this.#state === 'turning') return
    this.#count(plannedMs)
    this.#cpuAtAskMs ??= cpuMs
    if (this.#state === 'blocked') return
    const computedMs = cpuMs === undefined ? blockedCpuMs : cpuMs - (this.#cpuAtAskMs ?? cpuMs)
    const isBusy = this.#silentMs >= blockedMs && computedMs >= blockedCpuMs && !deaf
    if (!isBusy && this.#silentMs < stuckMs) return
    this.#state = 'blocked'
    this.#listener.blocked(Math.round(this.#silentMs))
  }

  #count(plannedMs: number): void {
    const now = performance.now()
    this.#silentMs += Math.min(now - this.#countedUntil, plannedMs + lateMaxMs)
    this.#countedUntil = now
  }
}
