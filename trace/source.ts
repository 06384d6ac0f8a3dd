/** Where a reader gets a trace from: a live session or a file. Readers know nothing else about it. */
import type { TraceEvent, TraceHeader } from '../protocol/trace.ts'

export interface TraceSource {
  readonly header: TraceHeader
  /** What is retained, in order of `seq`. The array grows in place; do not change it. */
  readonly events: readonly TraceEvent[]
  /** Events no longer retained because a bound was reached. */
  readonly dropped: number
  /** All of it is there, and nothing will follow: a file. */
  readonly complete?: true
  /** Called after each batch has been added. Returns what ends the subscription. */
  subscribe(listener: (batch: readonly TraceEvent[]) => void): () => void
}
