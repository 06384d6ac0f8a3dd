/** What the answers to Engine.IO's HTTP requests tell: a wrong path, another version, another origin, no Engine.IO at all. */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { isPlainWebSocket } from '../links.ts'
import { plainId, shortName, type DiagnosisBook } from './diagnosis-book.ts'
import type { DiagnosisFamily, Moment } from './diagnosis-family.ts'
import { engineRequestIn } from './engine-request.ts'
import { RecentMap } from './recent-map.ts'

type Http = TraceEventOf<'http'>

/** What Engine.IO answers a client of another version: https://socket.io/docs/v4/server-api/#event-connection_error */
const unsupportedVersionCode = 5
const currentVersion = '4'
/** Of one port. */
const pathsMax = 20

export class HttpDiagnoses implements DiagnosisFamily {
  readonly #book: DiagnosisBook
  /** Requests of another version that were refused, by client: why, the server's inside says. */
  readonly #otherVersions = new RecentMap<{ readonly seq: number; readonly version: string }>(100)
  /** Where Engine.IO answered in this run: paths by port. */
  readonly #served = new Map<number, Set<string>>()
  /** The server refused somebody for the version, by the run in which it said so. */
  #versionRefused: { readonly run: number; readonly seq: number } | undefined

  constructor(book: DiagnosisBook) {
    this.#book = book
  }

  push(event: TraceEvent, { run }: Moment): void {
    if (event.kind === 'http') this.#http(event, run)
    else if (event.kind === 'socket' && event.phase === 'refused' && event.code === unsupportedVersionCode) {
      this.#versionRefused = { run, seq: event.seq }
      this.#tellVersions(run)
    } else if (event.kind === 'link' && event.phase === 'open' && !isPlainWebSocket(event)) {
      this.#serves(event.port, event.path)
    } else if (event.kind === 'run' && event.phase === 'start') {
      for (const [client] of this.#otherVersions.entries()) this.#otherVersions.delete(client)
      this.#served.clear()
    }
  }

  #http(event: Http, run: number): void {
    const { client, seq, status, port } = event
    const request = engineRequestIn(event.path)
    const served = this.#served.get(port)
    if (request === undefined) {
      const isRefused = event.websocket === true && served !== undefined && hungUp(event)
      if (isRefused)
        this.#book.put(plainId(run, client), { what: 'plain-websocket', client, evidence: [seq] })
      return
    }
    if (event.cors === 'refused') {
      this.#book.put(`cors ${run} ${client}`, { what: 'cors-refused', client, evidence: [seq] })
    }
    const path = shortName(request.path)
    const id = `path ${run} ${client} ${path}`
    // Engine.IO hangs up on a WebSocket for another path without a word.
    const isElsewhere = event.websocket === true && served !== undefined && !served.has(path) && hungUp(event)
    if ((status === 404 && event.failure === undefined) || isElsewhere) {
      this.#book.put(id, { what: 'wrong-path', client, path, evidence: [seq] })
    } else if (event.failure === undefined) this.#book.remove(id)
    if (status === 400 && request.sid === undefined && request.version !== currentVersion) {
      this.#otherVersions.set(client, { seq, version: shortName(request.version) })
      this.#tellVersions(run)
    }
  }

  #serves(port: number, path: string): void {
    const paths = this.#served.get(port) ?? new Set()
    if (paths.size < pathsMax) paths.add(shortName(path))
    this.#served.set(port, paths)
  }

  #tellVersions(run: number): void {
    const refused = this.#versionRefused
    if (refused?.run !== run) return
    for (const [client, { seq, version }] of this.#otherVersions.entries()) {
      const evidence = [seq, refused.seq]
      this.#book.put(`version ${run} ${client}`, {
        what: 'version-mismatch',
        client,
        clientEio: version,
        evidence,
      })
    }
  }
}

/** The server refused the WebSocket, or closed the connection instead of an answer. */
const hungUp = ({ status, failure }: Http) =>
  failure === undefined ? status >= 400 : failure === 'bad-response'
