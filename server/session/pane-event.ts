/** What a client's page says of itself, as an event of the trace. */
import type { PaneReport } from '../../protocol/control.ts'
import type { TraceEventDraft } from '../../protocol/trace.ts'

const usPerMs = 1000
/** A pane reports in batches of a frame or two, through its page and the control channel. */
const paneUncertaintyUs = 20_000

/**
 * Whose it is, the host knows: it is never taken from the page.
 * @param nowUs the session's time, in microseconds
 */
export function paneEvent(client: string, report: PaneReport, nowUs: number): TraceEventDraft {
  const claimed = { origin: 'pane', claimed: true } as const
  if (report.type === 'dropped')
    return { ...claimed, kind: 'drop', what: 'pane-reports', count: report.count }
  const about = {
    ...claimed,
    at: Math.max(0, nowUs - Math.round(report.ageMs * usPerMs)),
    uncertainty: paneUncertaintyUs,
  }
  switch (report.type) {
    case 'console': {
      const { type: kind, ageMs, ...said } = report
      return { ...said, ...about, kind, participant: client }
    }
    case 'error': {
      const { type: kind, ageMs, ...said } = report
      return { ...said, ...about, kind, participant: client }
    }
    case 'listener': {
      const { type: kind, ageMs, ...said } = report
      return { ...said, ...about, kind, client }
    }
    default:
      return report satisfies never
  }
}
