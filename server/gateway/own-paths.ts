/** What the gateway itself serves on a pane's origin. */
import { createHash } from 'node:crypto'
import { failRequest, type Exchange } from './exchange.ts'
import { compilePageScript } from './page-script.ts'
import type { PaneDomain } from './address.ts'
import { pageScriptPath } from './script-injection.ts'

interface PageScript {
  readonly body: Buffer
  readonly etag: string
}

const scripts = new Map<string, PageScript>()

/** Answers any path under the gateway's own prefix. The trace is about the learner's server, and says nothing of it. */
export function answerOwnPath(exchange: Exchange, place: PaneDomain & { siteOrigin: string }): void {
  const { request, response, view } = exchange
  const path = request.url?.split('?', 1)[0]
  if (path !== pageScriptPath || (request.method !== 'GET' && request.method !== 'HEAD')) {
    failRequest(exchange, 404, 'Not found.\n')
    return
  }
  const { body, etag } = pageScript(place)
  const fresh = request.headers['if-none-match'] === etag
  response.writeHead(fresh ? 304 : 200, [
    'Content-Type',
    'text/javascript; charset=utf-8',
    'Content-Length',
    String(body.length),
    'Cache-Control',
    'no-cache',
    'ETag',
    etag,
    'X-Content-Type-Options',
    'nosniff',
    ...(view.pane?.headers ?? []),
  ])
  response.end(fresh || request.method === 'HEAD' ? undefined : body)
}

/** Compiled once for each site: the script has the site's address in it. */
function pageScript(place: PaneDomain & { siteOrigin: string }): PageScript {
  const known = scripts.get(place.siteOrigin)
  if (known) return known
  const { siteOrigin, domain, secure } = place
  const body = Buffer.from(compilePageScript({ siteOrigin, domain, secure }))
  const script = { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
  scripts.set(place.siteOrigin, script)
  return script
}
