/**
 * How much happened when, for a timeline: counts in slots of equal length. A slot grows with the trace, so that the fold
 * stays within a bound however long a session is.
 */
import type { TraceEvent } from '../protocol/trace.ts'

export interface TimelineCounts {
  readonly frames: number
  /** Of the server and of the pages. */
  readonly errors: number
  readonly faults: number
  /** Runs that began. */
  readonly starts: number
}

type Slot = { -readonly [Name in keyof TimelineCounts]: number }

/** More than a screen has columns. */
const defaultMaxSlots = 4096
/** Microseconds of a slot at first. */
const firstSlotUs = 1_000

const emptySlot = (): Slot => ({ frames: 0, errors: 0, faults: 0, starts: 0 })

function add(into: Slot, counts: TimelineCounts): void {
  into.frames += counts.frames
  into.errors += counts.errors
  into.faults += counts.faults
  into.starts += counts.starts
}

export class TimelineFold {
  readonly #maxSlots: number
  #slotUs = firstSlotUs
  /** Number of the first slot, counted from the session's beginning. */
  #first = 0
  #slots: Slot[] = []

  constructor(maxSlots = defaultMaxSlots) {
    this.#maxSlots = maxSlots
  }

  push(event: TraceEvent): void {
    const name = countOf(event)
    if (name === undefined) return
    let number = Math.floor(event.at / this.#slotUs)
    if (this.#slots.length === 0) this.#first = number
    while (number - this.#first >= this.#maxSlots) {
      this.#widen()
      number = Math.floor(event.at / this.#slotUs)
    }
    // A trace's events come in order of time; one of a forged file that does not counts where the trace begins.
    const place = Math.max(0, number - this.#first)
    while (this.#slots.length <= place) this.#slots.push(emptySlot())
    const slot = this.#slots[place]
    if (slot !== undefined) slot[name] += 1
  }

  /** Forgets what happened before a time, as far as whole slots reach. */
  dropBefore(at: number): void {
    const count = Math.min(this.#slots.length, Math.floor(at / this.#slotUs) - this.#first)
    if (count <= 0) return
    this.#slots.splice(0, count)
    this.#first += count
  }

  /** The counts in so many columns of equal length from one time to another, microseconds of the session. */
  columns(from: number, to: number, count: number): readonly TimelineCounts[] {
    const columns = Array.from({ length: count }, emptySlot)
    const length = Math.max(1, to - from)
    for (const [place, slot] of this.#slots.entries()) {
      const middle = (this.#first + place + 0.5) * this.#slotUs
      const column = Math.floor(((middle - from) / length) * count)
      const target = columns[Math.max(0, Math.min(count - 1, column))]
      if (target !== undefined) add(target, slot)
    }
    return columns
  }

  /** Two slots become one. */
  #widen(): void {
    const first = Math.floor(this.#first / 2)
    const slots: Slot[] = []
    for (const [place, slot] of this.#slots.entries()) {
      const target = Math.floor((this.#first + place) / 2) - first
      const merged = (slots[target] ??= emptySlot())
      add(merged, slot)
    }
    this.#slots = slots
    this.#first = first
    this.#slotUs *= 2
  }
}

function countOf(event: TraceEvent): keyof TimelineCounts | undefined {
  if (event.kind === 'frame') return 'frames'
  if (event.kind === 'error') return 'errors'
  if (event.kind === 'fault') return 'faults'
  return event.kind === 'run' && event.phase === 'start' ? 'starts' : undefined
}
