/** The learner's answer on its way to the client. */
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { isKeptFromPage } from './cors.ts'
import type { Exchange } from './exchange.ts'
import { responseHeaders } from './headers.ts'
import type { ToldFailure } from './messages.ts'
import { relay } from './relay.ts'
import { ScriptInjection } from './script-injection.ts'
import type { PollingTap } from './tap/polling-tap.ts'

export interface PassageOptions {
  readonly tap?: PollingTap | undefined
  /** The answer is to a request for a page: HTML gets the page script. */
  readonly inject: boolean
  readonly fail: (failure: ToldFailure) => void
}

export class ResponsePassage {
  readonly #exchange: Exchange
  readonly #incoming: IncomingMessage
  readonly #body: Readable
  readonly #options: PassageOptions
  /** Set until the place of the script is found; the head waits for it, because the length changes. */
  #injection: ScriptInjection | undefined

  /** @param body what comes of the answer's body, over the client's network */
  constructor(exchange: Exchange, incoming: IncomingMessage, body: Readable, options: PassageOptions) {
    this.#exchange = exchange
    this.#incoming = incoming
    this.#body = body
    this.#options = options
    const isTyped = incoming.headers['content-type'] !== undefined
    this.#injection = options.inject && isInjectable(incoming) ? new ScriptInjection(isTyped) : undefined
  }

  /** All of the answer has come from the server. */
  get isComplete(): boolean {
    return this.#incoming.complete
  }

  start(): void {
    const { response, request, traffic, record } = this.#exchange
    const incoming = this.#incoming
    const { limits } = traffic.target
    const { tap, fail } = this.#options
    tap?.responseHead(incoming.statusCode ?? 0, incoming.headers['content-encoding'])
    const maxBytes = tap?.limitsPackets ? Infinity : limits.frameBytes
    const length = Number(incoming.headers['content-length'] ?? 0)
    if (length > maxBytes && request.method !== 'HEAD') return fail('too-large')
    if (!this.#injection && !this.#writeHead()) return undefined

    relay(this.#body, response, {
      chunk: (chunk) => {
        record.responseBytes += chunk.length
        if (record.responseBytes > maxBytes) {
          fail('too-large')
          return true
        }
        const written = this.#write(chunk)
        if (tap && !tap.responseChunk(chunk)) fail('too-large')
        return written
      },
      end: () => this.#end(),
      stalled: () => fail('timeout'),
    })
    // Broken off: the client must not take what it has for the whole.
    this.#body.once('error', () => fail('bad-response'))
    // A stream of events has its head long before its first event. One that has a body already goes out with it.
    setImmediate(() => {
      if (response.headersSent && record.responseBytes === 0 && !response.writableEnded)
        response.flushHeaders()
    })
  }

  #write(chunk: Buffer): boolean {
    const { response } = this.#exchange
    if (response.destroyed) return true
    if (!this.#injection) return response.write(chunk)
    const next = this.#injection.push(chunk)
    return next.state === 'undecided' || this.#writeInjected(next)
  }

  #writeInjected({ chunk, addedBytes }: { chunk: Buffer; addedBytes: number }): boolean {
    this.#injection = undefined
    return this.#writeHead(addedBytes) ? this.#exchange.response.write(chunk) : true
  }

  #end(): void {
    const { response, record } = this.#exchange
    if (response.destroyed) return
    const last = this.#injection?.end()
    if (last?.state === 'inserted') this.#writeInjected(last)
    response.end()
    this.#options.tap?.responseEnd()
    record.finish(response.statusCode)
  }

  /** @returns false when the learner's head is none that HTTP could carry */
  #writeHead(addedBytes?: number): boolean {
    const { request, response, view, record } = this.#exchange
    const { statusCode = 502, statusMessage = '', rawHeaders } = this.#incoming
    response.sendDate = false
    try {
      const headers = responseHeaders(rawHeaders, view, { addedBytes })
      response.writeHead(statusCode, statusMessage, headers)
      if (isKeptFromPage(request, headers)) record.cors = 'refused'
      return true
    } catch {
      this.#options.fail('bad-response')
      return false
    }
  }
}

/** HTML that we can read and that comes whole, or what a browser may take for it. */
function isInjectable({ statusCode, headers }: IncomingMessage): boolean {
  const type = headers['content-type']?.toLowerCase()
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity'
  const html =
    type === undefined
      ? headers['x-content-type-options'] !== 'nosniff'
      : /^text\/html\s*(?:;|$)/.test(type) && !/charset\s*=\s*"?utf-?16/.test(type)
  const hasBody = statusCode !== 204 && statusCode !== 206 && statusCode !== 304
  return html && hasBody && encoding === 'identity'
}
