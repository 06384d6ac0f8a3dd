/** One sandbox from its launch to its end, whatever confines it. */
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import {
  channelReportSchema,
  reportMaxBytes,
  type ChannelCommand,
  type ChannelReport,
  type SandboxCommand,
} from '../../protocol/sandbox.ts'
import type { EndReason } from '../../protocol/trace.ts'
import type { Limits } from '../limits.ts'
import type { Confinement, Hold } from './confinement.ts'
import { encodeFrame, FrameReader } from './frames.ts'
import {
  NothingListensError,
  SandboxStartError,
  type SandboxEnd,
  type SandboxObserver,
  type SandboxProcess,
} from './isolation.ts'
import { countReports, isInstrumentMessage } from './instrument-message.ts'
import { OutputBudget } from './output-budget.ts'
import { naturalEnd } from './sandbox-end.ts'
import { Watchdog } from './watchdog.ts'

type State =
  | { name: 'warming' }
  | { name: 'warm'; hold: Hold }
  | { name: 'running'; hold: Hold; watchdog: Watchdog }
  /** Killed by us, or over by itself (then without a reason). */
  | { name: 'ending'; reason: EndReason | null }

const stderrTailCharacters = 4096
/** Ports that a program may have open at once: each is told to the page with every change of another. */
const openPortsMax = 100
/** Files that wait to be read inside, in multiples of the largest program; a flood of them is kept by nobody. */
const waitingPrograms = 8
/** To parse a report costs the host as much as to read so many bytes, however short it is. */
const reportCostBytes = 256

const silent: SandboxObserver = { report() {}, output() {}, dropped() {}, eventLoop() {} }

export class ProgramProcess implements SandboxProcess {
  readonly versions: Readonly<Record<string, string>>
  readonly ended: Promise<SandboxEnd>
  /** Resolves when the process inside waits for files. Rejects with `SandboxStartError`. */
  readonly ready: Promise<void>
  readonly #confinement: Confinement
  readonly #limits: Limits
  readonly #budget: OutputBudget
  readonly #becameReady = Promise.withResolvers<void>()
  #state: State = { name: 'warming' }
  #observer = silent
  #stderrTail = ''
  readonly #openPorts = new Set<number>()
  #lastError: Extract<ChannelReport, { type: 'error' }> | null = null

