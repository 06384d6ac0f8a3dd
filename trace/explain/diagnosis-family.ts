/** What the diagnoses of one kind of trouble have in common: they look at each event once, knowing what was so before and after it. */
import type { TraceEvent } from '../../protocol/trace.ts'
import type { ServerState } from '../server-state.ts'

/** Around an event. */
export interface Moment {
  readonly before: ServerState
  readonly after: ServerState
  /** Counts the runs that the trace has shown, so that what is said of one is not taken for another's. */
  readonly run: number
}

export interface DiagnosisFamily {
  push(event: TraceEvent, moment: Moment): void
  /** Events before the next one are not in the trace. */
  missed?(): void
  /** Forgets what was only remembered of events before `seq`. */
  dropBefore?(seq: number): void
}
