/** Reads one HTTP request of Engine.IO's polling transport along with the gateway. */
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { Direction } from '../../../protocol/trace.ts'
import type { Failure } from '../failures.ts'
import type { Traffic } from '../traffic.ts'
import { readHandshake, type CloseReason, type Link, type LinkIdentity } from './link.ts'
import { splitPayload } from './payload.ts'

interface EngineQuery {
  readonly version: string
  readonly sid: string | undefined
  readonly path: string
}

/** What makes a request one of Engine.IO: its query. The path can be the learner's own. */
export function engineQuery(url: string, transport: 'polling' | 'websocket'): EngineQuery | undefined {
  const [path = '', search = ''] = url.split('?', 2)
  const query = new URLSearchParams(search)
  const version = query.get('EIO')
  if (version === null || query.get('transport') !== transport) return undefined
  return { version, sid: query.get('sid') ?? undefined, path }
}

export class PollingTap {
  readonly #traffic: Traffic
  readonly #where: Omit<LinkIdentity, 'id'>
  readonly #version: string
  readonly #posts: boolean
  readonly #endPolling: () => void
  #link: Link | undefined
  #up: Buffer[] = []
  #down: Buffer[] = []
  #encoding: string | undefined
  #decodes = false
  #over = false

  /** @returns undefined when the request is none of Engine.IO's polling */
  static for(
    traffic: Traffic,
    method: string,
    url: string,
    client: string,
    port: number,
  ): PollingTap | undefined {
    if (method !== 'GET' && method !== 'POST') return undefined
    const query = engineQuery(url, 'polling')
    return query && new PollingTap(traffic, method, query, { client, port, path: query.path })
  }

  private constructor(traffic: Traffic, method: string, query: EngineQuery, where: Omit<LinkIdentity, 'id'>) {
    this.#traffic = traffic
    this.#where = where
    this.#version = query.version
    this.#posts = method === 'POST'
    this.#link = query.sid === undefined ? undefined : traffic.links.find(where.client, where.port, query.sid)
    this.#endPolling = this.#link ? traffic.links.polling(this.#link) : () => undefined
  }

  requestChunk(chunk: Buffer): void {
    if (this.#link) this.#up.push(chunk)
  }

  requestEnd(): void {
    if (this.#posts) this.#record('up', Buffer.concat(this.#up))
    this.#up = []
  }

  responseHead(status: number, encoding: string | undefined): void {
    // A POST is answered with `ok`, a refusal with JSON: neither is a packet.
    this.#decodes = status === 200 && !this.#posts
    this.#encoding = encoding
  }

  responseChunk(chunk: Buffer): void {
    if (this.#decodes) this.#down.push(chunk)
  }

  responseEnd(): void {
    if (this.#decodes) {
      const body = decompressed(
        Buffer.concat(this.#down),
        this.#encoding,
        this.#traffic.target.limits.frameBytes,
      )
      if (body) this.#record('down', body)
    }
    this.#down = []
    this.#finish()
  }

  /** The client hung up. Engine.IO's server takes a poll that is broken off for the end of the session. */
  aborted(): void {
    if (this.#finish()) this.#closeLink('client')
  }

  /** The exchange failed. @param failure a body over the limit was cut by us */
  failed(failure: Failure): void {
    if (this.#finish() && failure === 'too-large') this.#closeLink('cut')
  }

  /** @returns whether this was the first end: the others are its consequences */
  #finish(): boolean {
    const first = !this.#over
    this.#over = true
    if (first) this.#endPolling()
    return first
  }

  #closeLink(reason: CloseReason): void {
    if (this.#posts || this.#link?.transport !== 'polling') return
    this.#link.close(this.#traffic.journal, this.#traffic.target.now(), reason)
  }

  #record(direction: Direction, body: Buffer): void {
    const { journal, target, links } = this.#traffic
    const at = target.now()
    let lost = 0
    for (const { bytes, form } of splitPayload(body, this.#version)) {
      if (!this.#link && direction === 'down') {
        const handshake = readHandshake(bytes)
        if (handshake) this.#link = links.openPolled(journal, this.#where, handshake, at)
      }
      if (this.#link) this.#link.frame({ into: journal, direction, transport: 'polling', at }, bytes, form)
      else lost += 1
    }
    // A server's own idea of a payload, or more sessions at once than the table holds.
    if (lost > 0 && direction === 'down')
      journal.record({ kind: 'drop', origin: 'gateway', at, what: 'events', count: lost })
  }
}

/** The copy of a body without its `Content-Encoding`; undefined when it cannot be read. */
function decompressed(
  body: Buffer,
  encoding: string | undefined,
  maxOutputLength: number,
): Buffer | undefined {
  try {
    switch (encoding?.trim().toLowerCase()) {
      case undefined:
      case '':
      case 'identity':
        return body
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(body, { maxOutputLength })
      case 'deflate':
        return inflateSync(body, { maxOutputLength })
      case 'br':
        return brotliDecompressSync(body, { maxOutputLength })
      default:
        return undefined
    }
  } catch {
    // The bytes have passed as they are; a body that lies about its encoding has no packets.
    return undefined
  }
}
