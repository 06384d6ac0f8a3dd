/** Serves the built site, with a page in the reader's language for what does not exist. */
import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { finished, type Readable } from 'node:stream'
import sirv from 'sirv'

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void

/**
 * @param folder the build (`dist/`)
 * @param headers added to every answer
 */
export function serveSite(folder: string, headers: Readonly<Record<string, string>>): RequestHandler {
  const files = sirv(folder, {
    etag: true,
    gzip: false,
    setHeaders: (response, path) => {
      // Astro puts a hash of the content into these names.
      const forever = path.startsWith('/_astro/')
      response.setHeader('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const read = (name: string) => {
    const path = join(folder, name)
    return existsSync(path) ? readFileSync(path) : Buffer.from('Not found')
  }
  const missing = { en: read('404.html'), ru: read('ru/404.html') }
  return (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    // sirv leaves a file open whose reader goes before its end.
    response.once('pipe', (file: Readable) => finished(response, () => file.destroy()))
    files(request, response, () => {
      const page = request.url?.startsWith('/ru/') ? missing.ru : missing.en
      response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': page.length })
      response.end(request.method === 'HEAD' ? undefined : page)
    })
  }
}
