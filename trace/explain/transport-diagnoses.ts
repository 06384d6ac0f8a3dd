/** Connections that could not become WebSockets, that fell silent, that carried too much, or that are none of Engine.IO's. */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { connectionOf } from '../connections.ts'
import { engineTypeOf, parseHandshake } from '../engine-io.ts'
import type { EngineHandshake } from '../packet.ts'
import { plainId, type DiagnosisBook } from './diagnosis-book.ts'
import type { DiagnosisFamily, Moment } from './diagnosis-family.ts'
import { engineRequestIn } from './engine-request.ts'
import { RecentMap } from './recent-map.ts'

type Http = TraceEventOf<'http'>
type Frame = TraceEventOf<'frame'>
type Close = Extract<TraceEventOf<'link'>, { phase: 'close' }>
type Disconnect = Extract<TraceEventOf<'socket'>, { phase: 'disconnect' }>

/** Connections at a time. */
const linksMax = 500
const usPerMs = 1000
/** RFC 9110, section 15.5.14. */
export const payloadTooLargeStatus = 413
/** Of a WebSocket's end: RFC 6455, section 7.4.1. */
export const messageTooBigCode = 1009

interface LinkFacts {
  readonly handshake: EngineHandshake
  /** The last frame of each direction. */
  upUs: number
  downUs: number
  /** A frame over the limit that the handshake told. */
  large: { readonly seq: number; readonly size: number } | undefined
  /** A message of the client that is no packet of Engine.IO. */
  foreign: number | undefined
}

export class TransportDiagnoses implements DiagnosisFamily {
  readonly #book: DiagnosisBook
  readonly #links = new RecentMap<LinkFacts>(linksMax)

  constructor(book: DiagnosisBook) {
    this.#book = book
  }

  push(event: TraceEvent, moment: Moment): void {
    if (event.kind === 'frame') this.#frame(event)
    else if (event.kind === 'http') this.#http(event, moment)
    else if (event.kind === 'link') {
      if (event.phase === 'close') this.#closed(event, moment)
      else if (event.transport === 'websocket') this.#book.remove(`polling ${moment.run} ${event.client}`)
    } else if (event.kind === 'socket' && event.phase === 'disconnect') this.#toldGone(event, moment)
  }

  #http({ path, status, client, seq, requestBytes, failure }: Http, { after, run }: Moment): void {
    const request = engineRequestIn(path)
    if (request?.sid === undefined) return
    const connection = connectionOf(after.connections, request.sid)
    if (connection === undefined) return
    if (request.transport === 'websocket' && status >= 400 && connection.transport === 'polling') {
      this.#book.put(`polling ${run} ${client}`, { what: 'stuck-on-polling', client, evidence: [seq] })
    }
    const limit = this.#links.get(connection.link)?.handshake.maxPayloadBytes
    const isOver = limit !== undefined && requestBytes > limit
    if (status === payloadTooLargeStatus && failure === undefined && isOver) {
      this.#tooLarge(client, run, requestBytes, limit, [seq])
    }
  }

  #frame(frame: Frame): void {
    const { link, direction, at, seq, size } = frame
    const known = this.#links.get(link)
    if (known !== undefined) {
      if (direction === 'up') known.upUs = at
      else known.downUs = at
      if (direction === 'up' && frame.form === 'text' && engineTypeOf(frame.data) === undefined)
        known.foreign ??= seq
      const { maxPayloadBytes } = known.handshake
      if (direction === 'up' && maxPayloadBytes !== undefined && size > maxPayloadBytes)
        known.large = { seq, size }
      return
    }
    if (direction === 'up' || frame.form === 'binary' || engineTypeOf(frame.data) !== 'open') return
    const handshake = parseHandshake(frame.data.slice(1))
    if (handshake === undefined) return
    this.#links.set(link, { handshake, upUs: at, downUs: at, large: undefined, foreign: undefined })
  }

  #closed({ link, client, seq, at, reason, code }: Close, { before, run }: Moment): void {
    const known = this.#links.get(link)
    if (known === undefined) return
    this.#links.delete(link)
    const { handshake, large, foreign, downUs } = known
    if (foreign !== undefined && reason === 'server') {
      const evidence = [foreign, seq]
      this.#book.put(plainId(run, client), { what: 'plain-websocket', client, evidence })
    }
    const limit = handshake.maxPayloadBytes
    if (limit !== undefined && reason === 'server' && code === messageTooBigCode) {
      const evidence = large === undefined ? [seq] : [large.seq, seq]
      this.#tooLarge(client, run, large?.size, limit, evidence)
    }
    // A client hears a ping in each interval, or the connection is dead.
    const patienceUs = (handshake.pingIntervalMs + handshake.pingTimeoutMs) * usPerMs
    const carried = Object.keys(before.connections.links.get(link)?.sockets ?? {}).length > 0
    if (carried && (reason === 'client' || reason === 'cut') && at - downUs >= patienceUs) {
      this.#silent(client, run, [seq])
    }
  }

  /** The server says that it gave a client up. It answers no ping when nothing came from it since. */
  #toldGone({ reason, engine, seq, at }: Disconnect, { before, run }: Moment): void {
    if (reason !== 'ping timeout') return
    const connection = connectionOf(before.connections, engine)
    const known = connection === undefined ? undefined : this.#links.get(connection.link)
    if (connection === undefined || known === undefined) return
    const isSilent = at - known.upUs >= known.handshake.pingTimeoutMs * usPerMs
    if (isSilent) this.#silent(connection.client, run, [seq])
  }

  #silent(client: string, run: number, evidence: readonly number[]): void {
    this.#book.put(`silent ${run} ${client}`, { what: 'ping-timeout', client, evidence })
  }

  /** @param size unknown where the connection was closed before all of it had crossed */
  #tooLarge(
    client: string,
    run: number,
    size: number | undefined,
    limit: number,
    evidence: readonly number[],
  ): void {
    const what = 'payload-too-large'
    const id = `large ${run} ${client}`
    this.#book.put(id, { what, client, limit, evidence, ...(size === undefined ? {} : { size }) })
  }
}
