/** Explanations as the table of programs writes them: events by kind and phase, ids of sockets by a sign. */
import type { TraceEvent } from '../../protocol/trace.ts'
import type { FoundDiagnosis } from '../../trace/explain/diagnosis-book.ts'
import type { Verdict } from '../../trace/explain/explanation.ts'
import { eventFields, type Question } from '../fixtures/explained-programs/program.ts'
import { packetsOf } from './explained-watch.ts'

/** The `seq` of what is asked about. Throws where the program did not do it. */
export function askedEvent({ by, event, nth = 1 }: Question, events: readonly TraceEvent[]): number {
  const rows = packetsOf(events).filter((row) => row.event === event)
  const calls = events.filter((one) => one.kind === 'emit' && one.event === event)
  const found =
    by === 'server'
      ? // Of a call that nobody tells of there is still its frame.
        [...calls, ...rows.filter((row) => row.direction === 'down')]
      : rows.filter((row) => row.direction === 'up' && row.client === by)
  const asked = found[nth - 1]
  if (asked === undefined) throw new Error(`${by} emitted ${event} ${found.length} times.`)
  return asked.seq
}

/** By participant, as {@link Question} has them. */
export function toldVerdicts(
  verdicts: readonly Verdict[],
  events: readonly TraceEvent[],
): Record<string, unknown> {
  return Object.fromEntries(
    verdicts.map(({ participant, ...verdict }) => [participant, told(verdict, events)]),
  )
}

/** In order of appearance. */
export function toldDiagnoses(
  diagnoses: readonly FoundDiagnosis[],
  events: readonly TraceEvent[],
): readonly Record<string, unknown>[] {
  return diagnoses.map(({ id: _, ...diagnosis }) => {
    const ids = diagnosis.what === 'new-id' ? { before: '#', after: '#' } : {}
    const times = diagnosis.what === 'server-blocked' ? { forMs: 0 } : {}
    return { ...told(diagnosis, events), ...ids, ...times }
  })
}

/** Throws when a field or the evidence names an event that is not there. */
function told(
  { evidence, ...said }: { readonly evidence: readonly number[] },
  events: readonly TraceEvent[],
): Record<string, unknown> {
  if (evidence.length === 0) throw new Error('An explanation without evidence.')
  for (const seq of evidence) eventName(seq, events)
  return Object.fromEntries(
    Object.entries(said).map(([field, value]) => [
      field,
      isEventField(field) && typeof value === 'number' ? eventName(value, events) : value,
    ]),
  )
}

const isEventField = (field: string): boolean => eventFields.some((one) => one === field)

function eventName(seq: number, events: readonly TraceEvent[]): string {
  const event = events.find((one) => one.seq === seq)
  if (event === undefined) throw new Error(`There is no event ${seq}.`)
  return 'phase' in event ? `${event.kind} ${event.phase}` : event.kind
}
