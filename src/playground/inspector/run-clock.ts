/** When each run began: the moments on the page count from there. */
import type { TraceEventOf } from '../../../protocol/trace.ts'

export class RunClock {
  readonly #starts: { seq: number; at: number }[] = []

  push(event: TraceEventOf<'run'>): void {
    if (event.phase === 'start') this.#starts.push({ seq: event.seq, at: event.at })
  }

  /** Runs that began so far. */
  get count(): number {
    return this.#starts.length
  }

  /** When the run began in which the event `seq` happened, microseconds of the session; 0 before the first run. */
  since(seq: number): number {
    return this.#startBefore(seq)?.at ?? 0
  }

  /** `seq` of the event with which that run began. */
  startOf(seq: number): number | undefined {
    return this.#startBefore(seq)?.seq
  }

  #startBefore(seq: number): { readonly seq: number; readonly at: number } | undefined {
    return this.#starts.findLast((start) => start.seq <= seq)
  }
}
