/** Filters of every kind, for properties. */
import * as fc from 'fast-check'
import {
  comparisons,
  sizeUnits,
  timeUnits,
  type Filter,
  type FilterTerm,
  type NameKey,
  type NamePattern,
} from '../../../trace/filter/filter.ts'
import { valuesOf } from '../../../trace/filter/values.ts'

/** Characters that mean something in a filter come often. */
const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({
    unit: fc.constantFrom('"', '\\', '*', '(', ')', ':', ' ', '\n', 'a', 'я', '>', '\uD800'),
    maxLength: 8,
  }),
  fc.constantFrom('chat', 'CHAT', 'hi', 'or', 'not', 'and', 'event:chat'),
)

function keysWhere(closed: boolean): readonly NameKey[] {
  const keys: readonly NameKey[] = ['event', 'client', 'dir', 'ns', 'type', 'room', 'transport', 'kind']
  return keys.filter((key) => (valuesOf(key) !== undefined) === closed)
}

const patternOf = (piece: fc.Arbitrary<string>): fc.Arbitrary<NamePattern> =>
  fc.tuple(piece, fc.array(piece, { maxLength: 3 })).map(([first, others]): NamePattern => [first, ...others])

const openName = fc.record({
  type: fc.constant('name' as const),
  key: fc.constantFrom(...keysWhere(false)),
  pattern: patternOf(fc.oneof(text, fc.constantFrom('ann', 'ben', 'message', 'blue', '/chat', ''))),
})

const closedName = fc.constantFrom(...keysWhere(true)).chain((key) =>
  fc.record({
    type: fc.constant('name' as const),
    key: fc.constant(key),
    pattern: fc.constantFrom(...(valuesOf(key) ?? [])).chain((value) =>
      fc.oneof(
        fc.constant<NamePattern>([value]),
        fc.nat(value.length).map((cut): NamePattern => [value.slice(0, cut), '']),
      ),
    ),
  }),
)

const ackName = fc.record({
  type: fc.constant('name' as const),
  key: fc.constant('ack' as const),
  pattern: fc.oneof(
    fc.nat(20).map((id): NamePattern => [String(id)]),
    fc.constant<NamePattern>(['', '']),
  ),
})

const amount = fc.oneof(
  fc.nat(3000),
  fc
    .tuple(fc.nat(999), fc.integer({ min: 1, max: 999 }))
    .map(([whole, thousandths]) => Number(`${whole}.${thousandths}`)),
)
const quantity = <Key extends string, Unit extends string>(key: Key, units: readonly Unit[]) =>
  fc.record({
    type: fc.constant('measure' as const),
    key: fc.constant(key),
    comparison: fc.constantFrom(...comparisons),
    value: amount,
    unit: fc.constantFrom(...units),
  })

// The keys of a constant record are its own names.
const size = quantity('size' as const, Object.keys(sizeUnits) as (keyof typeof sizeUnits)[])
const time = quantity('time' as const, Object.keys(timeUnits) as (keyof typeof timeUnits)[])

const term: fc.Arbitrary<FilterTerm> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text }),
  openName,
  closedName,
  ackName,
  size,
  time,
)

export const filterTree: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    term,
    fc.record({ type: fc.constant('not' as const), part: tie('filter') }),
    fc.record({
      type: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).filter

const pieces = [
  'and',
  'or',
  'not',
  '(',
  ')',
  '"',
  '\\',
  '*',
  ':',
  ' ',
  '\u0000',
  '"hi"',
  'event:',
  'evnt:chat',
  'size:>1kb',
  'time:1s',
  'dir:up',
  'dir:left',
  'ack:x',
  'size:>',
  'event:"a',
  'событие:чат',
  'constructor:1',
]

/** What somebody may type: words of the grammar, whole and broken, in any order. */
export const typedText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4, unit: 'binary' })), {
      maxLength: 30,
    })
    .map((words) => words.join('')),
)
