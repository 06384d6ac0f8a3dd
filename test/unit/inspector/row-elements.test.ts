import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { RowElements, type ShownRow } from '../../../src/playground/inspector/row-elements.ts'

/** Windows of one list of rows, as a reader comes to them one after the other. */
const jumps = fc
  .record({
    looks: fc.array(fc.constantFrom('arrow', 'fan', 'chapter'), { minLength: 1, maxLength: 60 }),
    places: fc.array(fc.tuple(fc.nat(60), fc.nat(20)), { minLength: 1, maxLength: 8 }),
  })
  .map(({ looks, places }) => {
    const rows: readonly ShownRow[] = looks.map((look, place) => ({ seq: place + 1, look }))
    return places.map(([first, length]) => rows.slice(first, first + length))
  })

it('an element shows one row at a time, stays with its look, and never changes places with another one', () => {
  fc.assert(
    fc.property(jumps, (windows) => {
      const elements = new RowElements()
      const looks = new Map<string, string>()
      let before: readonly string[] = []
      for (const rows of windows) {
        const keys = elements.keysOf(rows)
        expect(keys).toHaveLength(rows.length)
        expect(new Set(keys).size).toBe(keys.length)
        for (const [place, key] of keys.entries()) {
          const look = rows[place]?.look ?? ''
          expect(looks.get(key) ?? look).toBe(look)
          looks.set(key, look)
        }
        expect(keys.filter((key) => before.includes(key))).toEqual(before.filter((key) => keys.includes(key)))
        before = keys
      }
    }),
  )
})

it('a row that stays in view keeps its element', () => {
  fc.assert(
    fc.property(jumps, (windows) => {
      const elements = new RowElements()
      let before = new Map<number, string>()
      for (const rows of windows) {
        const keys = elements.keysOf(rows)
        const now = new Map(rows.map(({ seq }, place) => [seq, keys[place] ?? '']))
        for (const [seq, key] of before) if (now.has(seq)) expect(now.get(seq)).toBe(key)
        before = now
      }
    }),
  )
})

it('a jump to rows of the same looks makes one element at most where they begin with another one', () => {
  const elements = new RowElements()
  const window = (first: number) =>
    Array.from({ length: 12 }, (_, place) => ({
      seq: first + place,
      look: (first + place) % 2 === 0 ? 'arrow' : 'fan',
    }))
  const here = elements.keysOf(window(0))
  expect(elements.keysOf(window(100))).toEqual(here)
  const there = elements.keysOf(window(201))
  expect(there.filter((key) => !here.includes(key))).toHaveLength(1)
})
