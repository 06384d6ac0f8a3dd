/**
 * A fold over the trace that can be asked for its state at any event. States never change once they are made and share
 * what they have in common, so that a checkpoint is no more than a reference to one; between two of them the events are
 * folded again. Going forward and going back give the same state, because both come from the same checkpoint.
 */
import type { TraceEvent } from '../protocol/trace.ts'

export interface Fold<State> {
  readonly initial: State
  /** The state after the event; the very same object when nothing in it changed. Never changes `state` itself. */
  readonly reduce: (state: State, event: TraceEvent) => State
  /** The state when events are missing from the trace: some were dropped before anybody read them. */
  readonly missed: (state: State) => State
}

interface Chapter<State> {
  /** Before its first event. */
  readonly state: State
  readonly events: TraceEvent[]
}

/** Events between two checkpoints: a seek folds fewer than these. */
const defaultInterval = 256

export class Checkpoints<State> {
  readonly #fold: Fold<State>
  readonly #interval: number
  #chapters: Chapter<State>[]
  #state: State
  #lastSeq: number | undefined
  /** Where the latest seek ended, so that the next one goes on from there if it can. */
  #sought: { readonly seq: number; readonly state: State } | undefined

  constructor(fold: Fold<State>, interval = defaultInterval) {
    this.#fold = fold
    this.#interval = interval
    this.#state = fold.initial
    this.#chapters = [{ state: fold.initial, events: [] }]
  }

  /** After the newest event. */
  get state(): State {
    return this.#state
  }

  /** Takes the next event of the trace. */
  push(event: TraceEvent): void {
    if (event.seq !== (this.#lastSeq ?? 0) + 1) {
      this.#state = this.#fold.missed(this.#state)
      this.#begin()
    } else if ((this.#chapters.at(-1)?.events.length ?? 0) >= this.#interval) this.#begin()
    this.#chapters.at(-1)?.events.push(event)
    this.#lastSeq = event.seq
    this.#state = this.#fold.reduce(this.#state, event)
  }

  /** The state after the event `seq`; before the oldest event that is kept, the state from which that one started. */
  stateAt(seq: number): State {
    if (this.#lastSeq === undefined || seq >= this.#lastSeq) return this.#state
    const chapter = this.#chapters[this.#placeOf(seq)]
    if (chapter === undefined) return this.#chapters[0]?.state ?? this.#state
    const sought = this.#sought
    const first = chapter.events[0]?.seq ?? 0
    const goesOn = sought !== undefined && sought.seq >= first && sought.seq <= seq
    let state = goesOn ? sought.state : chapter.state
    // Within a chapter no `seq` is missing.
    for (let index = goesOn ? sought.seq - first + 1 : 0; index <= seq - first; index += 1) {
      const event = chapter.events[index]
      if (event === undefined) break
      state = this.#fold.reduce(state, event)
    }
    this.#sought = { seq: Math.min(seq, chapter.events.at(-1)?.seq ?? seq), state }
    return state
  }

  /** Gives up the events before `seq`. What they did stays: the state before the oldest kept event is the new beginning. */
  dropBefore(seq: number): void {
    const place = this.#placeOf(seq)
    const chapter = this.#chapters[place]
    const first = chapter?.events[0]?.seq
    if (chapter === undefined || first === undefined) return
    const state = seq > first ? this.stateAt(seq - 1) : chapter.state
    const events = chapter.events.slice(seq - first)
    this.#chapters = [{ state, events }, ...this.#chapters.slice(place + 1)]
    this.#sought = undefined
  }

  #begin(): void {
    this.#chapters.push({ state: this.#state, events: [] })
  }

  /** The last chapter that begins at or before the event `seq`; -1 when all begin after it. */
  #placeOf(seq: number): number {
    let low = 0
    let high = this.#chapters.length
    while (low < high) {
      const middle = (low + high) >> 1
      const first = this.#chapters[middle]?.events[0]?.seq ?? Number.POSITIVE_INFINITY
      if (first <= seq) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}
