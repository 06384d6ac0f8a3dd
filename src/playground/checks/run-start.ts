/** Waits until a run listens on the lesson's port, or is over; why it did not is read from the trace. */
import { effect } from '@preact/signals'
import { isBlocked } from '../../../harness/blocked-program.ts'
import type { StartOutcome } from '../../../harness/driver.ts'
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import type { TraceEventOf } from '../../../protocol/trace.ts'
import type { TraceSource } from '../../../trace/source.ts'
import type { Runtime } from '../runtime/runtime.ts'

/** A program that does not listen by then never will. */
const listenMs = 5_000
/** What the trace has to say of an end is on its way when the end is known. */
const lastWordsMs = 1_000

type Watched = Pick<Runtime, 'status' | 'connection' | 'trace'>

export async function untilListening(
  runtime: Watched,
  run: number,
  port: number,
  signal: AbortSignal,
): Promise<StartOutcome> {
  const how = await settle<'listening' | 'ended' | 'silent' | 'lost'>(signal, listenMs, 'silent', (resolve) =>
    effect(() => {
      const status = runtime.status.value
      if (runtime.connection.value.state !== 'connected') resolve('lost')
      if (status.state === 'running' && status.run === run && status.ports.includes(port))
        resolve('listening')
      if (status.state === 'ended' && status.run === run) resolve('ended')
    }),
  )
  if (how === 'listening') return { ok: true }
  if (how === 'lost') return { ok: false, problem: 'unavailable', detail: 'not-connected' }
  const { trace } = runtime
  if (how === 'silent') {
    const problem = isBlocked(trace.events, run) ? 'start-blocked' : 'never-listens'
    return { ok: false, problem, error: lastError(trace, run) }
  }
  const end = await untilEnd(trace, run, signal)
  const status = runtime.status.peek()
  const reason = end?.reason ?? (status.state === 'ended' ? status.reason : undefined)
  if (reason === 'sandbox-lost') return { ok: false, problem: 'unavailable', detail: reason }
  const error = lastError(trace, run)
  return { ok: false, problem: error?.stage === 'syntax' ? 'syntax-error' : 'start-failed', error, reason }
}

/** Resolves with the first event that fits, of those after `after`; undefined when none came in time. */
export function untilEvent<Found>(
  trace: TraceSource,
  after: number,
  find: (event: TraceSource['events'][number]) => Found | undefined,
  withinMs: number,
  signal: AbortSignal,
): Promise<Found | undefined> {
  return settle<Found | undefined>(signal, withinMs, undefined, (resolve) => {
    const look = (events: TraceSource['events']) => {
      for (const event of events) {
        const found = event.seq > after ? find(event) : undefined
        if (found !== undefined) resolve(found)
      }
    }
    look(trace.events)
    return trace.subscribe(look)
  })
}

function untilEnd(trace: TraceSource, run: number, signal: AbortSignal) {
  const ofRun = (event: TraceSource['events'][number]) =>
    event.kind === 'run' && event.phase === 'end' && event.run === run ? event : undefined
  return untilEvent(trace, 0, ofRun, lastWordsMs, signal)
}

async function settle<How>(
  signal: AbortSignal,
  withinMs: number,
  late: How,
  watch: (resolve: (how: How) => void) => () => void,
): Promise<How> {
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<How>()
  const abort = () => reject(signal.reason as Error)
  const timer = setTimeout(() => resolve(late), withinMs)
  signal.addEventListener('abort', abort, { once: true })
  const forget = watch(resolve)
  try {
    return await promise
  } finally {
    forget()
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
}

function lastError({ events }: TraceSource, run: number): TraceEventOf<'error'> | undefined {
  const begun = events.findLastIndex(
    (event) => event.kind === 'run' && event.phase === 'start' && event.run === run,
  )
  return events
    .slice(Math.max(0, begun))
    .findLast(
      (event): event is TraceEventOf<'error'> =>
        event.kind === 'error' && event.participant === serverParticipant,
    )
}
