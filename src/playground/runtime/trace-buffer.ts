/** The trace as it arrives from a live session: bounded, in order, each event once. */
import { traceVersion, type TraceEvent, type TraceHeader } from '../../../protocol/trace.ts'
import type { TraceSource } from '../../../trace/source.ts'

/** Events that are kept; the oldest fall out and are counted. */
export const retainedEvents = 100_000

/** Old events are given up in slices, because moving the rest of a long array for each of them would be slow. */
const sliceOf = (limit: number) => Math.max(1, Math.floor(limit / 10))

export class TraceBuffer implements TraceSource {
  readonly header: TraceHeader
  readonly #limit: number
  readonly #events: TraceEvent[] = []
  readonly #listeners = new Set<(batch: readonly TraceEvent[]) => void>()
  #dropped = 0
  #last = 0

  /** `startedAt` as ISO 8601 in UTC. */
  constructor(startedAt: string, limit = retainedEvents) {
    this.header = { format: 'wirelab-trace', version: traceVersion, startedAt }
    this.#limit = limit
  }

  get events(): readonly TraceEvent[] {
    return this.#events
  }

  get dropped(): number {
    return this.#dropped
  }

  /** `seq` of the last event that arrived, 0 before the first. */
  get last(): number {
    return this.#last
  }

  /** Adds a batch. What arrived before (a session taken up again repeats some) is passed over. */
  append(batch: readonly TraceEvent[]): void {
    const fresh = batch.filter((event) => event.seq > this.#last)
    const newest = fresh.at(-1)
    if (newest === undefined) return
    this.#last = newest.seq
    for (const event of fresh) this.#events.push(event)
    if (this.#events.length > this.#limit) {
      const surplus = this.#events.length - this.#limit + sliceOf(this.#limit)
      this.#events.splice(0, surplus)
      this.#dropped += surplus
    }
    for (const listener of this.#listeners) listener(fresh)
  }

  subscribe(listener: (batch: readonly TraceEvent[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
