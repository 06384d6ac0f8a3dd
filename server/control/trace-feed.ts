/**
 * Sends a session's trace to one page in batches. It pulls from the log: a page that reads slowly gets larger batches
 * later instead of a growing buffer here, and one that comes back goes on where it stopped.
 */
import type { TraceEvent } from '../../protocol/trace.ts'
import type { TraceLog } from '../../trace/log.ts'

/** One batch a frame of a 60 Hz screen. */
const batchEveryMs = 16

/** Of one batch. Small, so that clients' bytes pass between two of them; large frames fill one alone. */
const batchMaxEvents = 64
const batchMaxChars = 262_144

/** Events that may be on their way to the page: enough for a distant one, little enough for a slow one. */
const windowEvents = 4_000

export interface TraceFeedOptions {
  readonly log: TraceLog
  /** `seq` of the last event that the page has. */
  readonly after: number
  /** Hands over a batch; calls `received` when the page has it. */
  readonly send: (events: TraceEvent[], received: () => void) => void
}

/** Starts the feed; returns what ends it. */
export function feedTrace({ log, after, send }: TraceFeedOptions): () => void {
  let sent = after
  let timer: NodeJS.Timeout | undefined
  let next: NodeJS.Immediate | undefined
  let underWay = 0
  let ended = false

  const wake = () => {
    if (!ended && next === undefined && underWay < windowEvents) timer ??= setTimeout(flush, batchEveryMs)
  }
  function flush(): void {
    timer = undefined
    next = undefined
    const batch: TraceEvent[] = []
    let chars = 0
    for (const event of log.after(sent, batchMaxEvents)) {
      if (chars > batchMaxChars) break
      batch.push(event)
      chars += event.kind === 'frame' ? event.data.length : 200
    }
    const last = batch.at(-1)
    if (!last) return
    sent = last.seq
    underWay += batch.length
    send(batch, () => {
      underWay -= batch.length
      wake()
    })
    if (underWay < windowEvents && log.lastSeq > sent) next = setImmediate(flush)
  }

  const unsubscribe = log.subscribe(wake)
  wake()
  return () => {
    ended = true
    unsubscribe()
    clearTimeout(timer)
    clearImmediate(next)
  }
}
