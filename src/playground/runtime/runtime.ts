/**
 * What the browser application needs of a place where code runs. The companion server is the first implementation
 * (`companion-runtime.ts`); one inside the browser tab is planned, so nothing here speaks of servers or addresses
 * beyond the URL that a pane shows.
 */
import type { ReadonlySignal } from '@preact/signals'
import type { CheckStep } from '../../../protocol/check-step.ts'
import type { ControlErrorCode, SessionStatus } from '../../../protocol/control.ts'
import type { ClientAction, ClientAnswer } from '../../../protocol/drive.ts'
import type { Fault } from '../../../protocol/fault.ts'
import type { IsolationLevel } from '../../../protocol/trace.ts'
import type { TraceSource } from '../../../trace/source.ts'

export type ConnectionState =
  | { state: 'connecting' }
  | { state: 'connected'; isolation: IsolationLevel; modules: Readonly<Record<string, string>> }
  /** Lost after it was there: retries by itself at `retryAt` (as `Date.now()`), `attempt` counts from 1. */
  | { state: 'lost'; attempt: number; retryAt: number }
  /** Never reached, still retrying. */
  | { state: 'unreachable'; attempt: number; retryAt: number }
  /** Refused with a reason that a retry does not change by itself. */
  | { state: 'refused'; code: ControlErrorCode }

export type RunOutcome = { ok: true; run: number } | { ok: false; code: ControlErrorCode | 'not-connected' }

/** `at` is the moment in the trace from which pages get the files as they were written. */
export type WriteOutcome = { ok: true; at: number } | { ok: false; code: ControlErrorCode | 'not-connected' }

/** What was done is told by the trace. */
export type FaultOutcome = { ok: true } | { ok: false; code: ControlErrorCode | 'not-connected' }

/** The window, or what stands for it in a test: where messages, navigations and storage changes are heard. */
export type PageEvents = Pick<Window, 'addEventListener' | 'removeEventListener'>

export interface PaneHandle {
  readonly name: string
  /** The address to load in an iframe for the page that the program serves on `port`. */
  url(port: number, path?: string): string
  /** Starts to listen to the frame's own reports (console, errors); they go into the trace. Returns what ends it. */
  attach(frame: HTMLIFrameElement): () => void
  /** The page in the attached frame has not answered for a second: caught in a loop, as a rule. */
  readonly isSilent: ReadonlySignal<boolean>
  /**
   * How long the pane must stay without any frame (ms) before another one can load: 0, unless the page that is there now,
   * or was there last, keeps its process busy.
   */
  freeInMs(): number
  /**
   * Runs code in the page that the attached frame has loaded, at most `paneInputMax` characters of it. What was
   * typed and what it gave come back through the trace, as console events with `typed`. False when no page is there yet.
   */
  evaluate(code: string): boolean
  /**
   * Does to the page in the attached frame what a check asks for. A page that cannot is an answer; it rejects only when
   * `signal` aborts.
   */
  drive(action: ClientAction, signal: AbortSignal): Promise<ClientAnswer>
}

export interface Runtime {
  readonly connection: ReadonlySignal<ConnectionState>
  readonly status: ReadonlySignal<SessionStatus>
  /**
   * The trace of this session; survives reconnects. When the session was lost for good, the old trace stays until
   * the next run begins a new one: another object, and whoever reads this while rendering is rendered again.
   */
  readonly trace: TraceSource
  run(files: Record<string, string>, entry: string): Promise<RunOutcome>
  /** Writes files into the running program's folder without a restart. */
  write(files: Record<string, string>): Promise<WriteOutcome>
  stop(): Promise<void>
  /**
   * Disturbs the network of one client or, without a name, of all, now and until it is taken back; it outlasts runs and
   * reloads. `restart` starts the same files again.
   */
  fault(fault: Fault, client?: string): Promise<FaultOutcome>
  /** Writes a step of the lesson's checks into the trace; lost where there is no connection. */
  tellCheck(step: CheckStep): void
  openPane(name: string): PaneHandle
  /** Tries again at once instead of waiting for the next attempt. */
  reattach(): void
  /** Ends the session and every timer. */
  close(): void
}
