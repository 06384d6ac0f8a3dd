import { describe, expect, test } from 'vitest'
import { paneOrigin, parsePaneHost } from '../../../server/gateway/address.ts'
import { doorCookie, paneCookie } from '../../../server/gateway/set-cookie.ts'
import {
  allowedOrigin,
  doorTranslation,
  paneTranslation,
  toClient,
  toLearner,
} from '../../../server/gateway/translation.ts'

const place = { domain: 'localhost:4680', secure: false }
const deployed = { domain: 'panes.example', secure: true }
const address = { client: 'ann', port: 8080, session: 'abcdefghijklmnopqrstuvwxyz' }
const pane = paneTranslation(address, place)
const own = 'http://ann-8080--abcdefghijklmnopqrstuvwxyz.localhost:4680'
const other = 'http://ann-3000--abcdefghijklmnopqrstuvwxyz.localhost:4680'

test('a pane’s origin and its Host say the same', () => {
  expect(paneOrigin(address, place)).toBe(own)
  expect(parsePaneHost(own.slice('http://'.length), place.domain)).toEqual(address)
  expect(paneOrigin(address, deployed)).toBe('https://ann-8080--abcdefghijklmnopqrstuvwxyz.panes.example')
})

test('the longest name and port still fit one DNS label', () => {
  const longest = { ...address, client: 'a'.repeat(16), port: 65_535 }
  const label = new URL(paneOrigin(longest, place)).hostname.split('.')[0] ?? ''
  expect(label.length).toBeLessThanOrEqual(63)
  expect(parsePaneHost(`${label}.localhost:4680`, place.domain)).toEqual(longest)
})

describe('what the client says, as the learner knows it', () => {
  test.each([
    [own, 'http://localhost:8080'],
    [`${own}/chat?x=1#y`, 'http://localhost:8080/chat?x=1#y'],
    [`${other}/a`, 'http://localhost:3000/a'],
    [own.replace('8080', '80'), 'http://localhost'],
    ['https://elsewhere.example/a', 'https://elsewhere.example/a'],
    [own.replace('abc', 'zzz'), own.replace('abc', 'zzz')],
    ['null', 'null'],
  ])('%s is %s', (given, expected) => {
    expect(toLearner(given, pane)).toBe(expected)
  })
})

describe('what the learner’s server says, as the client finds it', () => {
  test.each([
    ['http://localhost:8080/next', `${own}/next`],
    ['http://127.0.0.1:3000', other],
    ['//[::1]:8080/next', `${own}/next`],
    ['HTTP://LOCALHOST:8080', own],
    ['http://localhost/', `${own.replace('8080', '80')}/`],
    ['/relative', '/relative'],
    ['https://localhost:8080/', 'https://localhost:8080/'],
    ['http://localhost.example/', 'http://localhost.example/'],
    ['http://localhost:8080@evil.example/', 'http://localhost:8080@evil.example/'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
  ])('%s is %s', (given, expected) => {
    expect(toClient(given, pane)).toBe(expected)
  })
})

test('only the origin that the learner saw is the one it allows', () => {
  expect(allowedOrigin('http://localhost:8080', pane)).toBe(own)
  for (const different of [
    'http://127.0.0.1:8080',
    'http://localhost:8080/',
    'https://localhost:8080',
    '*',
    'null',
  ]) {
    expect(allowedOrigin(different, pane)).toBe(different)
  }
})

test('a door stands for one port, under the name by which it was called', () => {
  const door = doorTranslation('ann', 8080, '127.0.0.1:5000')
  expect(toLearner('http://127.0.0.1:5000/a', door)).toBe('http://localhost:8080/a')
  expect(toClient('http://localhost:8080/a', door)).toBe('http://127.0.0.1:5000/a')
  expect(toClient('http://localhost:3000/a', door)).toBe('http://localhost:3000/a')
})

describe('a cookie', () => {
  test.each([
    ['a=b', 'a=b; SameSite=None; Secure; Partitioned'],
    [
      'a=b; Domain=localhost; path=/x; HttpOnly',
      'a=b; path=/x; HttpOnly; SameSite=None; Secure; Partitioned',
    ],
    ['a=b;SameSite=Strict;secure ;Partitioned', 'a=b; SameSite=None; Secure; Partitioned'],
    ['domain=b; Max-Age=1', 'domain=b; Max-Age=1; SameSite=None; Secure; Partitioned'],
    ['', '; SameSite=None; Secure; Partitioned'],
  ])('%s of a pane becomes %s', (given, expected) => {
    expect(paneCookie(given)).toBe(expected)
  })

  test('of a door loses its domain only', () => {
    expect(doorCookie('a=b; Domain=localhost; SameSite=Lax')).toBe('a=b; SameSite=Lax')
  })
})
