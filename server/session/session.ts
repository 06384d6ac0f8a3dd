/**
 * A session: one learner, one trace, one program at a time. Runs come and go; clients' addresses and the trace stay.
 * It is the gateway's target and the owner of the sandbox process of its current run.
 */
import type { Socket } from 'node:net'
import type { CheckStep } from '../../protocol/check-step.ts'
import type { PaneReport, SessionStatus } from '../../protocol/control.ts'
import type { Fault, NetworkFault } from '../../protocol/fault.ts'
import type { InstrumentReport } from '../../protocol/instrument.ts'
import type { Files, SandboxReport } from '../../protocol/sandbox.ts'
import {
  serverParticipant,
  type EndReason,
  type IsolationLevel,
  type TraceEventDraft,
} from '../../protocol/trace.ts'
import { TraceLog } from '../../trace/log.ts'
import { startClock } from '../clock.ts'
import type { FaultReporter } from '../fault-reporter.ts'
import type { GatewayTarget } from '../gateway/target.ts'
import type { Limits } from '../limits.ts'
import { NothingListensError, type SandboxEnd, type SandboxProcess } from '../sandbox/isolation.ts'
import { createPublicId, createSecret } from './ids.ts'
import { paneEvent } from './pane-event.ts'
import { SlidingWindow } from './sliding-window.ts'

/** Of the session's trace, what stays in memory for a page that comes back. */
const retained = { events: 100_000, bytes: 64 * 1_048_576 }

/** How often a session looks whether it is idle. */
const idleCheckMs = 5_000

const usPerMs = 1_000

export interface SessionServices {
  readonly isolation: IsolationLevel
  readonly limits: Limits
  takeProcess(): Promise<SandboxProcess>
  /** Makes a fault on the connections of one client, or of all. */
  applyFault(session: Session, fault: NetworkFault, client: string | undefined): void
  /** The run ended: links of its clients are closed. */
  runEnded(session: Session): void
  /** Nothing of the session is left. */
  closed(session: Session): void
  readonly fault: FaultReporter
}

interface CurrentRun {
  readonly number: number
  readonly startedUs: number
  readonly process: SandboxProcess
  readonly ports: Set<number>
}

interface Program {
  readonly files: Files
  readonly entry: string
}

export class Session implements GatewayTarget {
  readonly id = createPublicId()
  readonly secret = createSecret()
  readonly limits: Limits
  readonly log: TraceLog
  readonly #services: SessionServices
  readonly #clock = startClock()
  readonly #statusListeners = new Set<(status: SessionStatus) => void>()
  readonly #idleTimer: NodeJS.Timeout
  #status: SessionStatus = { state: 'idle' }
  #runs = 0
  #current: CurrentRun | undefined
  /** Of the latest run, with what was written into it since. */
  #program: Program | undefined
  /** Processes of earlier runs that are being killed. */
  readonly #dying = new Set<Promise<SandboxEnd>>()
  readonly #starts: SlidingWindow
  readonly #faults: SlidingWindow
  /** Clients whose networks were changed one by one. */
  readonly #disturbed = new Set<string>()
  #touchedUs = 0
  #closing: Promise<void> | undefined
  /** Runs, stops and the close happen one after another. */
  #queue: Promise<unknown> = Promise.resolve()

  constructor(services: SessionServices) {
    this.#services = services
    this.limits = services.limits
    const now = () => this.now()
    this.#starts = new SlidingWindow(60_000 * usPerMs, services.limits.startsPerMinute, now)
    this.#faults = new SlidingWindow(1_000 * usPerMs, services.limits.faultsPerSecond, now)
    this.log = new TraceLog({
      startedAt: this.#clock.startedAt,
      now: () => this.#clock.now(),
      schedule: (task, delayMs) => {
        const timer = setTimeout(task, delayMs)
        return () => clearTimeout(timer)
      },
      retain: retained,
      eventsPerSecond: services.limits.eventsPerSecond,
    })
    this.#idleTimer = setInterval(() => this.#endIfIdle(), Math.min(idleCheckMs, this.limits.idleMs))
    this.#idleTimer.unref()
  }

  /** What a restart would start; undefined before the first run. */
  get program(): Program | undefined {
    return this.#program
  }

  get status(): SessionStatus {
    return this.#status
  }

