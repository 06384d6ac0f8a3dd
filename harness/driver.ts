/**
 * What checks need of the place where they run: a server that can be started anew, clients, and the trace. There is
 * one for Node (real sockets, headless Chromium) and one for the workbench (its own panes).
 */
import type { CheckStep } from '../protocol/check-step.ts'
import type { ClientAction, ClientAnswer } from '../protocol/drive.ts'
import type { NetworkFault } from '../protocol/fault.ts'
import type { EndReason, TraceEventOf } from '../protocol/trace.ts'
import type { TraceSource } from '../trace/source.ts'

/** `plain`: a bare Socket.IO client. `page`: the learner's own page in a real browser. */
export type ClientKind = 'plain' | 'page'

export type StartOutcome =
  | { readonly ok: true }
  /**
   * The learner's program: it cannot be read, it failed, it ended, or it never listens on the lesson's port; blocked, its
   * event loop does not turn.
   */
  | {
      readonly ok: false
      readonly problem: 'syntax-error' | 'start-failed' | 'never-listens' | 'start-blocked'
      readonly error?: TraceEventOf<'error'> | undefined
      readonly reason?: EndReason | undefined
    }
  /** Ours: there is no sandbox or no browser. `detail` is for people, in English. */
  | { readonly ok: false; readonly problem: 'unavailable'; readonly detail: string }

export interface DrivenClient {
  readonly name: string
  /** A problem of the learner's is an answer; it rejects only when `signal` aborts. */
  perform(action: ClientAction, signal: AbortSignal): Promise<ClientAnswer>
  /** As when its tab is closed: without a goodbye. Twice is once. */
  close(): Promise<void>
}

export interface Driver {
  /** The trace of the session. Another one may take its place only in {@link start}. */
  readonly trace: TraceSource
  /** A fresh process with nobody connected and no fault on the network; resolves when it listens on the lesson's port. */
  start(signal: AbortSignal): Promise<StartOutcome>
  /** A client that is there but not yet connected; a page has loaded. */
  open(name: string, kind: ClientKind, signal: AbortSignal): Promise<DrivenClient>
  fault(client: string, fault: NetworkFault): Promise<void>
  /** Writes a step of the checks into the trace; nobody waits for it. */
  tell(step: CheckStep): void
  /** Frees everything. */
  close(): Promise<void>
}
