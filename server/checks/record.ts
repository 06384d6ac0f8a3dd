/** Records the trace of one check: what a lesson's figure draws. */
import type { Check } from '../../harness/check.ts'
import type { Driver } from '../../harness/driver.ts'
import { runChecks, type CheckReport } from '../../harness/run-checks.ts'
import type { TraceEvent } from '../../protocol/trace.ts'
import type { TraceLog } from '../../trace/log.ts'
import type { TraceSource } from '../../trace/source.ts'

export type Recording =
  | { readonly ok: true; readonly trace: TraceSource }
  /** The program does not do what the recording waits for. */
  | { readonly ok: false; readonly report: CheckReport }

export async function record(
  recording: Check,
  driver: Driver,
  log: TraceLog,
  signal: AbortSignal,
): Promise<Recording> {
  let lastSeq = 0
  const silent = { started() {}, finished() {} }
  const [report] = await runChecks(
    [
      untilOver(recording, () => {
        log.flush()
        lastSeq = log.lastSeq
      }),
    ],
    driver,
    silent,
    signal,
  )
  if (report === undefined) throw new Error('A recording that ran has a report.')
  if (report.state !== 'passed') return { ok: false, report }
  const events = log.events
    .filter((event) => event.seq <= lastSeq && event.kind !== 'check' && !isFavicon(event))
    .map((event, index) => ({ ...event, seq: index + 1 }))
  return { ok: true, trace: { header: log.header, events, dropped: log.dropped, subscribe: () => () => {} } }
}

/** Some browsers ask for an icon that no lesson has. */
function isFavicon(event: TraceEvent): boolean {
  return event.kind === 'http' && event.path === '/favicon.ico' && event.status === 404
}

/** The same check, which tells when its own lines are done. */
function untilOver(check: Check, over: () => void): Check {
  const telling =
    <Args extends unknown[]>(run: (...args: Args) => Promise<void>) =>
    async (...args: Args): Promise<void> => {
      await run(...args)
      over()
    }
  return check.kind === 'plain'
    ? { ...check, run: telling(check.run) }
    : { ...check, run: telling(check.run) }
}
