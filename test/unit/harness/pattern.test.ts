import { describe, expect, test } from 'vitest'
import { anything, describePattern, matches, oneOf, someNumber, someText } from '../../../harness/pattern.ts'

describe('a pattern', () => {
  test.each([
    ['hi', 'hi'],
    [/^h/, 'hi'],
    [{ text: 'hi' }, { text: 'hi', id: 7 }],
    [
      { id: someText, at: someNumber },
      { id: 'a', at: 1 },
    ],
    [
      [1, [anything]],
      [1, [{}]],
    ],
    [oneOf('a', 'b'), 'b'],
    [null, null],
  ])('%j fits %j', (expected, value) => expect(matches(expected, value)).toBe(true))

  test.each([
    ['hi', 'Hi'],
    [/^h/, 7],
    [{ text: 'hi' }, { id: 7 }],
    [{ text: undefined }, {}],
    [{ id: someText }, { id: '' }],
    [[1], [1, 2]],
    [{}, []],
    [{}, null],
    [oneOf('a', 'b'), 'c'],
    [someNumber, '7'],
  ])('%j does not fit %j', (expected, value) => expect(matches(expected, value)).toBe(false))

  test('reads as what it asks for', () => {
    expect(describePattern({ id: someText, text: /hi/ })).toBe('{"id":‹text›,"text":/hi/}')
    expect(describePattern([1, 'a', null])).toBe('[1,"a",null]')
    expect(describePattern('x'.repeat(300))).toHaveLength(201)
  })
})
