import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { isKeptFromPage } from '../../../server/gateway/cors.ts'

const page = 'http://ann.example:3000'

/** A request as a browser makes it for a page, and the answer's headers as pairs in a row. */
function isKept(request: Record<string, string>, ...answer: string[]): boolean {
  const headers = { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-site', origin: page, ...request }
  // Only its headers are looked at.
  return isKeptFromPage({ headers } as unknown as IncomingMessage, answer)
}

const allow = (origin: string) => ['Access-Control-Allow-Origin', origin]

describe('an answer for a page of another origin', () => {
  it('is kept from it unless it allows that origin', () => {
    expect(isKept({})).toBe(true)
    expect(isKept({}, ...allow('http://other.example'))).toBe(true)
    expect(isKept({}, ...allow(page), ...allow(page))).toBe(true)
    expect(isKept({}, ...allow(page))).toBe(false)
    expect(isKept({}, ...allow('*'))).toBe(false)
  })

  it('to a request with cookies has to allow them too', () => {
    const withCookies = (...answer: string[]) => isKept({ cookie: 'id=1' }, ...answer)
    expect(withCookies(...allow(page))).toBe(true)
    expect(withCookies(...allow('*'), 'Access-Control-Allow-Credentials', 'true')).toBe(true)
    expect(withCookies(...allow(page), 'Access-Control-Allow-Credentials', 'true')).toBe(false)
  })
})

it.each([
  ['to a page of the same origin', { 'sec-fetch-site': 'same-origin' }],
  ['to a script element', { 'sec-fetch-mode': 'no-cors' }],
  ['to a WebSocket', { 'sec-fetch-mode': 'websocket' }],
])('an answer %s is kept from nobody', (_whose, request) => {
  expect(isKept(request)).toBe(false)
})
