/** Writes down one request, once, when its fate is known. */
import type { IncomingMessage } from 'node:http'
import type { Failure } from './failures.ts'
import type { Traffic } from './traffic.ts'
import type { Translation } from './translation.ts'

export class RequestRecord {
  requestBytes = 0
  responseBytes = 0
  /** What the browser makes of the answer, when it is of another origin than the page. */
  cors: 'refused' | undefined
  readonly #traffic: Traffic
  readonly #startedAt: number
  readonly #what: { client: string; port: number; method: string; path: string; websocket?: true }
  #written = false

  constructor(traffic: Traffic, { client, port }: Translation, request: IncomingMessage) {
    this.#traffic = traffic
    this.#startedAt = traffic.target.now()
    const { method = '', url: path = '', headers } = request
    const websocket = headers.upgrade?.toLowerCase() === 'websocket'
    this.#what = { client, port, method, path, ...(websocket ? { websocket } : {}) }
  }

  /** @param status 0 when the client got none */
  finish(status: number, failure?: Failure): void {
    if (this.#written) return
    this.#written = true
    const at = this.#traffic.target.now()
    this.#traffic.journal.record({
      kind: 'http',
      origin: 'gateway',
      at,
      ...this.#what,
      status,
      requestBytes: this.requestBytes,
      responseBytes: this.responseBytes,
      durationUs: at - this.#startedAt,
      ...(this.cors ? { cors: this.cors } : {}),
      ...(failure ? { failure } : {}),
    })
  }
}
