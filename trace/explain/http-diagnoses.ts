/** What the answers to Engine.IO's HTTP requests tell: a wrong path, another version, another origin, no Engine.IO at all. */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { shortName, type DiagnosisBook } from './diagnosis-book.ts'
import type { DiagnosisFamily, Moment } from './diagnosis-family.ts'
import { engineRequestIn } from './engine-request.ts'
import { RecentMap } from './recent-map.ts'

type Http = TraceEventOf<'http'>

/** What Engine.IO answers a client of another version: https://socket.io/docs/v4/server-api/#event-connection_error */
const unsupportedVersionCode = 5
const currentVersion = '4'

export class HttpDiagnoses implements DiagnosisFamily {
  readonly #book: DiagnosisBook
  /** Requests of another version that were refused, by client: why, the server's inside says. */
  readonly #otherVersions = new RecentMap<{ readonly seq: number; readonly version: string }>(100)
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
    } else if (event.kind === 'run' && event.phase === 'start') {
      for (const [client] of this.#otherVersions.entries()) this.#otherVersions.delete(client)
    }
  }

  #http(event: Http, run: number): void {
    const request = engineRequestIn(event.path)
    if (request === undefined || event.failure !== undefined) return
    const { client, seq, status } = event
    const path = shortName(request.path)
    const id = `path ${run} ${client} ${path}`
    if (status === 404) this.#book.put(id, { what: 'wrong-path', client, path, evidence: [seq] })
    else this.#book.remove(id)
    if (status === 400 && request.sid === undefined && request.version !== currentVersion) {
      this.#otherVersions.set(client, { seq, version: request.version })
      this.#tellVersions(run)
    }
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
