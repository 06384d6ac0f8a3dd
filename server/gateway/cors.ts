/** What a browser makes of an answer for a page of another origin. Fetch Standard, "CORS check": https://fetch.spec.whatwg.org/#cors-check */
import type { IncomingMessage } from 'node:http'
import { pairs, type RawHeaders } from './headers.ts'

/**
 * Whether the browser that asked keeps the answer from its page. Other clients say nothing of their mode (Fetch Metadata),
 * and keep nothing from anybody.
 *
 * @param answer headers as the client gets them
 */
export function isKeptFromPage({ headers }: IncomingMessage, answer: RawHeaders): boolean {
  const { origin, cookie } = headers
  if (headers['sec-fetch-mode'] !== 'cors' || headers['sec-fetch-site'] === 'same-origin') return false
  if (origin === undefined) return false
  const allowed = valueOf(answer, 'access-control-allow-origin')
  // Cookies come only from a request that is made with credentials; without any, nobody can tell.
  if (cookie === undefined) return allowed !== '*' && allowed !== origin
  return allowed !== origin || valueOf(answer, 'access-control-allow-credentials') !== 'true'
}

/** As the browser reads it: several of the same name are one list. */
function valueOf(headers: RawHeaders, name: string): string | undefined {
  const values = pairs(headers).flatMap(([key, value]) => (key.toLowerCase() === name ? [value] : []))
  return values.length === 0 ? undefined : values.join(', ')
}
