/** Which events somebody listens for: as reports have told, and as the code of the run says. */
import { serverParticipant } from '../../protocol/trace-constants.ts'
import type { TraceEvent } from '../../protocol/trace.ts'
import { eventAt, type ExplainedTrace } from './explained-trace.ts'

/** `socket.on('chat', …)` in all its spellings, with the name as a plain literal. */
const registration =
  /\.\s*(?:on|once|addListener|prependListener|prependOnceListener)\s*\(\s*(['"`])([^'"`\\\n$]{1,80})\1/g
const readMax = 200_000
const namesMax = 500

/** Of socket.io itself: nobody means one of these by another name. */
const reserved = new Set([
  'connect',
  'connection',
  'connect_error',
  'disconnect',
  'disconnecting',
  'error',
  'newListener',
  'removeListener',
])

/**
 * Names that this participant listens for, the certain ones first: those with handlers that a report told of in the run of
 * the event `seq`, then those that its code registers.
 */
export function listenedNames(participant: string, seq: number, trace: ExplainedTrace): ReadonlySet<string> {
  const names = new Set<string>()
  const { start, events } = runAround(seq, trace)
  for (const event of events) {
    if (event.kind !== 'listener' || event.phase === 'answered' || event.handlers === 0) continue
    const whose = event.origin === 'pane' ? event.client : serverParticipant
    if (whose === participant) names.add(event.event)
    if (names.size >= namesMax) return names
  }
  if (start?.kind !== 'run' || start.phase !== 'start') return names
  for (const [file, text] of Object.entries(start.files)) {
    if (!mayBeCodeOf(participant, file, start.entry)) continue
    for (const match of text.slice(0, readMax).matchAll(registration)) {
      const [, , name = ''] = match
      if (!reserved.has(name)) names.add(name)
      if (names.size >= namesMax) return names
    }
  }
  return names
}

/** The entry is the server's and a page is a client's; of other files nobody can tell, so they are neither's. */
function mayBeCodeOf(participant: string, file: string, entry: string): boolean {
  return participant === serverParticipant ? file === entry : /\.html?$/i.test(file)
}

/** The run that an event belongs to. */
export function runAround(
  seq: number,
  trace: ExplainedTrace,
): { readonly start: TraceEvent | undefined; readonly events: readonly TraceEvent[] } {
  const { events } = trace
  const first = events.findLastIndex((event) => event.seq <= seq && isStart(event))
  const next = events.findIndex((event) => event.seq > seq && isStart(event))
  return {
    start: first < 0 ? undefined : eventAt(trace, events[first]?.seq ?? 0),
    events: events.slice(Math.max(0, first), next < 0 ? undefined : next),
  }
}

const isStart = (event: TraceEvent) => event.kind === 'run' && event.phase === 'start'