  constructor(confinement: Confinement, versions: Readonly<Record<string, string>>, limits: Limits) {
    this.#confinement = confinement
    this.#limits = limits
    this.versions = versions
    this.#budget = new OutputBudget(limits.outputBytesPerSecond, (what, count) =>
      this.#observer.dropped(what, count),
    )
    this.#readStream('stdout', confinement.stdout)
    this.#readStream('stderr', confinement.stderr)
    this.#readReports(confinement.reports)
    this.ready = this.#becameReady.promise
    // Whoever starts a sandbox waits for it; one that is killed while it warms up is no unhandled rejection.
    this.ready.catch(() => {})
    this.ended = this.#end()
  }

  observe(observer: SandboxObserver): void {
    this.#observer = observer
  }

  send(command: SandboxCommand): void {
    const state = this.#state
    if (state.name === 'warm' && command.type === 'run') {
      this.#write(command)
      const watchdog = new Watchdog(this.#limits, {
        usage: (claimedBytes) => state.hold.usage(claimedBytes),
        ping: (id) => this.#write({ type: 'ping', id }),
        isDeaf: () => this.#budget.isPaused,
        blocked: (forMs) => this.#observer.eventLoop('blocked', forMs),
        unblocked: (forMs) => this.#observer.eventLoop('unblocked', forMs),
        exceeded: (reason) => void this.kill(reason),
      })
      this.#state = { ...state, name: 'running', watchdog }
    } else if (state.name === 'running' && command.type === 'write') {
      // Its answers to our pings can be forged: that it reads at all shows only here.
      const waiting = this.#confinement.commands.writableLength
      if (waiting > this.#limits.filesBytes * waitingPrograms) void this.kill('unresponsive')
      else this.#write(command)
    }
    // A program may end at any moment: what is sent to it then has no reader.
    else if (state.name !== 'ending')
      throw new Error(`A ${state.name} sandbox takes no ${command.type} command.`)
  }

  async connect(port: number): Promise<Socket> {
    if (this.#state.name !== 'running') throw new NothingListensError(port)
    return this.#state.hold.door.connect(port)
  }

  touch(): void {
    if (this.#state.name === 'running') this.#state.watchdog.touch()
  }

  kill(reason: EndReason): Promise<SandboxEnd> {
    if (this.#state.name !== 'ending') {
      this.#leave({ name: 'ending', reason })
      this.#confinement.kill()
    }
    return this.ended
  }

  async #end(): Promise<SandboxEnd> {
    const { exitCode, signal } = await this.#confinement.exited
    const before = this.#state
    if (before.name !== 'ending') this.#leave({ name: 'ending', reason: null })
    this.#budget.end()
    await this.#confinement.finish()
    this.#becameReady.reject(
      new SandboxStartError(this.#confinement.level, `The sandbox did not start. ${this.#stderrTail.trim()}`),
    )
    if (before.name === 'ending') return { reason: before.reason ?? 'sandbox-lost' }
    if (before.name !== 'running' || exitCode === null) {
      return { reason: 'sandbox-lost', ...(signal && { signal }) }
    }
    return naturalEnd(exitCode, { error: this.#lastError, stderr: this.#stderrTail })
  }

  /** Gives back what the present state holds. */
  #leave(next: State): void {
    const state = this.#state
    this.#state = next
    if (state.name === 'running') state.watchdog.stop()
    if (state.name === 'running' || state.name === 'warm') state.hold.door.close()
  }

  #write(command: ChannelCommand): void {
    this.#confinement.commands.write(encodeFrame(command))
  }

  #readStream(name: 'stdout' | 'stderr', stream: Readable): void {
    const decoder = new StringDecoder('utf8')
    const pass = (text: string): void => {
      if (name === 'stderr') this.#stderrTail = (this.#stderrTail + text).slice(-stderrTailCharacters)
      if (text !== '') this.#observer.output(name, text)
    }
    this.#budget.control(stream)
    stream.on('data', (chunk: Buffer) => {
      this.#budget.read(chunk.length)
      pass(decoder.write(chunk.subarray(0, this.#budget.grant(chunk.length))))
    })
    stream.on('end', () => pass(decoder.end()))
  }

  #readReports(stream: Readable): void {
    const reader = new FrameReader(reportMaxBytes)
    this.#budget.control(stream)
    stream.on('data', (chunk: Buffer) => {
      const bodies = reader.push(chunk)
      if (bodies === null) {
        // Nothing of ours sends that much, and what follows cannot be read.
        stream.destroy()
        void this.kill('output')
        return
      }
      for (const body of bodies) {
        if (isInstrumentMessage(body)) this.#takeInstrument(body)
        else this.#takeReport(body)
      }
    })
  }

  #takeInstrument(body: Buffer): void {
    const count = countReports(body)
    this.#budget.readInstrument(body.length + reportCostBytes)
    if (!this.#budget.grantInstrument(count, body.length)) return
    const report = parseReport(body)
    if (report?.type === 'instrument') this.#observer.report(report)
    else this.#budget.dropReports(count)
  }

  #takeReport(body: Buffer): void {
    this.#budget.read(body.length + reportCostBytes)
    const report = parseReport(body)
    if (report === null) return this.#budget.dropReports(1)
    switch (report.type) {
      case 'ready':
        return this.#state.name === 'warming' ? this.#warm() : this.#budget.dropReports(1)
      case 'pong':
        if (this.#state.name === 'running') this.#state.watchdog.answered(report)
        return
      case 'listening':
        if (this.#openPorts.size === openPortsMax && !this.#openPorts.has(report.port))
          return this.#budget.dropReports(1)
        if (!this.#budget.grantNotice()) return
        this.#openPorts.add(report.port)
        this.#observer.report(report)
        return
      case 'closed':
        if (!this.#budget.grantNotice()) return
        this.#openPorts.delete(report.port)
        this.#observer.report(report)
        return
      case 'error':
        this.#lastError = report
        if (this.#budget.grantNotice()) this.#observer.report(report)
        return
      case 'console':
      case 'instrument':
        if (this.#budget.grantReport(body.length)) this.#observer.report(report)
        return
      default:
        report satisfies never
    }
  }

  #warm(): void {
    void this.#confinement.hold().then((hold) => {
      if (this.#state.name === 'warming') {
        this.#state = { name: 'warm', hold }
        this.#becameReady.resolve()
      } else hold.door.close()
    }, this.#becameReady.reject)
  }
}

function parseReport(body: Buffer): ChannelReport | null {
  try {
    return channelReportSchema.parse(JSON.parse(body.toString('utf8')))
  } catch {
    return null
  }
}
