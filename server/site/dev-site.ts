/** In development the site comes from Astro's own server, with its reloads, behind the same address as the rest. */
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { pipeline, type Duplex } from 'node:stream'
import type { RequestHandler } from './static-site.ts'

const host = '127.0.0.1'

/** Forwards site requests to Astro's development server on `port`. */
export function proxySite(port: number): RequestHandler {
  return (request, response) => {
    const upstream = httpRequest({
      host,
      port,
      method: request.method,
      path: request.url,
      headers: request.headers,
    })
    upstream.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      // What is broken off on one side is broken off on the other.
      pipeline(answer, response, () => undefined)
    })
    upstream.on('error', (error) => {
      if (response.headersSent) response.destroy()
      else
        response
          .writeHead(502, { 'Content-Type': 'text/plain' })
          .end(`The development site does not answer: ${error.message}`)
    })
    request.pipe(upstream)
  }
}

/** Forwards the WebSocket of Vite's reloads. */
export function proxySiteUpgrade(port: number, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const upstream = connect(port, host, () => {
    const lines = [`${request.method} ${request.url} HTTP/1.1`]
    for (let index = 0; index < request.rawHeaders.length; index += 2)
      lines.push(`${request.rawHeaders[index]}: ${request.rawHeaders[index + 1]}`)
    upstream.write(`${lines.join('\r\n')}\r\n\r\n`)
    upstream.write(head)
    upstream.pipe(socket).pipe(upstream)
  })
  upstream.on('error', () => socket.destroy())
  socket.on('error', () => upstream.destroy())
}
