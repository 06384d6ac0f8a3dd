/** Headers on their way through: translated, and without what belongs to one hop or reaches past the pane. */
import { doorCookie, paneCookie } from './set-cookie.ts'
import { withoutFrameAncestors } from './pane-policy.ts'
import { allowedOrigin, learnerHost, toClient, toLearner } from './translation.ts'
import type { View } from './view.ts'

/** Name, value, name, value: order, case and repetition as on the wire. */
export type RawHeaders = readonly string[]

/** RFC 9110, section 7.6.1, and what stands for the framing of one hop. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** What a proxy in front of us adds about its user: none of the learner's business, and easily forged. */
const forwarding = /^(?:forwarded|via|x-real-ip|x-forwarded-.+)$/

/** Answers of the learner's server that would act beyond the pane's origin or in our place. */
const reachesTooFar = new Set([
  'alt-svc',
  'clear-site-data',
  'nel',
  'origin-agent-cluster',
  'public-key-pins',
  'public-key-pins-report-only',
  'report-to',
  'reporting-endpoints',
  'service-worker-allowed',
  'strict-transport-security',
  'x-frame-options',
])

const policyNames = new Set(['content-security-policy', 'content-security-policy-report-only'])

/** Digests of a body that no longer is what it was. */
const digests = new Set(['content-md5', 'digest', 'content-digest', 'repr-digest', 'accept-ranges'])

/** What is told of a body, and how long it may be kept: another body has its own. */
const ofTheBody = new Set([
  'cache-control',
  'content-length',
  'content-type',
  'etag',
  'expires',
  'last-modified',
])

export function pairs(headers: RawHeaders): [name: string, value: string][] {
  const found: [string, string][] = []
  for (let index = 0; index + 1 < headers.length; index += 2) {
    found.push([headers[index] ?? '', headers[index + 1] ?? ''])
  }
  return found
}

export interface RequestHeaderOptions {
  /** The body of the answer is read here: it must come without an encoding and whole. */
  readonly readsBody: boolean
  /** `Not modified` is no answer here: the client holds no copy of what the server sent. */
  readonly unconditional?: boolean
  /** `Connection` and framing headers of our own, as pairs in a row. */
  readonly own: RawHeaders
}

/** The headers that the learner's server gets. */
export function requestHeaders(headers: RawHeaders, view: View, options: RequestHeaderOptions): string[] {
  const dropped = connectionTokens(headers)
  const out: string[] = ['Host', learnerHost(view.translation.port)]
  for (const [name, value] of pairs(headers)) {
    const key = name.toLowerCase()
    if (key === 'host' || key === 'expect' || hopByHop.has(key) || dropped.has(key)) continue
    if (view.pane && forwarding.test(key)) continue
    if (options.readsBody && (key === 'accept-encoding' || key === 'range' || key === 'if-range')) continue
    if (options.unconditional && (key === 'if-none-match' || key === 'if-modified-since')) continue
    out.push(name, key === 'origin' || key === 'referer' ? toLearner(value, view.translation) : value)
  }
  if (options.readsBody) out.push('Accept-Encoding', 'identity')
  out.push(...options.own)
  return out
}

export interface ResponseHeaderOptions {
  /** Bytes that we add to the body; undefined when it passes as it is. */
  readonly addedBytes?: number | undefined
  /** The body is another one, made for this request: nothing may keep it in the place of what the server sent. */
  readonly replaced?: { readonly type: string; readonly bytes: number }
  /** `Connection: Upgrade` and the like, as pairs in a row. */
  readonly own?: RawHeaders
}

/** The headers that the client gets. */
export function responseHeaders(
  headers: RawHeaders,
  view: View,
  options: ResponseHeaderOptions = {},
): string[] {
  const dropped = connectionTokens(headers)
  const { addedBytes, replaced } = options
  const out: string[] = []
  for (const [name, value] of pairs(headers)) {
    const key = name.toLowerCase()
    if (hopByHop.has(key) || dropped.has(key)) continue
    if (view.pane && reachesTooFar.has(key)) continue
    if ((addedBytes !== undefined || replaced) && digests.has(key)) continue
    if (replaced && ofTheBody.has(key)) continue
    const translated = translateResponse(key, value, view, addedBytes)
    if (translated !== undefined) out.push(name, translated)
  }
  if (replaced) {
    out.push('Content-Type', replaced.type, 'Content-Length', String(replaced.bytes))
    out.push('Cache-Control', 'no-store')
  }
  if (view.pane) out.push(...view.pane.headers)
  out.push(...(options.own ?? []))
  return out
}

function translateResponse(
  key: string,
  value: string,
  view: View,
  addedBytes: number | undefined,
): string | undefined {
  switch (key) {
    case 'location':
    case 'content-location':
      return toClient(value, view.translation)
    case 'access-control-allow-origin':
      return allowedOrigin(value, view.translation)
    case 'set-cookie':
      return view.pane ? paneCookie(value) : doorCookie(value)
    case 'content-length':
      return addedBytes === undefined ? value : String(Number(value) + addedBytes)
    default:
      return view.pane && policyNames.has(key) ? withoutFrameAncestors(value) : value
  }
}

/** Headers that `Connection` names are of that hop too. The body's length is not theirs to remove. */
function connectionTokens(headers: RawHeaders): Set<string> {
  const tokens = new Set<string>()
  for (const [name, value] of pairs(headers)) {
    if (name.toLowerCase() !== 'connection') continue
    for (const token of value.split(',')) tokens.add(token.trim().toLowerCase())
  }
  tokens.delete('content-length')
  return tokens
}
