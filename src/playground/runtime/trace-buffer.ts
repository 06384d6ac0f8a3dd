/** The trace as it arrives from a live session: bounded, in order, each event once. */
import type { TraceEvent, TraceHeader } from '../../../protocol/trace.ts'
import { traceVersion } from '../../../protocol/trace-constants.ts'
import { BatchListeners } from '../../../trace/batch-listeners.ts'
import { RetainedEvents, type RetentionBounds } from '../../../trace/retained-events.ts'
import type { TraceSource } from '../../../trace/source.ts'

/** What a page keeps; the oldest falls out and is counted. */
const pageBounds: RetentionBounds = { events: 100_000, bytes: 256 * 1_048_576 }

export class TraceBuffer implements TraceSource {
  readonly header: TraceHeader
  readonly #retained: RetainedEvents
  readonly #listeners = new BatchListeners()
  #last = 0

  /** `startedAt` as ISO 8601 in UTC. */
  constructor(startedAt: string, bounds: RetentionBounds = pageBounds) {
    this.header = { format: 'wirelab-trace', version: traceVersion, startedAt }
    this.#retained = new RetainedEvents(bounds)
  }

  get events(): readonly TraceEvent[] {
    return this.#retained.events
  }

  get dropped(): number {
    return this.#retained.dropped
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
    this.#retained.add(fresh)
    this.#listeners.notify(fresh)
  }

  subscribe(listener: (batch: readonly TraceEvent[]) => void): () => void {
    return this.#listeners.add(listener)
  }
}
