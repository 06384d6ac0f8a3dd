/**
 * The one log of a session. Events wait for a few milliseconds before they get their place (`seq`), because a report
 * from inside a process can arrive after the frames that it explains; then they are sealed and never change.
 */
import { traceVersion } from '../protocol/trace-constants.ts'
import type { TraceEvent, TraceEventDraft, TraceHeader } from '../protocol/trace.ts'
import { BatchListeners } from './batch-listeners.ts'
import { RateGate } from './rate-gate.ts'
import { RetainedEvents, type RetentionBounds } from './retained-events.ts'
import type { TraceSource } from './source.ts'

/** How long events wait for earlier ones. */
const defaultWindowMs = 4

/** A reporter may say that an event happened up to this long ago; not earlier. */
const claimedPastMs = 250

const usPerMs = 1_000

export interface TraceLogOptions {
  /** When the session began, as ISO 8601 in UTC. */
  readonly startedAt: string
  /** Whole microseconds since the session began, never decreasing. */
  readonly now: () => number
  /** Calls `task` once after `delayMs`; gives what cancels it. */
  readonly schedule: (task: () => void, delayMs: number) => () => void
  readonly windowMs?: number
  readonly retain: RetentionBounds
  /** Events beyond this within a second are dropped and counted. Runs, links and errors never are. */
  readonly eventsPerSecond?: number
}

type Pending = TraceEventDraft & { at: number }

export class TraceLog implements TraceSource {
  readonly header: TraceHeader
  readonly #now: () => number
  readonly #schedule: TraceLogOptions['schedule']
  readonly #windowUs: number
  readonly #retained: RetainedEvents
  readonly #gate: RateGate
  readonly #listeners = new BatchListeners()
  #pending: Pending[] = []
  /** The pending events stand in order of `at`. */
  #ordered = true
  #lastSeq = 0
  /** `at` of the last sealed event: nothing goes before it any more. */
  #sealedUs = 0
  #timer: { readonly dueUs: number; readonly cancel: () => void } | undefined
  #closed = false

  constructor(options: TraceLogOptions) {
    this.header = { format: 'wirelab-trace', version: traceVersion, startedAt: options.startedAt }
    this.#now = options.now
    this.#schedule = options.schedule
    this.#windowUs = (options.windowMs ?? defaultWindowMs) * usPerMs
    this.#retained = new RetainedEvents(options.retain)
    this.#gate = new RateGate(options.eventsPerSecond ?? Number.POSITIVE_INFINITY)
  }

  get events(): readonly TraceEvent[] {
    return this.#retained.events
  }

  get dropped(): number {
    return this.#retained.dropped
  }

  /** `seq` of the last sealed event, 0 before the first. */
  get lastSeq(): number {
    return this.#lastSeq
  }

  subscribe(listener: (batch: readonly TraceEvent[]) => void): () => void {
    return this.#listeners.add(listener)
  }

  /** What was sealed after the event `seq`, as far as it is retained: for a reader that comes back. */
  after(seq: number, most?: number): readonly TraceEvent[] {
    return this.#retained.after(seq, most)
  }

  /**
   * Takes an event. Without `at` it happened now; an `at` is believed within the last 250 ms, and never before what
   * is already sealed.
   */
  append(draft: TraceEventDraft): void {
    const nowUs = this.#now()
    const report = this.#gate.turn(nowUs)
    if (report !== undefined) this.#hold(report)
    if (!this.#gate.admit(draft)) return this.#wake(this.#gate.remainingMs(nowUs))
    const claimedUs = Math.min(
      nowUs,
      Math.max(Math.trunc(draft.at ?? nowUs), nowUs - claimedPastMs * usPerMs),
    )
    this.#hold({ ...draft, at: Math.max(claimedUs, this.#sealedUs) })
    if (this.#closed) this.flush()
    else this.#wake(this.#windowUs / usPerMs)
  }

  /** Seals everything that waits, without waiting longer. */
  flush(): void {
    this.#stopTimer()
    this.#seal(Number.POSITIVE_INFINITY)
    if (!this.#closed && this.#gate.dropping) this.#wake(this.#gate.remainingMs(this.#now()))
  }

  /** Seals everything and keeps no timer from now on; an event that still comes is sealed at once. */
  close(): void {
    this.#closed = true
    const report = this.#gate.settle(this.#now())
    if (report !== undefined) this.#hold(report)
    this.flush()
  }

  #hold(event: Pending): void {
    const last = this.#pending.at(-1)
    if (last !== undefined && last.at > event.at) this.#ordered = false
    this.#pending.push(event)
  }

  /** Makes sure that the timer fires within `delayMs`. */
  #wake(delayMs: number): void {
    if (this.#closed) return
    const dueUs = this.#now() + delayMs * usPerMs
    if (this.#timer !== undefined && this.#timer.dueUs <= dueUs) return
    this.#stopTimer()
    this.#timer = { dueUs, cancel: this.#schedule(() => this.#tick(), delayMs) }
  }

  #stopTimer(): void {
    this.#timer?.cancel()
    this.#timer = undefined
  }

  #tick(): void {
    this.#timer = undefined
    const nowUs = this.#now()
    const report = this.#gate.turn(nowUs)
    if (report !== undefined) this.#hold(report)
    try {
      this.#seal(nowUs - this.#windowUs)
    } finally {
      if (this.#pending.length > 0) this.#wake(this.#windowUs / usPerMs)
      if (this.#gate.dropping) this.#wake(this.#gate.remainingMs(nowUs))
    }
  }

  /** Gives their places to the pending events that happened until `untilUs`. */
  #seal(untilUs: number): void {
    if (!this.#ordered) this.#pending.sort((a, b) => a.at - b.at)
    this.#ordered = true
    let count = this.#pending.length
    while (count > 0 && (this.#pending[count - 1]?.at ?? 0) > untilUs) count -= 1
    if (count === 0) return
    const due = this.#pending.splice(0, count)
    const batch = due.map((event): TraceEvent => {
      this.#lastSeq += 1
      return { ...event, seq: this.#lastSeq }
    })
    this.#sealedUs = batch.at(-1)?.at ?? this.#sealedUs
    this.#retained.add(batch)
    this.#listeners.notify(batch)
  }
}
