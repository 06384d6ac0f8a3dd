/** The filter of the command line, and what it says of a mistake in one. */
import type { TraceEvent } from '../../protocol/trace.ts'
import { filterKeys } from '../../trace/filter/filter.ts'
import { matchingEvents } from '../../trace/filter/filtered-events.ts'
import type { FilterMistake, MistakeCode } from '../../trace/filter/mistake.ts'
import { filterMaxLength, parseFilter } from '../../trace/filter/parse.ts'
import type { TraceSource } from '../../trace/source.ts'
import { UsageError } from './usage-error.ts'

export const filterHelp = `  --filter <f>     only what it lets through, as in the inspector: 'event:chat client:ann', 'not type:ping',
                   'size:>1kb or time:>1.5s'. Keys: ${filterKeys.join(', ')}`

const sentences: Readonly<Record<MistakeCode, string>> = {
  'unknown-key': `there is no such key; there are ${filterKeys.join(', ')}`,
  'missing-value': 'a value is missing after the colon',
  'unknown-value': 'this key does not have that value',
  'not-a-number': 'this has to be a number',
  'not-a-quantity': 'this has to be a number, perhaps with a unit: 500, 1.5s, 10kb',
  'missing-comparison': 'this needs a comparison before it: >, >=, < or <=',
  'unclosed-quote': 'the quote is not closed',
  'unclosed-parenthesis': 'the parenthesis is not closed',
  'unexpected-parenthesis': 'there is no parenthesis to close',
  'missing-term': 'something is missing beside this word',
  'too-deep': 'this is nested too deeply',
  'too-long': `a filter has at most ${filterMaxLength} characters`,
}

type Predicate = (event: TraceEvent) => boolean

/**
 * Gives what makes a filter's text a test of events; undefined when there is nothing to filter.
 * @throws UsageError that points at the first mistake
 */
export function parseTraceFilter(text: string | undefined): ((source: TraceSource) => Predicate) | undefined {
  if (text === undefined) return undefined
  const parsed = parseFilter(text)
  if (!parsed.ok) throw new UsageError(mistakeText(text, parsed.mistakes[0]))
  const { filter } = parsed
  return filter === undefined ? undefined : (source) => matchingEvents(source, filter)
}

function mistakeText(text: string, mistake: FilterMistake | undefined): string {
  if (mistake === undefined) return `--filter "${text}" cannot be read.`
  const { start, end, code, suggestion } = mistake
  const hint = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`
  return `--filter, at "${text.slice(start, Math.min(end, start + 40))}": ${sentences[code]}.${hint}`
}
