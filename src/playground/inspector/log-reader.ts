/**
 * Reads a trace source in step with the screen: however many batches arrive, there is one pass a frame, and a pass takes
 * only a part of the frame's time. What is left waits in the source.
 */
import type { TraceEvent } from '../../../protocol/trace.ts'
import { placeOf } from '../../../trace/ladder-rows.ts'
import type { TraceSource } from '../../../trace/source.ts'

/** Of one frame's 16 ms: the rest belongs to rendering, the editor and the panes. */
const sliceMs = 6
/** Events between two looks at the clock. */
const lookEvery = 32

export interface LogReaderEnds {
  readonly onEvent: (event: TraceEvent) => void
  /** After each pass: how many events it read, and the last `seq` before them. */
  readonly onPass: (read: number, before: number) => void
}

export class LogReader {
  readonly #source: TraceSource
  readonly #ends: LogReaderEnds
  #last = 0
  #frame: number | undefined
  #paused = false

  constructor(source: TraceSource, ends: LogReaderEnds) {
    this.#source = source
    this.#ends = ends
  }

  /** `seq` of the last event that was read; 0 before the first. */
  get last(): number {
    return this.#last
  }

  /** Events in the source that were not read yet. */
  get waiting(): number {
    return Math.max(0, (this.#source.events.at(-1)?.seq ?? 0) - this.#last)
  }

  /** Reads what is there and what comes, until the returned function is called. */
  start(): () => void {
    const unsubscribe = this.#source.subscribe(() => this.#schedule())
    this.#pass()
    return () => {
      unsubscribe()
      if (this.#frame !== undefined) cancelAnimationFrame(this.#frame)
      this.#frame = undefined
    }
  }

  /** While paused, events wait in the source. */
  setPaused(paused: boolean): void {
    this.#paused = paused
    this.#schedule()
  }

  #schedule(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined
      this.#pass()
    })
  }

  #pass(): void {
    const before = this.#last
    const read = this.#paused ? 0 : this.#read()
    this.#ends.onPass(read, before)
    if (!this.#paused && this.waiting > 0) this.#schedule()
  }

  #read(): number {
    const { events } = this.#source
    // By search: a file may have events left out.
    const from = placeOf(events, this.#last + 1)
    const until = performance.now() + sliceMs
    let read = 0
    for (let index = from; index < events.length; index += 1) {
      const event = events[index]
      if (event === undefined) break
      this.#ends.onEvent(event)
      this.#last = event.seq
      read += 1
      if (read % lookEvery === 0 && performance.now() > until) break
    }
    return read
  }
}
