/** What the gateway itself serves on a pane's origin. */
import { createHash } from 'node:crypto'
import { checkClientPath } from '../../protocol/pane-constants.ts'
import { clientPage } from './client-page.ts'
import { failRequest, type Exchange } from './exchange.ts'
import { libraryFile, libraryPath, libraryPlaces, moduleBuild, placeOf } from './client-library.ts'
import { compilePageScript } from './page-script.ts'
import type { PaneDomain } from './address.ts'
import { pageScriptPath } from './script-injection.ts'

interface OwnFile {
  readonly body: Buffer
  readonly etag: string
}

const files = new Map<string, OwnFile>()

/** Answers any path under the gateway's own prefix. The trace is about the learner's server, and says nothing of it. */
export function answerOwnPath(exchange: Exchange, place: PaneDomain & { siteOrigin: string }): void {
  const { request, response, view } = exchange
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (isRead && path === checkClientPath) {
    const page = Buffer.from(clientPage(query, request.headers.host ?? ''))
    const headers = ['Content-Type', 'text/html; charset=utf-8', 'Content-Length', String(page.length)]
    response.writeHead(200, [...headers, 'Cache-Control', 'no-store', ...(view.pane?.headers ?? [])])
    response.end(request.method === 'HEAD' ? undefined : page)
    return
  }
  const file = isRead ? ownFile(path, place) : undefined
  if (!file && path.startsWith(libraryPath) && placeOf(path.slice(libraryPath.length))) {
    // Another package of that CDN: an import map cannot tell them apart. The pane's policy blocks it, under its own name.
    response.writeHead(302, [
      'Location',
      `https://${path.slice(libraryPath.length)}`,
      ...(view.pane?.headers ?? []),
    ])
    response.end()
    return
  }
  if (!file) {
    failRequest(exchange, 404, 'Not found.\n')
    return
  }
  const { body, etag } = file
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
    // A copy of a CDN's script may be asked for with `crossorigin`, and by a page on another of the learner's ports.
    'Access-Control-Allow-Origin',
    '*',
    ...(view.pane?.headers ?? []),
  ])
  response.end(fresh || request.method === 'HEAD' ? undefined : body)
}

function ownFile(path: string, place: PaneDomain & { siteOrigin: string }): OwnFile | undefined {
  if (path.startsWith(libraryPath)) {
    const library = libraryFile(path.slice(libraryPath.length))
    // By the file's name: an address can name any version.
    return library && withTag(library.name, () => library.body)
  }
  if (path !== pageScriptPath) return undefined
  // The script has the site's address in it.
  const { siteOrigin, domain, secure } = place
  return withTag(`${siteOrigin} ${path}`, () =>
    Buffer.from(
      compilePageScript({
        siteOrigin,
        domain,
        secure,
        libraryPath,
        libraryPlaces,
        moduleBuild,
        checkClientPath,
      }),
    ),
  )
}

/** Made once. Callers pass only names of files that exist, so that what is kept stays small. */
function withTag(key: string, make: () => Buffer): OwnFile {
  const known = files.get(key)
  if (known) return known
  const body = make()
  const file = { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
  files.set(key, file)
  return file
}
