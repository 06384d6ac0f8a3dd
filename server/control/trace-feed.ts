/**
 * Sends a session's trace to one page in batches. It pulls from the log: a page that reads slowly gets larger batches
 * later instead of a growing buffer here, and one that comes back goes on where it stopped.
 */
import type { TraceEvent } from '../../protocol/trace.ts'
import type { TraceLog } from '../../trace/log.ts'

/** One batch a frame of a 60 Hz screen. */
const batchEveryMs = 16

/** Of one batch: what a page parses without a long task. */
const batchMaxEvents = 2_000
const batchMaxChars = 1_048_576

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
  let underWay = false
  let ended = false

  const wake = () => {
    if (!underWay && !ended) timer ??= setTimeout(flush, batchEveryMs)
  }
  const received = () => {
    underWay = false
    wake()
  }
  function flush(): void {
    timer = undefined
    const batch: TraceEvent[] = []
    let chars = 0
    for (const event of log.after(sent)) {
      if (batch.length === batchMaxEvents || chars > batchMaxChars) break
      batch.push(event)
      chars += event.kind === 'frame' ? event.data.length : 200
    }
    const last = batch.at(-1)
    if (!last) return
    sent = last.seq
    underWay = true
    send(batch, received)
  }

  const unsubscribe = log.subscribe(wake)
  wake()
  return () => {
    ended = true
    unsubscribe()
    clearTimeout(timer)
  }
}
