/** Whether somebody is still writing the last word of a filter: `eve` may become `event:`, and `event:ch` another event. */
import { tokensOf } from './tokens.ts'

/** `bare`: nothing says yet that it is a value. Undefined where the text ends with a space, a parenthesis or a quote. */
export function openEnd(text: string): 'bare' | 'value' | undefined {
  const last = tokensOf(text).at(-1)
  if (last === undefined || last.end < text.length || last.type === '(' || last.type === ')') return undefined
  if (last.type === 'word' && text.endsWith('"')) return undefined
  return last.type === 'word' && last.key !== undefined ? 'value' : 'bare'
}
