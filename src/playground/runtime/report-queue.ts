/** What panes say of themselves, on its way to the session: bounded in rate, sent in batches, every loss counted. */
import type { PaneReport, ReportRequest } from '../../../protocol/control.ts'
import { paneBatchMax } from '../../../protocol/control-constants.ts'

/** A page that logs in a loop must not fill the control channel: the rest of that second is counted and dropped. */
export const reportsPerSecond = 1_000
/** How long a report waits for others (ms). */
export const reportBatchMs = 40

export class ReportQueue {
  readonly #client: string
  readonly #send: (request: ReportRequest) => void
  #waiting: PaneReport[] = []
  #dropped = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #secondBegan = 0
  #thisSecond = 0

  constructor(client: string, send: (request: ReportRequest) => void) {
    this.#client = client
    this.#send = send
  }

  add(reports: readonly PaneReport[], now = Date.now()): void {
    if (now - this.#secondBegan >= 1_000) {
      this.#secondBegan = now
      this.#thisSecond = 0
    }
    const room = Math.max(0, reportsPerSecond - this.#thisSecond)
    for (const report of reports.slice(0, room)) this.#waiting.push(report)
    this.#thisSecond += Math.min(room, reports.length)
    this.#dropped += Math.max(0, reports.length - room)
    this.#timer ??= setTimeout(() => this.flush(), reportBatchMs)
  }

  /** Sends what waits. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#dropped > 0) this.#waiting.push({ type: 'dropped', count: this.#dropped })
    this.#dropped = 0
    const waiting = this.#waiting
    this.#waiting = []
    for (let start = 0; start < waiting.length; start += paneBatchMax) {
      this.#send({ client: this.#client, reports: waiting.slice(start, start + paneBatchMax) })
    }
  }

  /** Drops what waits and stops the timer. */
  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#waiting = []
  }
}
