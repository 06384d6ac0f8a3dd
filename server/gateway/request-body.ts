/** The body of a client's request on its way to the learner's server. */
import type { ClientRequest } from 'node:http'
import type { Readable } from 'node:stream'
import { stallMs } from './relay.ts'

export interface RequestBodyEvents {
  /** By `Content-Length`; NaN without one. */
  readonly announcedBytes: number
  /** @returns false when the body is over its limit: the rest is not sent */
  readonly chunk: (chunk: Buffer) => boolean
  readonly end: () => void
  /** The server takes nothing any more. */
  readonly stalled: () => void
  /** The server's answer is complete, whatever is left of the body. */
  readonly answered: () => boolean
}

/**
 * Sends the body at once when it is there: of a message nothing can be done with a part. A server may answer and close
 * before it has taken all of it (413), and a further write into its closed socket would fail and take the unread answer
 * with it; the rest of one large write is only tried after what has arrived is read.
 */
export function sendWholeBody(request: Readable, upstream: ClientRequest, events: RequestBodyEvents): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => {
    if (events.chunk(chunk)) chunks.push(chunk)
  })
  request.once('end', () => {
    if (!upstream.destroyed) upstream.end(chunks.length > 0 ? Buffer.concat(chunks) : undefined)
    events.end()
  })
  request.once('error', () => upstream.destroy())
  // Answered or cut: a client that goes on sending finds nothing kept for it.
  upstream.once('close', () => chunks.splice(0))
}

/** Sends the body as it comes. For the reason above each further chunk is written after what has arrived is read. */
export function streamBody(request: Readable, upstream: ClientRequest, events: RequestBodyEvents): void {
  let sentBytes = 0
  /** `writing`: a chunk waits for its turn, or for room. The request can end meanwhile, also while it is paused. */
  let state: 'reading' | 'writing' = 'reading'
  let ended = false
  let stall: NodeJS.Timeout | undefined

  const next = () => {
    clearTimeout(stall)
    state = 'reading'
    if (ended) finish()
    else request.resume()
  }
  const finish = () => {
    if (!upstream.destroyed && !events.answered()) upstream.end()
    events.end()
  }
  const write = (chunk: Buffer) => {
    sentBytes += chunk.length
    if (upstream.destroyed || events.answered()) return next()
    // The last bytes go together with the end: an empty write after them would be one into a closed socket too.
    if (sentBytes === events.announcedBytes) upstream.end(chunk)
    else if (!upstream.write(chunk)) {
      stall = setTimeout(events.stalled, stallMs)
      upstream.once('drain', next)
      return undefined
    }
    return next()
  }
  request.on('data', (chunk: Buffer) => {
    if (!events.chunk(chunk)) return
    state = 'writing'
    request.pause()
    if (sentBytes === 0) write(chunk)
    else setImmediate(write, chunk)
  })
  request.once('end', () => {
    ended = true
    if (state === 'reading') finish()
  })
  // A client that goes away in the middle of its body: the close of its response tells the rest.
  request.once('error', () => upstream.destroy())
  upstream.once('close', () => clearTimeout(stall))
}
