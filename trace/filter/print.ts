/** The text of a filter. Reading it again gives the same tree. */
import type { Filter } from './filter.ts'
import { nameText, quote } from './quote.ts'

export function printFilter(filter: Filter): string {
  switch (filter.type) {
    case 'text':
      return quote(filter.text)
    case 'name': {
      const [only, ...others] = filter.pattern
      const pieces = filter.pattern.map((piece) => (piece === '' ? '' : nameText(piece)))
      return `${filter.key}:${others.length === 0 ? nameText(only) : pieces.join('*')}`
    }
    case 'measure':
      return `${filter.key}:${filter.comparison}${filter.value}${filter.unit}`
    case 'not':
      return `not ${grouped(filter.part, ['and', 'or'])}`
    case 'and':
      return filter.parts.map((part) => grouped(part, ['and', 'or'])).join(' ')
    case 'or':
      return filter.parts.map((part) => grouped(part, ['or'])).join(' or ')
    default:
      return filter satisfies never
  }
}

function grouped(filter: Filter, types: readonly Filter['type'][]): string {
  const text = printFilter(filter)
  return types.includes(filter.type) ? `(${text})` : text
}
