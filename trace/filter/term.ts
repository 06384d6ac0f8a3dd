/** One `key:value` or text of a filter, read from its word: the term, or what is wrong with it. */
import {
  comparisons,
  filterKeys,
  isMeasureKey,
  sizeUnits,
  timeUnits,
  type FilterKey,
  type FilterTerm,
  type MeasureKey,
  type NamePattern,
  type Unit,
} from './filter.ts'
import type { FilterMistake } from './mistake.ts'
import { matchesName } from './name-pattern.ts'
import { nearest } from './nearest.ts'
import { quote } from './quote.ts'
import type { WordToken } from './tokens.ts'
import { valuesOf } from './values.ts'

export type ReadTerm = { readonly term: FilterTerm } | { readonly mistake: FilterMistake }

/** Digits enough for any size and any moment, and few enough that no number is written with an exponent. */
const quantity = /^(\d{1,12}(?:[.,]\d{1,6})?)(\p{L}*)$/u

/** The units as people type them; in Russian they are written in Cyrillic. */
const unitNames: Readonly<Record<MeasureKey, Readonly<Record<string, Unit>>>> = {
  size: { '': 'b', b: 'b', kb: 'kb', mb: 'mb', б: 'b', кб: 'kb', мб: 'mb' },
  time: { ms: 'ms', s: 's', мс: 'ms', с: 's' },
}

export function readTerm(text: string, word: WordToken): ReadTerm {
  const { start, end, key: written, pattern, unclosedAt } = word
  if (unclosedAt !== undefined)
    return {
      mistake: {
        start: unclosedAt,
        end,
        code: 'unclosed-quote',
        suggestion: `${text.slice(unclosedAt, end)}"`,
      },
    }
  if (written === undefined) return { term: { type: 'text', text: pattern[0] } }
  const key = filterKeys.find((known) => known === written.name.toLowerCase())
  if (key === undefined) return { mistake: unknownKey(text, word, written) }
  if (written.end === end) return { mistake: { start, end, code: 'missing-value', key } }
  const value = { start: written.end, end }
  if (isMeasureKey(key)) return readMeasure(key, pattern, value)
  const mistake = wrongName(key, pattern)
  return mistake === undefined
    ? { term: { type: 'name', key, pattern } }
    : { mistake: { ...value, ...mistake, key } }
}

/** An amount in bytes or microseconds. */
export function amountOf({ value, unit }: { readonly value: number; readonly unit: Unit }): number {
  return value * { ...sizeUnits, ...timeUnits }[unit]
}

function unknownKey(
  text: string,
  { start, end }: WordToken,
  written: { readonly name: string; readonly end: number },
): FilterMistake {
  const near = nearest(written.name, filterKeys)
  // Without the colon, so that what is replaced is what is wrong.
  if (near !== undefined) return { start, end: written.end - 1, code: 'unknown-key', suggestion: near }
  return { start, end, code: 'unknown-key', suggestion: quote(text.slice(start, end)) }
}

function wrongName(
  key: Exclude<FilterKey, MeasureKey>,
  pattern: NamePattern,
): Pick<FilterMistake, 'code' | 'suggestion'> | undefined {
  if (key === 'ack')
    return pattern.every((piece) => /^\d*$/.test(piece)) ? undefined : { code: 'not-a-number' }
  const values = valuesOf(key)
  if (values === undefined || values.some((value) => matchesName(pattern, value))) return undefined
  const near = pattern.length === 1 ? nearest(pattern[0], values) : undefined
  return { code: 'unknown-value', ...(near === undefined ? {} : { suggestion: near }) }
}

function readMeasure(
  key: MeasureKey,
  pattern: NamePattern,
  place: { readonly start: number; readonly end: number },
): ReadTerm {
  const text = pattern.join('*')
  const comparison = comparisons.find((sign) => text.startsWith(sign))
  const [, digits = '', name = ''] = quantity.exec(text.slice(comparison?.length ?? 0)) ?? []
  const unit = digits === '' ? undefined : ownUnit(key, name.toLowerCase())
  if (unit === undefined) return { mistake: { ...place, code: 'not-a-quantity', key } }
  const value = Number(digits.replace(',', '.'))
  if (comparison === undefined && key === 'time')
    return { mistake: { ...place, code: 'missing-comparison', key, suggestion: `>${text}` } }
  return { term: { type: 'measure', key, comparison: comparison ?? '=', value, unit } }
}

function ownUnit(key: MeasureKey, name: string): Unit | undefined {
  return Object.hasOwn(unitNames[key], name) ? unitNames[key][name] : undefined
}
