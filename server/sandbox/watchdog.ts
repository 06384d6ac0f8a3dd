/** Ends a run that uses more than it may, or whose event loop stands still. */
import type { EndReason } from '../../protocol/trace.ts'
import type { Limits } from '../limits.ts'
import { ownTasks } from './recipe.ts'
import type { Usage } from './usage.ts'

const busyPollMs = 100
const idlePollMs = 1000
/** Below this many ticks (of 10 ms) since the last look, a sandbox counts as idle. */
const idleTicks = 2
/** A timer that is this late says that the host itself stood still. */
const hostLagMs = 1000

export interface Watched {
  /** Null when it is over. `claimedBytes` is the memory that it last told itself. */
  usage(claimedBytes: number): Usage | null
  /** Asks the process inside to answer. */
  ping(id: number): void
  exceeded(reason: EndReason): void
}

export class Watchdog {
  readonly #limits: Limits
  readonly #watched: Watched
  readonly #wallClock: NodeJS.Timeout
  #poll: NodeJS.Timeout
  #expectedAt: number
  #cpuTicks = 0
  #claimedBytes = 0
  #pingId = 0
  #ping: { sentAt: number; answered: boolean }

  /** Watches from the moment that the program is sent. */
  constructor(limits: Limits, watched: Watched) {
    this.#limits = limits
    this.#watched = watched
    this.#wallClock = setTimeout(() => this.#exceeded('wall-clock'), limits.wallClockMs).unref()
    this.#ping = this.#sendPing()
    this.#expectedAt = performance.now() + busyPollMs
    this.#poll = setTimeout(() => this.#look(), busyPollMs).unref()
  }

  /** Claimed, like everything from inside. */
  answered({ id, residentBytes = 0 }: { id: number; residentBytes?: number | undefined }): void {
    this.#claimedBytes = residentBytes
    if (id === this.#pingId) this.#ping.answered = true
  }

  stop(): void {
    clearTimeout(this.#wallClock)
    clearTimeout(this.#poll)
  }

  #look(): void {
    const usage = this.#watched.usage(this.#claimedBytes)
    const reason = usage && (this.#overused(usage) ?? this.#unresponsive())
    if (reason) return this.#exceeded(reason)
    const busy = usage !== null && usage.cpuTicks - this.#cpuTicks > idleTicks
    this.#cpuTicks = usage?.cpuTicks ?? 0
    const delay = busy ? busyPollMs : idlePollMs
    this.#expectedAt = performance.now() + delay
    this.#poll = setTimeout(() => this.#look(), delay).unref()
  }

  #overused(usage: Usage): EndReason | null {
    const { residentBytes, processes, inodes } = this.#limits
    if (usage.residentBytes > residentBytes) return 'memory'
    if (usage.tasks > processes + ownTasks) return 'processes'
    if (usage.inodes > inodes) return 'inodes'
    return usage.full ? 'disk' : null
  }

  #unresponsive(): EndReason | null {
    const now = performance.now()
    const waitedMs = now - this.#ping.sentAt
    const { unresponsiveMs } = this.#limits
    if (this.#ping.answered) {
      if (waitedMs >= unresponsiveMs / 2) this.#ping = this.#sendPing()
    } else if (now - this.#expectedAt > hostLagMs) {
      // We did not look for a while; the answer may wait to be read.
      this.#ping = this.#sendPing()
    } else if (waitedMs >= unresponsiveMs) return 'unresponsive'
    return null
  }

  #sendPing(): { sentAt: number; answered: boolean } {
    this.#pingId += 1
    this.#watched.ping(this.#pingId)
    return { sentAt: performance.now(), answered: false }
  }

  #exceeded(reason: EndReason): void {
    this.stop()
    this.#watched.exceeded(reason)
  }
}
