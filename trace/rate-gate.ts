/** Lets a number of events through in each second and counts those that it turns away. */
import type { TraceEventDraft, TraceEventOf } from '../protocol/trace.ts'

const usPerSecond = 1_000_000

type DropDraft = Omit<TraceEventOf<'drop'>, 'seq'>

/** Without these a trace cannot be understood; those who cause them are limited elsewhere. */
const isEssential = ({ kind }: TraceEventDraft) =>
  kind === 'run' || kind === 'link' || kind === 'error' || kind === 'drop' || kind === 'fault'

export class RateGate {
  readonly #eventsPerSecond: number
  #second = 0
  #admitted = 0
  #turnedAway = 0

  constructor(eventsPerSecond: number) {
    this.#eventsPerSecond = eventsPerSecond
  }

  /** Events of the current second were turned away and not yet reported. */
  get dropping(): boolean {
    return this.#turnedAway > 0
  }

  /** Milliseconds until the current second ends. */
  remainingMs(nowUs: number): number {
    return Math.max(0, ((this.#second + 1) * usPerSecond - nowUs) / 1_000)
  }

  /** Begins a new second when it is time; gives the report of the last one, if something was turned away in it. */
  turn(nowUs: number): DropDraft | undefined {
    const second = Math.floor(nowUs / usPerSecond)
    if (second === this.#second) return undefined
    this.#second = second
    this.#admitted = 0
    return this.settle(nowUs)
  }

  /** The report of what was turned away until now, if anything. */
  settle(nowUs: number): DropDraft | undefined {
    if (this.#turnedAway === 0) return undefined
    const count = this.#turnedAway
    this.#turnedAway = 0
    return { kind: 'drop', origin: 'gateway', what: 'events', count, at: nowUs }
  }

  admit(draft: TraceEventDraft): boolean {
    if (!isEssential(draft) && this.#admitted >= this.#eventsPerSecond) {
      this.#turnedAway += 1
      return false
    }
    this.#admitted += 1
    return true
  }
}
