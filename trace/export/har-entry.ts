/**
 * One HTTP exchange or WebSocket connection as HAR 1.2 wants it, with every field that Chrome's import reads.
 * http://www.softwareishard.com/blog/har-12-spec/
 */
import type { Content, Entry, PostData } from 'har-format'

/** What a session's moments are counted from, milliseconds of the Unix epoch. */
export type SessionStartMs = number

const msUs = 1_000

export const isoOf = (startMs: SessionStartMs, us: number): string =>
  new Date(startMs + us / msUs).toISOString()

export interface Exchange {
  readonly method: string
  readonly url: URL
  readonly status: number
  readonly startedAt: string
  /** Microseconds. */
  readonly durationUs: number
  readonly requestBytes: number
  readonly responseBytes: number
  readonly content?: Content
  readonly postData?: PostData
}

export function harEntry(exchange: Exchange): Entry {
  const { method, url, status, startedAt, durationUs, requestBytes, responseBytes, postData } = exchange
  const httpVersion = 'HTTP/1.1'
  const timeMs = durationUs / msUs
  return {
    startedDateTime: startedAt,
    time: timeMs,
    request: {
      method,
      url: url.href,
      httpVersion,
      cookies: [],
      headers: [],
      queryString: Array.from(url.searchParams, ([name, value]) => ({ name, value })),
      headersSize: -1,
      bodySize: requestBytes,
      ...(postData === undefined ? {} : { postData }),
    },
    response: {
      status,
      statusText: '',
      httpVersion,
      cookies: [],
      headers: [],
      content: exchange.content ?? { size: responseBytes, mimeType: '' },
      redirectURL: '',
      headersSize: -1,
      bodySize: responseBytes,
    },
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: timeMs, receive: 0 },
  }
}

/**
 * The address as an absolute one. The trace does not keep the host: each client gets one of its own.
 * @param path as the client sent it: anything
 */
export function addressOf(scheme: 'http' | 'ws', client: string, port: number, path: string): URL {
  const origin = `${scheme}://${client}.localhost:${port}`
  const address = URL.parse(path.startsWith('/') ? origin + path : `${origin}/${path}`)
  return address ?? new URL(origin)
}
