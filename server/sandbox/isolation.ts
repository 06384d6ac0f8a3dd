/**
 * The seam behind which learners' code runs. An implementation starts warm processes that wait for files; each runs one
 * program and is never used again. `test/contract/isolation.test.ts` holds for every implementation.
 */
import type { Socket } from 'node:net'
import type { EndReason, IsolationLevel } from '../../protocol/trace.ts'
import type { SandboxCommand, SandboxReport } from '../../protocol/sandbox.ts'
import type { Limits } from '../limits.ts'

/** How a sandbox process ended. `reason` is what the host knows: its own kill, a limit, or the program's own end. */
export interface SandboxEnd {
  readonly reason: EndReason
  readonly exitCode?: number
  readonly signal?: string
}

export interface SandboxObserver {
  /** A parsed report of the process inside. Claimed: the learner's code can forge it. */
  report(report: SandboxReport): void
  /** Bytes that the program wrote to a stream of its own, as text, within the output limit. */
  output(stream: 'stdout' | 'stderr', text: string): void
  /** The output or report limit was hit and this much was given up. */
  dropped(what: 'output-bytes' | 'reports', count: number): void
  /**
   * The event loop has not turned for so many milliseconds; it turns again, after so many in all. A few a second at most.
   * That it turns is the program's word, that it does not is not.
   */
  eventLoop(phase: 'blocked' | 'unblocked', forMs: number): void
}

export interface SandboxProcess {
  /** Versions of node and the provided modules. */
  readonly versions: Readonly<Record<string, string>>
  /** Who hears of it; set before `send({type:'run'})`. */
  observe(observer: SandboxObserver): void
  /** A `run` once, `write` at any time after it. */
  send(command: SandboxCommand): void
  /**
   * A new connection to whatever the program listens with on `port`, through the door.
   * Rejects with {@link NothingListensError} when nothing does.
   */
  connect(port: number): Promise<Socket>
  /** Something crosses the wire: for a moment it is looked at closely whether the event loop turns. */
  touch(): void
  /** Kills everything inside; resolves when nothing of it is left. Later calls wait for the first. */
  kill(reason: EndReason): Promise<SandboxEnd>
  /** Resolves when nothing of the process is left, for whatever reason. Never rejects. */
  readonly ended: Promise<SandboxEnd>
}

export interface Isolation {
  readonly level: IsolationLevel
  /** A warm process that waits for files. Rejects with {@link SandboxStartError}. */
  start(limits: Limits): Promise<SandboxProcess>
}

export class NothingListensError extends Error {
  readonly code = 'nothing-listens'
  readonly port: number
  constructor(port: number) {
    super(`Nothing listens on port ${port}. Call listen(${port}) in the server and run it again.`)
    this.name = 'NothingListensError'
    this.port = port
  }
}

export class SandboxStartError extends Error {
  readonly code = 'sandbox-start'
  readonly stage: string
  constructor(stage: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SandboxStartError'
    this.stage = stage
  }
}
