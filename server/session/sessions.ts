/** All sessions of this server: at most `limits.sessions`, each with its trace on disk for as long as it lives. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sameSecret } from './ids.ts'
import { Session, type SessionServices } from './session.ts'
import { TraceFile } from './trace-file.ts'

/** Of one session's trace, what is kept on disk (bytes). */
const traceFileMaxBytes = 64 * 1_048_576

export interface SessionsOptions extends Omit<SessionServices, 'closed'> {
  /** Folder of the sessions' traces; left-overs of an earlier process are removed. */
  readonly folder: string
  /** A session can now be addressed. Returns what takes its address away. */
  readonly opened: (session: Session) => () => void
}

interface Entry {
  readonly session: Session
  readonly file: TraceFile
  readonly unregister: () => void
}

export class Sessions {
  readonly #options: SessionsOptions
  readonly #entries = new Map<string, Entry>()
  readonly #removals = new Set<Promise<void>>()

  constructor(options: SessionsOptions) {
    this.#options = options
    this.#track(rm(options.folder, { recursive: true, force: true }))
  }

  get count(): number {
    return this.#entries.size
  }

  /** A new session, or undefined when the server is full. */
  async open(): Promise<Session | undefined> {
    await Promise.all(this.#removals)
    if (this.#entries.size >= this.#options.limits.sessions) return undefined
    const session = new Session({ ...this.#options, closed: (closed) => this.#closed(closed) })
    const file = new TraceFile(
      join(this.#options.folder, `${session.id}.jsonl`),
      session.log,
      (error) => this.#options.fault('trace file', error),
      traceFileMaxBytes,
    )
    this.#entries.set(session.id, { session, file, unregister: this.#options.opened(session) })
    return session
  }

  /** The session of these ids; the same `undefined` for a wrong secret, for one that ends, and for none at all. */
  find(id: string, secret: string): Session | undefined {
    const session = this.#entries.get(id)?.session
    return session && !session.closing && sameSecret(session.secret, secret) ? session : undefined
  }

  /** Ends every session; resolves when nothing of them is left. */
  async close(): Promise<void> {
    await Promise.all([...this.#entries.values()].map(({ session }) => session.close()))
    await Promise.all(this.#removals)
    this.#track(rm(this.#options.folder, { recursive: true, force: true }))
    await Promise.all(this.#removals)
  }

  #closed(session: Session): void {
    const entry = this.#entries.get(session.id)
    if (!entry) return
    this.#entries.delete(session.id)
    entry.unregister()
    this.#track(entry.file.close().then(() => rm(entry.file.path, { force: true })))
  }

  #track(removal: Promise<void>): void {
    const tracked = removal
      .catch((error: unknown) => this.#options.fault('trace folder', error))
      .finally(() => this.#removals.delete(tracked))
    this.#removals.add(tracked)
  }
}
