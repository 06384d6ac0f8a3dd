/** Reads one HTTP request of Engine.IO's polling transport along with the gateway. */
import type { Direction } from '../../../protocol/trace.ts'
import type { Failure } from '../failures.ts'
import type { Traffic } from '../traffic.ts'
import type { Holder } from '../held-bytes.ts'
import { readHandshake, type CloseReason, type Link, type LinkIdentity, type LinkKind } from './link.ts'
import { PayloadSplitter, type PolledPacket } from './payload.ts'

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

/** Versions whose message packets can be told apart from the others. */
const countedVersions = new Set(['3', '4'])

/** The kind of a link that begins with this request. */
export function kindOf({ version, sid }: EngineQuery): LinkKind {
  return countedVersions.has(version) && sid === undefined ? 'engine.io' : 'unnumbered'
}

export class PollingTap {
  readonly #traffic: Traffic
  readonly #where: Omit<LinkIdentity, 'id'>
  readonly #kind: LinkKind
  readonly #posts: boolean
  readonly #endPolling: () => void
  #link: Link | undefined
  readonly #splitter: PayloadSplitter
  readonly #held: Holder
  #isEmpty = true
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
    this.#splitter = new PayloadSplitter(query.version)
    this.#held = traffic.held.holder()
    this.#kind = kindOf(query)
    this.#posts = method === 'POST'
    this.#link = query.sid === undefined ? undefined : traffic.links.find(where.client, where.port, query.sid)
    this.#endPolling = this.#link ? traffic.links.polling(this.#link) : () => undefined
  }

  /** Bytes of a POST have passed on: the body goes as a whole, and so do its packets. */
  requestChunk(chunk: Buffer): void {
    if (this.#posts && this.#link) this.#passed('up', chunk)
  }

  requestEnd(): void {
    if (this.#posts && this.#link) this.#record('up', this.#splitter.end(this.#isEmpty))
  }

  /** @param encoding of the body: none was asked for, and what has one all the same is not read */
  responseHead(status: number, encoding: string | undefined): void {
    // A POST is answered with `ok`, a refusal with JSON: neither is a packet.
    if (status !== 200 || this.#posts) return
    this.#decodes = (encoding ?? 'identity') === 'identity'
    if (!this.#decodes) this.#link?.lostCount('down')
  }

  /** Whether the limit of a body is that of each of its packets: a server may send many that have waited. */
  get limitsPackets(): boolean {
    return this.#decodes
  }

  /** @returns false when a packet, or what the session's taps hold together, is longer than it may be */
  responseChunk(chunk: Buffer): boolean {
    return !this.#decodes || this.#passed('down', chunk)
  }

  responseEnd(): void {
    if (this.#decodes) this.#record('down', this.#splitter.end(this.#isEmpty))
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

  /** The gateway ends the connection on purpose. */
  cut(): void {
    if (this.#finish()) this.#closeLink('cut')
  }

  /** Nothing more comes: what was held is not any more. */
  free(): void {
    this.#held.set(0)
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

  #passed(direction: Direction, chunk: Buffer): boolean {
    if (chunk.length > 0) this.#isEmpty = false
    this.#record(direction, this.#splitter.push(chunk))
    const { heldBytes } = this.#splitter
    // A request's bytes are counted where its body waits.
    return (
      heldBytes <= this.#traffic.target.limits.frameBytes && (direction === 'up' || this.#held.set(heldBytes))
    )
  }

  #record(direction: Direction, packets: readonly PolledPacket[]): void {
    const { journal, target, links } = this.#traffic
    const at = target.now()
    let lost = 0
    for (const { bytes, form } of packets) {
      if (!this.#link && direction === 'down') {
        const handshake = readHandshake(bytes)
        if (handshake) this.#link = links.openPolled(journal, this.#where, handshake, at, this.#kind)
      }
      if (this.#link) this.#link.frame({ into: journal, direction, transport: 'polling', at }, bytes, form)
      else lost += 1
    }
    // A server's own idea of a payload, or more sessions at once than the table holds.
    if (lost > 0 && direction === 'down')
      journal.record({ kind: 'drop', origin: 'gateway', at, what: 'events', count: lost })
  }
}
