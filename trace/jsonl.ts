/**
 * Reads a trace from JSON Lines: a header, then one event a line. Loaded only where files are read, because the schemas
 * are large; `export/jsonl.ts` writes them.
 */
import {
  traceEventSchema,
  traceHeaderSchema,
  traceVersion,
  type TraceEvent,
  type TraceHeader,
} from '../protocol/trace.ts'
import type { TraceSource } from './source.ts'

export interface TraceProblem {
  readonly code:
    | 'not-a-trace' // no header of ours
    | 'future-version' // written by a newer Wirelab
    | 'bad-line' // a line that is no event, or out of order
  /** From 1. */
  readonly line?: number
}

export type ParsedTrace =
  /** `cut`: the file ends in the middle of a line; what stands before it was read. */
  | { readonly ok: true; readonly source: TraceSource; readonly cut: boolean }
  | { readonly ok: false; readonly problem: TraceProblem }

/** Version to what makes an event of it one of the next version. Version 1 is the first. */
const migrations: ReadonlyMap<number, (event: unknown) => unknown> = new Map()

function migrate(event: unknown, from: number): unknown {
  let migrated = event
  for (let version = from; version < traceVersion; version += 1) {
    migrated = migrations.get(version)?.(migrated) ?? migrated
  }
  return migrated
}

function parseJson(line: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(line) }
  } catch {
    return { ok: false }
  }
}

const byteOrderMark = '\uFEFF'

/** Reads the text of a trace file. Whatever the text holds, the result is a value, not an exception. */
export function parseTrace(text: string): ParsedTrace {
  const steps = parseTraceInSteps(text)
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}

/** The same line by line, for whoever has other things to do in between; yields how much of the text was read, 0 to 1. */
export function* parseTraceInSteps(text: string): Generator<number, ParsedTrace> {
  const lines = linesOf(text)
  const head = parseJson(lines.next().value?.text ?? '')
  const header = traceHeaderSchema.safeParse(head.ok ? head.value : undefined)
  if (!header.success) return { ok: false, problem: { code: 'not-a-trace' } }
  if (header.data.version > traceVersion) return { ok: false, problem: { code: 'future-version' } }

  const events: TraceEvent[] = []
  let lastSeq = 0
  let cut = false
  for (const { text: line, number, end } of lines) {
    yield end / text.length
    if (line.trim() === '') continue
    const json = parseJson(line)
    if (!json.ok && end === text.length) {
      cut = true
      break
    }
    const event = traceEventSchema.safeParse(json.ok ? migrate(json.value, header.data.version) : undefined)
    if (!event.success || event.data.seq <= lastSeq) {
      return { ok: false, problem: { code: 'bad-line', line: number } }
    }
    lastSeq = event.data.seq
    events.push(event.data)
  }
  return { ok: true, source: fileSource({ ...header.data, version: traceVersion }, events, lastSeq), cut }
}

interface Line {
  readonly text: string
  /** From 1. */
  readonly number: number
  /** Where it ends in the whole text, which is the text's end for the last line alone. */
  readonly end: number
}

function* linesOf(text: string): Generator<Line, undefined> {
  let start = text.startsWith(byteOrderMark) ? byteOrderMark.length : 0
  for (let number = 1; start <= text.length; number += 1) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    yield { text: text.slice(start, end), number, end }
    start = end + 1
  }
  return undefined
}

/** A trace that is complete: nobody is ever told of further events. */
const fileSource = (header: TraceHeader, events: readonly TraceEvent[], lastSeq: number): TraceSource => ({
  header,
  events,
  dropped: lastSeq - events.length,
  complete: true,
  subscribe: () => () => undefined,
})
