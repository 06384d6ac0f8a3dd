/**
 * The one moment that every view shows. It is now, until its reader turns to another one: what is selected shows the state
 * at its own moment; who travels sees everything as it was then, and takes the selection's moment along from there.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import { placeOf } from '../../../trace/ladder-rows.ts'

/** An event's place in the trace. */
export interface Place {
  readonly seq: number
  /** Microseconds since the session began. */
  readonly at: number
}

export interface Moment extends Place {
  readonly how: 'now' | 'selected' | 'travelled'
}

/** What the moment is one of. */
export interface MomentTrace {
  /** In order, without a copy; those that were not read yet may follow. */
  readonly events: readonly Place[]
  /** The last event that was read. */
  readonly newest: Place
  /** Of what is selected. */
  readonly selected: Place | undefined
}

export class MomentOwner {
  readonly #trace: MomentTrace
  readonly #travelled = signal<Place | undefined>(undefined)

  constructor(trace: MomentTrace) {
    this.#trace = trace
  }

  /** The moment to which everything is turned; `undefined` while the views follow the trace. */
  get travelled(): ReadonlySignal<Place | undefined> {
    return this.#travelled
  }

  /** The moment of the State tab, which a selection alone turns to its own. */
  get shown(): Moment {
    const travelled = this.#travelled.value
    if (travelled !== undefined) return { ...travelled, how: 'travelled' }
    const { selected, newest } = this.#trace
    if (selected !== undefined) return { ...selected, how: 'selected' }
    return { ...newest, how: 'now' }
  }

  /** The oldest moment that can be shown. */
  get oldest(): Place | undefined {
    return this.#trace.events[0]
  }

  /** Turns to the last event that had happened at a time, microseconds of the session; at the end of the trace, to now. */
  travelTo(at: number): void {
    if (at >= this.#trace.newest.at) return this.backToNow()
    this.#turnTo(this.#count((event) => event.at <= at) - 1)
  }

  /** Goes so many events on (or back). */
  step(by: number): void {
    this.#turnTo(this.#index + by)
  }

  /** Goes so much time on (or back), microseconds; at least by one event. */
  stepTime(byUs: number): void {
    const here = this.#index
    const at = (this.#trace.events[here]?.at ?? 0) + byUs
    const there = this.#count((event) => event.at <= at) - 1
    this.#turnTo(byUs < 0 ? Math.min(here - 1, there) : Math.max(here + 1, there))
  }

  toOldest(): void {
    this.#turnTo(0)
  }

  backToNow(): void {
    this.#travelled.value = undefined
  }

  /** A traveller turns to what was selected. */
  follow(place: Place): void {
    if (this.#travelled.peek() !== undefined) this.#set(place)
  }

  /** The events before this one are gone: a moment among them is no more. */
  keepFrom(seq: number): void {
    const travelled = this.#travelled.peek()
    if (travelled !== undefined && travelled.seq < seq) this.toOldest()
  }

  /** Of the event that is turned to. */
  get #index(): number {
    const { seq } = this.#travelled.peek() ?? this.#trace.newest
    return Math.min(placeOf(this.#trace.events, seq), this.#read - 1)
  }

  /** Events that were read. */
  get #read(): number {
    return placeOf(this.#trace.events, this.#trace.newest.seq + 1)
  }

  /** How many of the events that were read come first and pass the test. */
  #count(test: (event: Place) => boolean): number {
    let low = 0
    let high = this.#read
    while (low < high) {
      const middle = (low + high) >> 1
      const event = this.#trace.events[middle]
      if (event !== undefined && test(event)) low = middle + 1
      else high = middle
    }
    return low
  }

  #turnTo(index: number): void {
    const event = this.#trace.events[Math.max(0, Math.min(this.#read - 1, index))]
    if (event !== undefined) this.#set(event)
  }

  #set({ seq, at }: Place): void {
    if (this.#travelled.peek()?.seq !== seq) this.#travelled.value = { seq, at }
  }
}
