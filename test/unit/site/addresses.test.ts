import { expect, test } from 'vitest'
import { addressIn, splitAddress } from '../../../src/lessons/addresses.ts'

test.each([
  ['en', '/', '/'],
  ['en', '/lessons/server/', '/lessons/server/'],
  ['ru', '/', '/ru/'],
  ['ru', '/lessons/server/', '/ru/lessons/server/'],
] as const)('%s %s is at %s, and back', (language, path, address) => {
  expect(addressIn(language, path)).toBe(address)
  expect(splitAddress(address)).toEqual({ language, path })
})

test('a word that begins like a language is no language', () => {
  expect(splitAddress('/rules/')).toEqual({ language: 'en', path: '/rules/' })
  expect(splitAddress('/ru')).toEqual({ language: 'ru', path: '/' })
})
