/** What a check expects of a value: a plain value, an object of which it names only some fields, or a kind of value. */
import { previewOf } from './value-preview.ts'

const kind = Symbol('kind')

interface Kind {
  readonly [kind]: string
  readonly fits: (value: unknown) => boolean
}

const kindOf = (name: string, fits: (value: unknown) => boolean): Kind => ({ [kind]: name, fits })

/** Any text that is not empty. */
export const someText = kindOf('text', (value) => typeof value === 'string' && value !== '')
export const someNumber = kindOf('number', (value) => typeof value === 'number')
/** One of these texts, where the library itself is free to choose. */
export const oneOf = (...texts: readonly string[]) =>
  kindOf(texts.join(' | '), (value) => typeof value === 'string' && texts.includes(value))
export const anything = kindOf('…', () => true)

/**
 * Whether a value is as expected: objects have at least the expected fields, lists are equally long, a regular
 * expression finds itself in a text, and `someText` and the like fit what they say.
 */
export function matches(expected: unknown, value: unknown): boolean {
  if (isKind(expected)) return expected.fits(value)
  if (expected instanceof RegExp) return typeof value === 'string' && expected.test(value)
  if (Array.isArray(expected)) {
    return (
      Array.isArray(value) &&
      value.length === expected.length &&
      expected.every((each, index) => matches(each, value[index]))
    )
  }
  if (typeof expected !== 'object' || expected === null) return Object.is(expected, value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const fields = new Map(Object.entries(value))
  return Object.entries(expected).every(([name, each]) => fields.has(name) && matches(each, fields.get(name)))
}

/** The expectation as text: `{"text":"hi","id":…}`. */
export function describePattern(expected: unknown): string {
  return previewOf(expected, (value) =>
    isKind(value) ? `‹${value[kind]}›` : value instanceof RegExp ? String(value) : undefined,
  )
}

function isKind(value: unknown): value is Kind {
  return typeof value === 'object' && value !== null && kind in value
}
