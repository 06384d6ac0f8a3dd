/**
 * A trace as JSON Lines: a header, then one event a line. Lossless: what is written reads back the same (`../jsonl.ts`).
 * Events that are left out show as gaps in `seq`, which readers count.
 */
import type { TraceEvent, TraceHeader } from '../../protocol/trace.ts'
import type { Excerpt } from './excerpt.ts'

/** The header as a line, with its line feed. */
export const headerLine = (header: TraceHeader): string => `${JSON.stringify(header)}\n`

/** An event as a line, with its line feed. */
export const eventLine = (event: TraceEvent): string => `${JSON.stringify(event)}\n`

/** What the source retains, or what is wanted of it, as the text of a file. */
export function traceToJsonl({ header, events, shows }: Excerpt): string {
  const wanted = shows === undefined ? events : events.filter(shows)
  return headerLine(header) + wanted.map(eventLine).join('')
}