  /** It has been, or is being, given up: what were run in it now, nobody would end. */
  get closing(): boolean {
    return this.#closing !== undefined
  }

  onStatus(listener: (status: SessionStatus) => void): () => void {
    this.#statusListeners.add(listener)
    return () => this.#statusListeners.delete(listener)
  }

  now(): number {
    return this.#clock.now()
  }

  touch(): void {
    this.#touchedUs = this.now()
    this.#current?.process.touch()
  }

  record(event: TraceEventDraft): void {
    this.log.append(event)
  }

  async connect(port: number): Promise<Socket> {
    const run = this.#current
    if (!run) throw new NothingListensError(port)
    return run.process.connect(port)
  }

  /** True when one more start fits into this minute; counts it. */
  mayStart(): boolean {
    return this.#starts.admit()
  }

  /** Starts the program in a fresh process; what ran before ends first. Resolves with the run's number. */
  run(files: Files, entry: string): Promise<number> {
    this.#program = { files, entry }
    return this.#enqueue(async () => {
      // From here on the learner waits.
      const startedUs = this.now()
      // The run before is over for everybody at once; its process dies beside the start of the next one.
      this.#abandon('restarted')
      this.touch()
      this.#runs += 1
      const number = this.#runs
      this.#setStatus({ state: 'starting', run: number })
      const process = await this.#services.takeProcess().catch((error: unknown) => {
        this.#setStatus({ state: 'ended', run: number, reason: 'sandbox-lost' })
        throw error
      })
      const current: CurrentRun = { number, process, ports: new Set(), startedUs }
      this.#current = current
      this.record({
        kind: 'run',
        phase: 'start',
        origin: 'user',
        run: number,
        entry,
        files,
        isolation: this.#services.isolation,
        versions: { ...process.versions },
      })
      process.observe({
        report: (report) => this.#report(current, report),
        output: (stream, text) =>
          this.record({
            kind: 'console',
            origin: 'server',
            claimed: true,
            participant: serverParticipant,
            level: stream === 'stderr' ? 'error' : 'log',
            parts: [text],
          }),
        dropped: (what, count) => this.record({ kind: 'drop', origin: 'server', what, count }),
        eventLoop: (phase, forMs) => this.#recordEventLoop(current, phase, forMs),
      })
      void process.ended.then((end) => this.#ended(current, end))
      process.send({ type: 'run', files, entry })
      return number
    })
  }

  /** Writes files into the running program's folder. False when nothing runs. */
  write(files: Files): boolean {
    this.touch()
    if (!this.#current) return false
    if (this.#program) this.#program = { ...this.#program, files: { ...this.#program.files, ...files } }
    this.#current.process.send({ type: 'write', files })
    return true
  }

  /** What the user does to the network of one client or, without a name, of all; it lasts as long as the session. */
  disturb(fault: NetworkFault, client: string | undefined): 'done' | 'too-fast' | 'too-many-clients' {
    if (client !== undefined && !this.#disturbed.has(client)) {
      if (this.#disturbed.size >= this.limits.disturbedClients) return 'too-many-clients'
      this.#disturbed.add(client)
    }
    if (!this.#faults.admit()) return 'too-fast'
    this.touch()
    // Before what it does: who reads the trace sees the reason first.
    this.#recordFault(fault, client)
    this.#services.applyFault(this, fault, client)
    return 'done'
  }

  /** Starts the same files again; resolves when they start. Does nothing where nothing has ever run. */
  async restart(): Promise<void> {
    if (!this.#program) return
    this.#recordFault({ type: 'restart' }, undefined)
    await this.run(this.#program.files, this.#program.entry)
  }

  stop(): Promise<void> {
    return this.#enqueue(() => this.#end('stopped'))
  }

  /** How far the lesson's checks are. What it names as evidence is in the trace. */
  recordCheck(step: CheckStep): void {
    this.touch()
    const known =
      step.phase === 'failed'
        ? { ...step, evidence: step.evidence.filter((seq) => seq <= this.log.lastSeq) }
        : step
    this.record({ kind: 'check', origin: 'checks', ...known })
  }

  /** What a client's page says of itself. */
  reportPane(client: string, report: PaneReport): void {
    this.touch()
    this.record(paneEvent(client, report, this.now()))
  }

  /** Ends the run and frees everything. Later calls wait for the first. */
  close(): Promise<void> {
    this.#closing ??= this.#enqueue(async () => {
      clearInterval(this.#idleTimer)
      await this.#end('closed')
      this.log.close()
      this.#statusListeners.clear()
      this.#services.closed(this)
    })
    return this.#closing
  }

  #recordFault(fault: Fault, client: string | undefined): void {
    this.record({ kind: 'fault', origin: 'user', fault, ...(client === undefined ? {} : { client }) })
  }

  #enqueue<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(task)
    this.#queue = result.catch(() => undefined)
    return result
  }

  /** Ends the run; resolves when nothing of it, or of runs before it, is left. */
  async #end(reason: EndReason): Promise<void> {
    this.#abandon(reason)
    await Promise.all(this.#dying)
  }

  #abandon(reason: EndReason): void {
    const run = this.#current
    if (!run) return
    const death = run.process.kill(reason).finally(() => this.#dying.delete(death))
    this.#dying.add(death)
    this.#ended(run, { reason })
  }

  #ended(run: CurrentRun, end: SandboxEnd): void {
    if (this.#current !== run) return
    this.#current = undefined
    this.#services.runEnded(this)
    const how = {
      ...(end.exitCode === undefined ? {} : { exitCode: end.exitCode }),
      ...(end.signal === undefined ? {} : { signal: end.signal }),
    }
    this.record({ kind: 'run', phase: 'end', origin: 'gateway', run: run.number, reason: end.reason, ...how })
    this.#setStatus({ state: 'ended', run: run.number, reason: end.reason, ...how })
  }

  #report(run: CurrentRun, report: SandboxReport): void {
    switch (report.type) {
      case 'ready':
        return
      case 'listening': {
        const at = this.#clock.at(BigInt(report.clock))
        run.ports.add(report.port)
        this.record({
          kind: 'run',
          phase: 'listen',
          origin: 'server',
          claimed: true,
          at,
          run: run.number,
          port: report.port,
          afterUs: Math.max(0, at - run.startedUs),
        })
        this.#setRunning(run)
        return
      }
      case 'closed':
        run.ports.delete(report.port)
        this.record({
          kind: 'run',
          phase: 'unlisten',
          origin: 'server',
          claimed: true,
          run: run.number,
          port: report.port,
        })
        this.#setRunning(run)
        return
      case 'console': {
        const { type: kind, clock, ...said } = report
        this.record({ ...said, ...this.#claimedByServer(clock), kind })
        return
      }
      case 'error': {
        const { type: kind, clock, ...said } = report
        this.record({ ...said, ...this.#claimedByServer(clock), kind })
        return
      }
      case 'instrument':
        for (const inner of report.reports) this.#recordInside(run, inner)
        return
      default:
        report satisfies never
    }
  }

  #recordInside(run: CurrentRun, { clock, ...report }: InstrumentReport): void {
    // The last words of a run that was ended would be taken for the next one's: each counts from 1.
    if (this.#current !== run) return
    const about = { origin: 'server', claimed: true, at: this.#clock.at(BigInt(clock)) } as const
    if (report.kind === 'dropped')
      this.record({ ...about, kind: 'drop', what: 'reports', count: report.count })
    else this.record({ ...report, ...about })
  }

  #recordEventLoop(run: CurrentRun, phase: 'blocked' | 'unblocked', forMs: number): void {
    if (this.#current !== run) return
    const said = { kind: 'run', phase, run: run.number, forMs } as const
    // That it turns again is its own word.
    if (phase === 'unblocked') this.record({ ...said, origin: 'server', claimed: true })
    else this.record({ ...said, origin: 'gateway' })
  }

  #claimedByServer(clock: string) {
    return {
      origin: 'server',
      claimed: true,
      at: this.#clock.at(BigInt(clock)),
      participant: serverParticipant,
    } as const
  }

  #setRunning(run: CurrentRun): void {
    if (this.#current === run) this.#setStatus({ state: 'running', run: run.number, ports: [...run.ports] })
  }

  #setStatus(status: SessionStatus): void {
    this.#status = status
    for (const listener of this.#statusListeners) listener(status)
  }

  #endIfIdle(): void {
    if (!this.#current || this.now() - this.#touchedUs < this.limits.idleMs * usPerMs) return
    void this.#enqueue(() => this.#end('idle')).catch((error: unknown) =>
      this.#services.fault('idle end', error),
    )
  }
}
