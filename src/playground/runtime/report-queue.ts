/** What panes say of themselves, on its way to the session: bounded in rate, sent in batches, every loss counted. */
import type { PaneReport, ReportRequest } from '../../../protocol/control.ts'
import { paneBatchMax } from '../../../protocol/control-constants.ts'

/** A page that logs in a loop must not fill the control channel: the rest of that second is counted and dropped. */
export const reportsPerSecond = 1_000
/** How long a report waits for others (ms). */
export const reportBatchMs = 40
/** As the schema of reports has it. */
const ageMaxMs = 60_000

interface Waiting {
  readonly report: PaneReport
  /** When it happened, in the page's own milliseconds. */
  readonly at: number
}

export class ReportQueue {
  readonly #client: string
  readonly #send: (request: ReportRequest) => void
  #waiting: Waiting[] = []
  /** Of the newest report. */
  #newestAt = 0
  #dropped = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #secondBegan = Number.NEGATIVE_INFINITY
  #thisSecond = 0

  constructor(client: string, send: (request: ReportRequest) => void) {
    this.#client = client
    this.#send = send
  }

  add(reports: readonly PaneReport[], now = performance.now()): void {
    if (now - this.#secondBegan >= 1_000) {
      this.#secondBegan = now
      this.#thisSecond = 0
    }
    const room = Math.max(0, reportsPerSecond - this.#thisSecond)
    for (const report of reports.slice(0, room)) {
      // The page tells things in their order; clocks that are read twice must not turn two of them round.
      this.#newestAt = Math.max(this.#newestAt, now - ('ageMs' in report ? report.ageMs : 0))
      this.#waiting.push({ report, at: this.#newestAt })
    }
    this.#thisSecond += Math.min(room, reports.length)
    this.#dropped += Math.max(0, reports.length - room)
    this.#timer ??= setTimeout(() => this.flush(), reportBatchMs)
  }

  /** Sends what waits. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const now = performance.now()
    const waiting = this.#waiting.map(({ report, at }): PaneReport =>
      'ageMs' in report ? { ...report, ageMs: Math.min(ageMaxMs, Math.max(0, now - at)) } : report,
    )
    if (this.#dropped > 0) waiting.push({ type: 'dropped', count: this.#dropped })
    this.#dropped = 0
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
