/** Whether a run's event loop stands still at the end of a trace. */
import type { TraceEvent } from '../protocol/trace.ts'

export function isBlocked(events: readonly TraceEvent[], run: number): boolean {
  const last = events.findLast((event) => event.kind === 'run' && event.run === run)
  return last?.kind === 'run' && last.phase === 'blocked'
}
