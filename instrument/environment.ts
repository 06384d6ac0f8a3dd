/** What the instrumentation needs of the place where it runs. It knows no process, no file and no timer itself. */
import type { InstrumentReport } from '../protocol/instrument.ts'

/** A packet of an Engine.IO session that was received, by its number (`protocol/instrument.ts`). */
export interface Inbound {
  readonly engine: string
  readonly n: number
}

export interface Environment {
  /** Nanoseconds on a clock that the reader of the reports shares, as a decimal string. */
  now(): string
  /** The innermost place in the program's own files on the current stack. */
  callSite(): { readonly file: string; readonly line: number; readonly column: number } | null | undefined
  /**
   * Runs `task` soon, once, outside of whatever runs now. It must not keep a process alive; a caller that ends the
   * process calls `flush` before.
   */
  defer(task: () => void): void
  /** A fault of ours. It never reaches the program that is observed. */
  fault(error: unknown): void
  /**
   * Follows what a handler starts through promises and timers (an AsyncLocalStorage, where there is one). Without it
   * only what a handler does at once knows its cause.
   */
  readonly asyncContext?: {
    run<Result>(cause: Inbound, task: () => Result): Result
    current(): Inbound | undefined
  }
}

/** Takes reports in batches, in the order in which things happened. */
export type ReportSink = (reports: readonly InstrumentReport[]) => void
