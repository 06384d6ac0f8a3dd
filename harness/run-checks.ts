/** Runs a lesson's checks, each with a fresh process and fresh clients, and says how each one came out. */
import type { CheckClient } from './check-client.ts'
import { ExpectationError, isLack, type CheckFailure } from './check-failure.ts'
import type { Check } from './check.ts'
import type { Driver, StartOutcome } from './driver.ts'
import { withCircumstances } from './failure-circumstances.ts'
import { stepOf } from './check-steps.ts'
import { PageClient } from './page-client.ts'
import { patientTimeout } from './patience.ts'
import { PlainClient } from './plain-client.ts'
import { TraceExpectations } from './trace-expectations.ts'
import { TraceWatch } from './trace-watch.ts'

/** Pages load on a busy machine, too: what they take is not the check's own time. */
const openingMs = 30_000
/** An expectation has a deadline of its own; a check that is not over by now hangs. */
const checkMs = 10_000
/** What a client lacks first can be the end of the server, of which the trace hears a moment later. */
const lastWordsMs = 200

export type CheckOutcome =
  | { readonly state: 'passed' }
  | { readonly state: 'failed'; readonly failure: CheckFailure }
  /** The check itself overran. */
  | { readonly state: 'timed-out' }
  /** The learner's program did not begin to serve. */
  | { readonly state: 'not-started'; readonly start: Extract<StartOutcome, { ok: false }> }

export type CheckReport = CheckOutcome & {
  readonly id: string
  readonly durationMs: number
  /** The events of the check in the trace: after the first, up to and with the second. */
  readonly events: { readonly after: number; readonly last: number }
}

export interface CheckListener {
  started(id: string): void
  finished(report: CheckReport): void
}

/**
 * Runs the checks one after another. When the program does not even start, the others are not tried: their outcome is
 * the same. A mistake in a check itself throws.
 * @param signal aborts the whole; what is open is closed
 */
export async function runChecks(
  checks: readonly Check[],
  driver: Driver,
  listener: CheckListener,
  signal: AbortSignal,
): Promise<CheckReport[]> {
  const reports: CheckReport[] = []
  let unstarted: CheckOutcome | undefined
  for (const check of checks) {
    listener.started(check.id)
    driver.tell({ phase: 'started', check: check.id })
    const begunMs = performance.now()
    const after = lastSeq(driver)
    const outcome = unstarted ?? (await runCheck(check, driver, signal))
    if (outcome.state === 'not-started') unstarted = outcome
    const durationMs = performance.now() - begunMs
    const report = { ...outcome, id: check.id, durationMs, events: { after, last: lastSeq(driver) } }
    reports.push(report)
    driver.tell(stepOf(report))
    listener.finished(report)
  }
  return reports
}

async function runCheck(check: Check, driver: Driver, outer: AbortSignal): Promise<CheckOutcome> {
  const overrun = new AbortController()
  const abort = () => overrun.abort(new Error('The check overran.'))
  let forget = patientTimeout(abort, openingMs)
  const signal = AbortSignal.any([outer, overrun.signal])
  const before = driver.trace
  const after = lastSeq(driver)
  const opened: CheckClient[] = []
  let watch: TraceWatch | undefined
  try {
    const start = await driver.start(signal)
    if (!start.ok) return { state: 'not-started', start }
    // A new session's trace begins anew.
    watch = new TraceWatch(driver.trace, driver.trace === before ? after : 0, signal)
    const allThere = () => {
      forget()
      forget = patientTimeout(abort, checkMs)
    }
    await perform(check, driver, new TraceExpectations(watch), opened, allThere, signal)
    return { state: 'passed' }
  } catch (error) {
    outer.throwIfAborted()
    // Whatever it was that the check waited for: without a server it could not come.
    if (error instanceof ExpectationError && !overrun.signal.aborted) await watch?.ends(lastWordsMs)
    outer.throwIfAborted()
    const ended = watch && failureOfEnd(watch)
    if (ended) return { state: 'failed', failure: ended }
    const couldCome = error instanceof ExpectationError && !isLack(error.failure)
    const blocked = couldCome ? undefined : watch && failureOfBlock(watch)
    if (blocked) return { state: 'failed', failure: blocked }
    if (error instanceof ExpectationError) {
      const failure = watch ? withCircumstances(error.failure, watch.view) : error.failure
      return { state: 'failed', failure }
    }
    if (overrun.signal.aborted) return { state: 'timed-out' }
    throw error
  } finally {
    forget()
    await Promise.all(opened.map((client) => client.close()))
    watch?.close()
  }
}

async function perform(
  check: Check,
  driver: Driver,
  trace: TraceExpectations,
  opened: CheckClient[],
  allThere: () => void,
  signal: AbortSignal,
): Promise<void> {
  const join = async <Client extends CheckClient>(make: (name: string) => Client) => {
    const clients: Record<string, Client> = {}
    for (const name of check.clients) {
      const client = make(name)
      opened.push(client)
      clients[name] = client
      await client.open()
    }
    allThere()
    return clients
  }
  if (check.kind === 'plain') {
    await check.run(await join((name) => new PlainClient(driver, name, 'plain', signal)), trace)
  } else {
    await check.run(await join((name) => new PageClient(driver, name, 'page', signal)), trace)
  }
}

function failureOfEnd({ view }: TraceWatch): CheckFailure | undefined {
  const { end, error } = view
  if (end?.phase !== 'end') return undefined
  const evidence = [...(error ? [error.seq] : []), end.seq]
  return { code: 'server-ended', reason: end.reason, error, evidence }
}

function failureOfBlock({ blocked }: TraceWatch): CheckFailure | undefined {
  return blocked && { code: 'server-blocked', forMs: blocked.forMs, evidence: [blocked.seq] }
}

function lastSeq({ trace }: Driver): number {
  return trace.events.at(-1)?.seq ?? 0
}
