/** Passes bytes from one stream to another, as fast as the slower one takes them. */
import type { Readable, Writable } from 'node:stream'

/** A receiver that takes nothing for this long is cut off. */
export const stallMs = 30_000

export interface RelayEvents {
  /**
   * Called for each chunk, which must be written in it.
   * @returns false when the source is to wait for `to` to drain
   */
  chunk: (chunk: Buffer) => boolean
  /** The source has ended in order. */
  end: () => void
  /** `to` takes nothing any more. */
  stalled: () => void
}

/** Errors and early ends are the business of whoever owns the streams. */
export function relay(from: Readable, to: Writable, events: RelayEvents): void {
  let timer: NodeJS.Timeout | undefined
  const resume = () => {
    clearTimeout(timer)
    timer = undefined
    from.resume()
  }
  from.on('data', (chunk: Buffer) => {
    if (events.chunk(chunk)) return
    // Also when somebody else has resumed it meanwhile.
    from.pause()
    if (timer) return
    timer = setTimeout(events.stalled, stallMs)
    to.once('drain', resume)
  })
  from.once('end', events.end)
  const stop = () => clearTimeout(timer)
  from.once('close', stop)
  to.once('close', stop)
}
