/** Reports on their way out: bounded in number and rate, in order, with a count of what was given up. */
import type { InstrumentReport } from '../protocol/instrument.ts'
import type { Environment, ReportSink } from './environment.ts'

/** Reports that may wait at once, and that a burst may have. */
const burstMax = 8000
/** Reports that may follow in the long run. */
const perSecond = 10_000
/** Kept for what changes the picture for good (sockets, rooms, state) when a flood of emits takes all the rest. */
const reserved = 2000
/**
 * Of the program's time, how much may go into handing reports over, and how much of that at once (milliseconds). A reader
 * that is slow must not make the program slow: then less is said.
 */
const handoverShare = 0.2
const handoverBurstMs = 200

/** Taken now: a program that mocks its clock does not stop ours. */
const monotonicMs = performance.now.bind(performance)

/** `passing`: one of many, and the next is like it. `lasting`: a reader's picture stays wrong without it. */
export type Weight = 'passing' | 'lasting'

export class ReportQueue {
  readonly #environment: Environment
  readonly #sink: ReportSink
  readonly #beforeFlush = new Set<() => void>()
  #waiting: InstrumentReport[] = []
  #allowance = burstMax
  /** Below nothing after a handover that took longer than it might. */
  #handoverMs = handoverBurstMs
  #refilledMs = monotonicMs()
  #dropped = 0
  #deferred = false

  constructor(environment: Environment, sink: ReportSink) {
    this.#environment = environment
    this.#sink = sink
  }

  /**
   * Whether one more report may be made. Asked before it is made, so that a flood costs next to nothing; a refusal is
   * counted.
   */
  admits(weight: Weight): boolean {
    if (!this.#hasRoom(weight)) this.#refill()
    if (!this.#hasRoom(weight)) {
      this.#dropped++
      this.#deferFlush()
      return false
    }
    this.#allowance--
    return true
  }

  /** Adds an admitted report. It may still be completed until the current call of the program returns. */
  add(report: InstrumentReport): void {
    this.#waiting.push(report)
    this.#deferFlush()
  }

  /** A look that is taken before each flush, at what may have changed meanwhile. */
  beforeFlush(look: () => void): void {
    this.#beforeFlush.add(look)
  }

  /** Hands over all that waits. */
  readonly flush = (): void => {
    this.#deferred = false
    try {
      for (const look of this.#beforeFlush) look()
      const batch = this.#waiting
      this.#waiting = []
      if (this.#dropped > 0) {
        batch.push({ kind: 'dropped', clock: this.#environment.now(), count: this.#dropped })
        this.#dropped = 0
      }
      if (batch.length > 0) this.#handOver(batch)
    } catch (error) {
      this.#environment.fault(error)
    }
  }

  #handOver(batch: readonly InstrumentReport[]): void {
    const startedMs = monotonicMs()
    this.#sink(batch)
    this.#handoverMs = Math.max(-handoverBurstMs, this.#handoverMs - (monotonicMs() - startedMs))
  }

  #hasRoom(weight: Weight): boolean {
    if (weight === 'lasting') return this.#allowance > 0 && this.#waiting.length < burstMax
    return this.#handoverMs > 0 && this.#allowance > reserved && this.#waiting.length < burstMax - reserved
  }

  #deferFlush(): void {
    if (this.#deferred) return
    this.#deferred = true
    this.#environment.defer(this.flush)
  }

  #refill(): void {
    const nowMs = monotonicMs()
    const elapsedMs = nowMs - this.#refilledMs
    this.#allowance = Math.min(burstMax, this.#allowance + (elapsedMs / 1000) * perSecond)
    this.#handoverMs = Math.min(handoverBurstMs, this.#handoverMs + elapsedMs * handoverShare)
    this.#refilledMs = nowMs
  }
}
