/** What is wrong with the text of a filter: data, for a sentence in any language. */
import type { FilterKey } from './filter.ts'

export type MistakeCode =
  | 'unknown-key' // `evnt:chat`
  | 'missing-value' // `event:`
  | 'unknown-value' // `dir:left`: the key has only so many values
  | 'not-a-number' // `ack:seven`
  | 'not-a-quantity' // `size:>big`, `time:>1kb`
  | 'missing-comparison' // `time:1.5s`: no event happens at exactly that moment
  | 'unclosed-quote' // `"hi`
  | 'unclosed-parenthesis' // `(event:chat`
  | 'unexpected-parenthesis' // `event:chat)`
  | 'missing-term' // `not`, `a or`, `()`: nothing stands where something must
  | 'too-deep' // more parentheses and nots in each other than anybody writes
  | 'too-long'

/** From `start` (inclusive) to `end` (exclusive), in UTF-16 units of the text. Never empty. */
export interface FilterMistake {
  readonly start: number
  readonly end: number
  readonly code: MistakeCode
  /** Whose value is wrong. */
  readonly key?: FilterKey
  /** What would be right in the place of the span. */
  readonly suggestion?: string
}

/**
 * Whether somebody who types at `caret` has only not come to the end yet: no reason to correct them.
 * @param caret in UTF-16 units of the text
 */
export function isUnfinished({ code, end }: FilterMistake, text: string, caret: number): boolean {
  if (caret < text.length) return false
  switch (code) {
    case 'unclosed-quote':
    case 'unclosed-parenthesis':
      return true
    case 'missing-value':
    case 'missing-term':
    case 'missing-comparison':
    case 'not-a-quantity':
      return end >= text.trimEnd().length
    case 'unknown-key':
    case 'unknown-value':
    case 'not-a-number':
    case 'unexpected-parenthesis':
    case 'too-deep':
    case 'too-long':
      return false
    default:
      return code satisfies never
  }
}
