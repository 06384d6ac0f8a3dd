/** Sessions whose page is gone: they wait a little for it to come back. */
import type { FaultReporter } from '../fault-reporter.ts'
import type { Session } from '../session/session.ts'

export class DetachedSessions {
  readonly #timers = new Map<Session, NodeJS.Timeout>()
  readonly #waitMs: number
  readonly #fault: FaultReporter

  constructor(waitMs: number, fault: FaultReporter) {
    this.#waitMs = waitMs
    this.#fault = fault
  }

  add(session: Session): void {
    const end = () => {
      this.#timers.delete(session)
      session.close().catch((error: unknown) => this.#fault('close of a detached session', error))
    }
    this.#timers.set(session, setTimeout(end, this.#waitMs))
  }

  takeBack(session: Session): void {
    clearTimeout(this.#timers.get(session))
    this.#timers.delete(session)
  }

  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }
}
