/** Ends a run that uses more than it may, or whose event loop stands still; tells before that when it does. */
import type { EndReason } from '../../protocol/trace.ts'
import type { Limits } from '../limits.ts'
import { EventLoopWatch, type EventLoopListener } from './event-loop-watch.ts'
import { ownTasks } from './recipe.ts'
import type { Usage } from './usage.ts'

const busyPollMs = 100
const idlePollMs = 1000
/** A program that is busy, or is sent something, is asked this often. */
const busyPingMs = 250
/** Below this much processor time since the last look, a sandbox counts as idle. */
const idleCpuMs = 20
/** So many looks in a row that find nothing (a few seconds): what cannot be measured would run without limits. */
const blindLooksMax = 30
/** Of the kernel's clock: USER_HZ is 100 wherever Linux runs. */
const tickMs = 10

export interface Watched extends EventLoopListener {
  /** Null when it is over, or cannot be read. `claimedBytes` is the memory that it last told itself. */
  usage(claimedBytes: number): Usage | null
  /** What it says is not read at the moment: it said too much. */
  isDeaf(): boolean
  exceeded(reason: EndReason): void
}

export class Watchdog {
  readonly #limits: Limits
  readonly #watched: Watched
  readonly #wallClock: NodeJS.Timeout
  readonly #eventLoop: EventLoopWatch
  #poll: NodeJS.Timeout | undefined
  #afterReading: NodeJS.Immediate | undefined
  #plannedMs = busyPollMs
  /** Something went to the program since the last ping. */
  #isTouched = false
  #cpuMs: number | undefined
  #claimedBytes = 0
  #blindLooks = 0

  /** Watches from the moment that the program is sent. */
  constructor(limits: Limits, watched: Watched) {
    this.#limits = limits
    this.#watched = watched
    this.#wallClock = setTimeout(() => this.#exceeded('wall-clock'), limits.wallClockMs).unref()
    this.#eventLoop = new EventLoopWatch(watched)
    this.#eventLoop.ask()
    this.#lookIn(busyPollMs)
  }

  /** Claimed, like everything from inside. */
  answered({ id, residentBytes = 0 }: { id: number; residentBytes?: number | undefined }): void {
    this.#claimedBytes = residentBytes
    this.#eventLoop.answered(id, this.#plannedMs)
  }

  /** Something is on its way to the program, which will be busy with it. Called for each piece: cheap. */
  touch(): void {
    this.#isTouched = true
    if (this.#plannedMs > busyPollMs) this.#lookIn(busyPollMs)
  }

  stop(): void {
    clearTimeout(this.#wallClock)
    clearTimeout(this.#poll)
    clearImmediate(this.#afterReading)
  }

  #lookIn(delayMs: number): void {
    clearTimeout(this.#poll)
    this.#plannedMs = delayMs
    // A host that stood still finds its timers late and answers unread: these are read before it judges.
    const readFirst = () => (this.#afterReading = setImmediate(() => this.#look()))
    this.#poll = setTimeout(readFirst, delayMs).unref()
  }

  #look(): void {
    const usage = this.#watched.usage(this.#claimedBytes)
    const cpuMs = usage?.cpuTicks === undefined ? undefined : usage.cpuTicks * tickMs
    this.#eventLoop.look({ plannedMs: this.#plannedMs, cpuMs, deaf: this.#watched.isDeaf() })
    const reason = (usage ? this.#overused(usage) : this.#unmeasured()) ?? this.#unresponsive()
    if (reason) return this.#exceeded(reason)
    const isBusy = cpuMs !== undefined && cpuMs - (this.#cpuMs ?? 0) > idleCpuMs
    this.#cpuMs = cpuMs
    if (usage) this.#blindLooks = 0
    const closely = isBusy || !usage || this.#isTouched || this.#eventLoop.awaitsAnswer
    const patienceMs = this.#limits.unresponsiveMs / 2
    this.#askAgain(closely ? Math.min(busyPingMs, patienceMs) : patienceMs, cpuMs)
    this.#lookIn(closely ? busyPollMs : idlePollMs)
  }

  #askAgain(afterMs: number, cpuMs: number | undefined): void {
    if (this.#eventLoop.awaitsAnswer || this.#eventLoop.sinceAskedMs < afterMs) return
    this.#isTouched = false
    this.#eventLoop.ask(cpuMs)
  }

  #overused(usage: Usage): EndReason | null {
    const { residentBytes, processes, sockets, inodes } = this.#limits
    if (usage.residentBytes > residentBytes) return 'memory'
    if (usage.tasks > processes + ownTasks) return 'processes'
    if (usage.sockets > sockets) return 'sockets'
    if (usage.inodes > inodes) return 'inodes'
    return usage.full ? 'disk' : null
  }

  #unmeasured(): EndReason | null {
    this.#blindLooks += 1
    return this.#blindLooks >= blindLooksMax ? 'sandbox-lost' : null
  }

  #unresponsive(): EndReason | null {
    return this.#eventLoop.silentMs >= this.#limits.unresponsiveMs ? 'unresponsive' : null
  }

  #exceeded(reason: EndReason): void {
    this.stop()
    this.#watched.exceeded(reason)
  }
}
