/** What can stand at a place of a filter's text, for who is typing it. */
import { filterKeys, isMeasureKey, type FilterKey, type MeasureKey, type NameKey } from './filter.ts'
import { nameText } from './quote.ts'
import { tokensOf, type Token, type WordToken } from './tokens.ts'
import { valuesOf } from './values.ts'

export interface CompletionOption {
  readonly kind: 'key' | 'operator' | 'value'
  /** As it is offered. */
  readonly name: string
  /** What takes the place of the span; one that has to go on ends without a space. */
  readonly text: string
}

export interface Completion {
  /** What would be replaced: from `start` (inclusive) to `end` (exclusive), in UTF-16 units. */
  readonly start: number
  readonly end: number
  /** Of the values that are offered. */
  readonly key?: FilterKey
  readonly options: readonly CompletionOption[]
}

const optionsMax = 30

const operators = ['not', 'or', 'and'] as const

/** Amounts are not guessed: these show how one is written. */
const examples: Readonly<Record<MeasureKey, readonly string[]>> = {
  size: ['>1kb', '>100kb', '<100b'],
  time: ['>1s', '>10s', '<500ms'],
}
/** Numbers of acknowledgements are not offered one by one. */
const anyNumber = ['*']

/**
 * @param caret where somebody types, in UTF-16 units
 * @param seen the values of a key in this trace; asked only where they are needed
 */
export function completionAt(
  text: string,
  caret: number,
  seen: (key: NameKey) => readonly string[],
): Completion {
  const token = tokensOf(text).find(({ start, end }) => start < caret && caret <= end)
  if (token === undefined || token.type === '(') return { start: caret, end: caret, options: words('') }
  if (token.type === ')') return { start: caret, end: caret, options: [] }
  const { start, end } = token
  const key = token.type === 'word' ? token.key : undefined
  if (key !== undefined && caret >= key.end)
    return valueCompletion(text, caret, { start: key.end, end, key }, seen)
  if (key === undefined && !isBare(token)) return { start, end, options: [] }
  const typed = text.slice(start, caret)
  return { start, end: key?.end ?? end, options: words(typed, key !== undefined) }
}

function isBare(token: Token): boolean {
  return token.type !== 'word' || token.pattern[0].length === token.end - token.start
}

function words(typed: string, onlyKeys = false): readonly CompletionOption[] {
  const keys = filterKeys.map((key): CompletionOption => ({ kind: 'key', name: `${key}:`, text: `${key}:` }))
  const others = operators.map((name): CompletionOption => ({ kind: 'operator', name, text: `${name} ` }))
  // With nothing typed, there may be nothing for them to stand between.
  const offered = onlyKeys || typed === '' ? keys : [...keys, ...others]
  return offered.filter(({ name }) => name.startsWith(typed.toLowerCase()))
}

function valueCompletion(
  text: string,
  caret: number,
  place: { readonly start: number; readonly end: number; readonly key: NonNullable<WordToken['key']> },
  seen: (key: NameKey) => readonly string[],
): Completion {
  const { start, end } = place
  const key = filterKeys.find((known) => known === place.key.name.toLowerCase())
  if (key === undefined) return { start, end, options: [] }
  const typed = text.slice(start, caret).replace(/^"/, '').toLowerCase()
  const values = valuesToOffer(key, seen)
  const begin = values.filter((value) => value.toLowerCase().startsWith(typed))
  const contain = values.filter((value) => !begin.includes(value) && value.toLowerCase().includes(typed))
  const options = [...begin, ...contain].slice(0, optionsMax).map((name): CompletionOption => ({
    kind: 'value',
    name,
    text: `${name === '*' ? name : nameText(name)} `,
  }))
  return { start, end, key, options }
}

function valuesToOffer(key: FilterKey, seen: (key: NameKey) => readonly string[]): readonly string[] {
  if (isMeasureKey(key)) return examples[key]
  return key === 'ack' ? anyNumber : (valuesOf(key) ?? seen(key))
}
