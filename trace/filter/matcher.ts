/** A filter as a question to ask of each event. */
import type { TraceEvent } from '../../protocol/trace.ts'
import { measureOf, namesOf, textsOf, type KnownTrace } from './facts.ts'
import type { Comparison, Filter } from './filter.ts'
import { matcherOf } from './name-pattern.ts'
import { amountOf } from './term.ts'

export type Matcher = (event: TraceEvent, known: KnownTrace) => boolean

/** Prepares a filter. The answer depends on nothing but the event and what is known of its trace. */
export function compileFilter(filter: Filter): Matcher {
  switch (filter.type) {
    case 'text': {
      const wanted = filter.text.toLowerCase()
      return (event) => textsOf(event).some((text) => text.toLowerCase().includes(wanted))
    }
    case 'name': {
      const { key } = filter
      const matches = matcherOf(filter.pattern)
      // Namespaces begin with a slash, and people leave it out.
      if (key === 'ns')
        return (event, known) =>
          namesOf(key, event, known).some((name) => matches(name) || matches(name.replace(/^\//, '')))
      return (event, known) => namesOf(key, event, known).some(matches)
    }
    case 'measure': {
      const { key } = filter
      const holds = comparing(filter.comparison, amountOf(filter))
      return (event, known) => {
        const amount = measureOf(key, event, known)
        return amount !== undefined && holds(amount)
      }
    }
    case 'not': {
      const part = compileFilter(filter.part)
      return (event, known) => !part(event, known)
    }
    case 'and': {
      const parts = filter.parts.map(compileFilter)
      return (event, known) => parts.every((part) => part(event, known))
    }
    case 'or': {
      const parts = filter.parts.map(compileFilter)
      return (event, known) => parts.some((part) => part(event, known))
    }
    default:
      return filter satisfies never
  }
}

function comparing(comparison: Comparison, wanted: number): (amount: number) => boolean {
  switch (comparison) {
    case '>':
      return (amount) => amount > wanted
    case '>=':
      return (amount) => amount >= wanted
    case '<':
      return (amount) => amount < wanted
    case '<=':
      return (amount) => amount <= wanted
    case '=':
      return (amount) => amount === wanted
    default:
      return comparison satisfies never
  }
}
