/** Reports on their way to the site: gathered for a moment, bounded, and counted where the bound was reached. */
import type { PaneReport } from '../../../protocol/control.ts'
import type { PaneMessage } from '../../../protocol/pane.ts'
import { nativeNow, nativeSetTimeout } from './natives.ts'

export type UntimedReport = PaneReport extends infer Each
  ? Each extends { ageMs: number }
    ? Omit<Each, 'ageMs'>
    : never
  : never

export interface ReportQueue {
  /** Whether a report of this kind would be given up now. It is counted then, and need not be written. */
  refuses(kind?: UntimedReport['type']): boolean
  add(report: UntimedReport): void
  /** From here on reports are sent. */
  connect(send: (message: PaneMessage) => void): void
  /** Sends what is there, at once. */
  flush(): void
}

/** Not more in one message than the site's parser takes. */
const batchMax = 200
/** Kept while nobody listens, or until the next message. */
const waitingMax = 400
const perSecondMax = 500
const charactersPerSecondMax = 2_000_000
/** Of handlers the page says something with every packet: what it prints always has room beside them. */
const listenersWaitingMax = 200
const listenersPerSecondMax = 250
const gatherMs = 10
const ageMaxMs = 60_000

interface Waiting {
  readonly report: UntimedReport
  readonly since: number
}

export function createReportQueue(): ReportQueue {
  let waiting: Waiting[] = []
  let dropped = 0
  let send: ((message: PaneMessage) => void) | undefined
  let scheduled = false
  let window = { startedAt: 0, reports: 0, listeners: 0, characters: 0 }

  const flush = () => {
    scheduled = false
    if (!send || (waiting.length === 0 && dropped === 0)) return
    const now = nativeNow()
    const reports: PaneReport[] = []
    for (let index = 0; index < waiting.length && index < batchMax - 1; index += 1) {
      const next = waiting[index]
      if (!next) continue
      reports[reports.length] = { ...next.report, ageMs: Math.min(ageMaxMs, Math.max(0, now - next.since)) }
    }
    const rest: Waiting[] = []
    for (let index = batchMax - 1; index < waiting.length; index += 1) {
      const next = waiting[index]
      if (next) rest[rest.length] = next
    }
    waiting = rest
    if (dropped > 0) {
      reports[reports.length] = { type: 'dropped', count: dropped }
      dropped = 0
    }
    send({ type: 'reports', reports })
    if (waiting.length > 0) schedule()
  }
  const schedule = () => {
    if (scheduled || !send) return
    scheduled = true
    nativeSetTimeout(flush, gatherMs)
  }
  return {
    refuses(kind) {
      const now = nativeNow()
      if (now - window.startedAt >= 1000) window = { startedAt: now, reports: 0, listeners: 0, characters: 0 }
      const room =
        kind === 'listener'
          ? waiting.length < listenersWaitingMax && window.listeners < listenersPerSecondMax
          : waiting.length < waitingMax && window.reports < perSecondMax
      if (room && window.characters < charactersPerSecondMax) return false
      dropped += 1
      schedule()
      return true
    },
    add(report) {
      if (report.type === 'listener') window.listeners += 1
      else window.reports += 1
      window.characters += sizeOf(report)
      waiting[waiting.length] = { report, since: nativeNow() }
      schedule()
    },
    connect(next) {
      send = next
      flush()
    },
    flush,
  }
}

function sizeOf(report: UntimedReport): number {
  if (report.type === 'error') return report.message.length + (report.stack?.length ?? 0)
  if (report.type === 'listener') return report.phase === 'answered' ? 0 : report.event.length
  let characters = 0
  const { parts } = report
  for (let index = 0; index < parts.length; index += 1) characters += parts[index]?.length ?? 0
  return characters
}
