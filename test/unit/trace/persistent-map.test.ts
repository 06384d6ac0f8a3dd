import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { PersistentMap } from '../../../trace/persistent-map.ts'

// `Aa`-like pairs are not known for this hash: many keys in few slots come from the sheer number.
const key = fc.oneof(fc.string({ maxLength: 2 }), fc.constantFrom('__proto__', 'constructor'))
const changes = fc.array(fc.tuple(key, fc.option(fc.nat())), { maxLength: 400 })

it('holds what a Map holds after the same changes, and every earlier map stays what it was', () => {
  fc.assert(
    fc.property(changes, (list) => {
      const model = new Map<string, number>()
      let map = PersistentMap.empty<number>()
      const earlier: [PersistentMap<number>, [string, number][]][] = []
      for (const [name, value] of list) {
        earlier.push([map, [...model]])
        if (value === null) {
          model.delete(name)
          map = map.without(name)
        } else {
          model.set(name, value)
          map = map.with(name, value)
        }
        expect([map.size, map.get(name)]).toEqual([model.size, model.get(name)])
      }
      earlier.push([map, [...model]])
      for (const [then, entries] of earlier) expect(new Map(then)).toEqual(new Map(entries))
    }),
    { numRuns: 50 },
  )
})

it('takes 10,000 keys and gives them up again', () => {
  const keys = Array.from({ length: 10_000 }, (_, n) => `key ${n}`)
  let map = PersistentMap.empty<number>()
  for (const [n, name] of keys.entries()) map = map.with(name, n)
  expect(keys.map((name) => map.get(name))).toEqual(keys.map((_, n) => n))
  for (const name of keys) map = map.without(name)
  expect([map.size, [...map]]).toEqual([0, []])
})
