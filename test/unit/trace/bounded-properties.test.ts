import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { preview } from '../../../instrument/bounded-text.ts'
import { boundedProperties, boundedValue } from '../../../trace/bounded-properties.ts'

describe('the properties in a bounded text', () => {
  it('are those of the object that was shown, whatever its keys and values hold', () => {
    const values = fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), {
      maxKeys: 5,
      noNullPrototype: true,
    })
    fc.assert(
      fc.property(values, (object) => {
        const text = preview(object)
        fc.pre(!text.includes('…'))
        const properties = boundedProperties(text)
        expect(properties?.map(({ key }) => key)).toEqual(Object.keys(object))
        for (const { key, text: shown } of properties ?? []) {
          const shownAlone = preview(object[key ?? ''])
          if (!shownAlone.includes('…') && !shownAlone.includes('{')) expect(shown).toBe(shownAlone)
        }
      }),
    )
  })

  it('may be values that JSON has no form for', () => {
    expect(boundedProperties('{"a":Timeout{"b":[function]},"c":Map(2),"d":undefined,"e":"x,y:{"}')).toEqual([
      { key: 'a', text: 'Timeout{"b":[function]}' },
      { key: 'c', text: 'Map(2)' },
      { key: 'd', text: 'undefined' },
      { key: 'e', text: '"x,y:{"' },
    ])
  })

  it('end where the text was cut', () => {
    expect(boundedProperties('{"a":1,…}')).toEqual([{ key: 'a', text: '1' }, { text: '…' }])
    expect(boundedProperties('{"a":1,"b":"long te…')).toEqual([
      { key: 'a', text: '1' },
      { key: 'b', text: '"long te…' },
    ])
  })

  it('are none in what is no text of an object', () => {
    for (const text of ['', '[1]', 'null', 'Map(2)', '"{"']) expect(boundedProperties(text)).toBeUndefined()
    expect(boundedProperties('{}')).toEqual([])
  })

  it('are read from any text without failing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const properties = boundedProperties(`{${text}`) ?? []
        expect(properties.reduce((sum, { text: shown }) => sum + shown.length, 0)).toBeLessThanOrEqual(
          text.length,
        )
      }),
    )
  })
})

describe('a bounded value', () => {
  it('is a value only where the text is JSON', () => {
    expect(boundedValue('null')).toEqual({ value: null })
    expect(boundedValue('{"a":[1]}')).toEqual({ value: { a: [1] } })
    for (const text of ['undefined', 'Map(2)', '{…}', '']) expect(boundedValue(text)).toBeUndefined()
  })
})
