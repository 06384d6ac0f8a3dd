/** Recorded traces of programs (`test/fixtures/diagnosed-programs/`), and what the diagnoses say of events. */
import { readdirSync, readFileSync } from 'node:fs'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { Diagnoses } from '../../../trace/explain/diagnoses.ts'
import type { FoundDiagnosis } from '../../../trace/explain/diagnosis-book.ts'
import { parseTrace } from '../../../trace/jsonl.ts'
import { serverState } from '../../../trace/server-state.ts'

export function eventsIn(file: URL): readonly TraceEvent[] {
  const parsed = parseTrace(readFileSync(file, 'utf8'))
  if (!parsed.ok) throw new Error(`${file.pathname} is not readable: ${parsed.problem.code}`)
  return parsed.source.events
}

const folder = new URL('../../fixtures/traces/diagnosed/', import.meta.url)

/** The names of all recordings. */
export const recordedPrograms: readonly string[] = readdirSync(folder).map((file) =>
  file.replace(/\.jsonl$/, ''),
)

export const recordedProgram = (name: string): readonly TraceEvent[] =>
  eventsIn(new URL(`${name}.jsonl`, folder))

/** A log that grows event by event, and what the diagnoses say of it. */
export class DiagnosedLog {
  #state = serverState.initial
  readonly #diagnoses = new Diagnoses(() => this.#state)

  get found(): readonly FoundDiagnosis[] {
    return this.#diagnoses.found
  }

  push(event: TraceEvent): void {
    this.#state = serverState.reduce(this.#state, event)
    this.#diagnoses.push(event)
  }

  dropBefore(seq: number): void {
    this.#diagnoses.dropBefore(seq)
  }
}

export function diagnosesOf(events: readonly TraceEvent[]): readonly FoundDiagnosis[] {
  const log = new DiagnosedLog()
  for (const event of events) log.push(event)
  return log.found
}

/** Without what differs from recording to recording. */
export function whatIsSaid(events: readonly TraceEvent[]): readonly object[] {
  return diagnosesOf(events).map(({ id: _, evidence: __, ...said }) =>
    said.what === 'new-id'
      ? { ...said, before: '#', after: '#' }
      : said.what === 'server-blocked'
        ? { ...said, forMs: 0 }
        : said,
  )
}
