/** When each run began: the moments on the page count from there. */
import type { TraceEventOf } from '../../../protocol/trace.ts'

type RunStart = Pick<Extract<TraceEventOf<'run'>, { phase: 'start' }>, 'seq' | 'at' | 'run' | 'entry'>

export class RunClock {
  readonly #starts: RunStart[] = []

  push(event: TraceEventOf<'run'>): void {
    if (event.phase !== 'start') return
    const { seq, at, run, entry } = event
    this.#starts.push({ seq, at, run, entry })
  }

  /** Runs that began so far. */
  get count(): number {
    return this.#starts.length
  }

  /** When the run began in which the event `seq` happened, microseconds of the session; 0 before the first run. */
  since(seq: number): number {
    return this.runAt(seq)?.at ?? 0
  }

  /** `seq` of the event with which that run began. */
  startOf(seq: number): number | undefined {
    return this.runAt(seq)?.seq
  }

  /** The run in which the event `seq` happened. */
  runAt(seq: number): RunStart | undefined {
    return this.#starts.findLast((start) => start.seq <= seq)
  }
}
