import { assert, anything, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asName, messageOf, preview, previewProperties, roomName } from '../../../instrument/bounded-text.ts'
import { nameMax, previewMax } from '../../../protocol/instrument-constants.ts'

describe('a value as text', () => {
  test('plain data reads like JSON', () => {
    const value = { name: 'Ann', score: 3, tags: ['a', null], inner: { on: true }, 'odd key': undefined }
    expect(preview(value)).toBe(
      '{"name":"Ann","score":3,"tags":["a",null],"inner":{"on":true},"odd key":undefined}',
    )
  })

  test('what is no plain data is named', () => {
    expect(preview([new Map([[1, 2]]), new Uint8Array(4), () => 1, 5n, new Date(7), Symbol('s')])).toBe(
      '[Map(1),Uint8Array(4 bytes),[function],5,Date(7),Symbol(s)]',
    )
  })

  test('none of the program’s own code is called', () => {
    const called: string[] = []
    const value = {
      get secret() {
        return called.push('getter')
      },
      toJSON: () => called.push('toJSON'),
      toString: () => called.push('toString'),
    }
    expect(preview(value)).toBe('{"secret":[getter],"toJSON":[function],"toString":[function]}')
    expect(previewProperties(value, ['secret'])).toBe('{"secret":[getter]}')
    expect(asName(value)).toBe('[object]')
    expect(messageOf(value, 10)).toBe('[object]')
    expect(called).toEqual([])
  })

  test('cycles, depth and size are bounded', () => {
    const cycle: { self?: unknown; text: string } = { text: 'x'.repeat(100_000) }
    cycle.self = cycle
    expect(preview(cycle).length).toBeLessThanOrEqual(previewMax)
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, index]))
    expect(preview(wide).length).toBeLessThanOrEqual(previewMax)
  })

  test('any value at all gives a text within the bound', () => {
    assert(
      property(anything({ withBigInt: true, withMap: true, withTypedArray: true }), (value) => {
        expect(preview(value).length).toBeLessThanOrEqual(previewMax)
        expect(asName(value).length).toBeLessThanOrEqual(nameMax)
      }),
    )
  })
})

test('a room by another type than text is told from a room of that name', () => {
  expect(roomName('undefined')).toBe('undefined')
  expect(roomName(undefined)).toEqual({ notText: 'undefined' })
})
