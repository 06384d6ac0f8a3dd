/**
 * What passes a filter, of a trace that grows: packets, lines of the console and rows of the ladder. Every event is asked
 * once, in order, when its turn comes; only where the server tells later what a frame carried is that frame asked again. A
 * change of the filter begins anew and, like everything here, goes on in slices as long as there is time.
 */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { BoundedList } from '../bounded-list.ts'
import type { ConsoleEntry } from '../console.ts'
import type { InsideJoin } from '../inside-join.ts'
import { lastSeqOf, type LadderChapter, type LadderItem } from '../ladder-item.ts'
import { placeOf, type LadderStep } from '../ladder-rows.ts'
import type { KnownTrace } from './facts.ts'
import type { Filter } from './filter.ts'
import { compileFilter, type Matcher } from './matcher.ts'

/** Lines of the console that are kept, as by `ConsoleFold`. */
const maxLines = 10_000
/** Events between two looks at the clock. */
const lookEvery = 32

export interface FilteredFrom {
  /** What is retained, in order of `seq`. */
  readonly events: () => readonly TraceEvent[]
  /** `seq` of the last event that everything below has read. */
  readonly read: () => number
  readonly known: KnownTrace
  readonly inside: Pick<InsideJoin, 'deliveriesOf' | 'deliveryOf'>
  /** The ladder's row that shows an event. */
  readonly itemOf: (seq: number) => LadderItem | undefined
  /** Also those that are no longer among the events. */
  readonly lines: () => readonly ConsoleEntry[]
}

type Frame = TraceEventOf<'frame'>

export class FilteredTrace {
  readonly #from: FilteredFrom
  #matches: Matcher | undefined
  #frames: Frame[] = []
  #items: LadderItem[] = []
  /** Of each chapter among the items, the steps that passed. */
  readonly #steps = new Map<LadderChapter, LadderStep[]>()
  #lines = new BoundedList<ConsoleEntry>(maxLines)
  #framesGone = 0
  #itemsGone = 0
  /** `seq` of the last event that was asked. */
  #asked = 0

  constructor(from: FilteredFrom) {
    this.#from = from
  }

  /** Frames that passed, and how many there were before the first of them. All three lists change in place. */
  get frames(): { readonly items: readonly Frame[]; readonly gone: number } {
    return { items: this.#frames, gone: this.#framesGone }
  }

  /** Rows of the ladder of which at least one event passed. */
  get ladder(): { readonly items: readonly LadderItem[]; readonly gone: number } {
    return { items: this.#items, gone: this.#itemsGone }
  }

  /** What of a chapter passed. */
  stepsOf(chapter: LadderChapter): readonly LadderStep[] {
    return this.#steps.get(chapter) ?? []
  }

  get lines(): { readonly items: readonly ConsoleEntry[]; readonly gone: number } {
    return { items: this.#lines.items, gone: this.#lines.dropped }
  }

  get isOn(): boolean {
    return this.#matches !== undefined
  }

  /** Every event that was read has been asked. */
  get isDone(): boolean {
    return this.#matches === undefined || this.#asked >= this.#from.read()
  }

  /** Begins anew; without a filter nothing is kept here. */
  setFilter(filter: Filter | undefined): void {
    this.#matches = filter && compileFilter(filter)
    this.#frames = []
    this.#items = []
    this.#steps.clear()
    this.#lines = new BoundedList(maxLines)
    this.#framesGone = 0
    this.#itemsGone = 0
    this.#asked = 0
    if (filter === undefined) return
    const first = this.#from.events()[0]?.seq ?? Number.POSITIVE_INFINITY
    for (const line of this.#from.lines()) if (line.seq < first && this.#passes(line)) this.#lines.push(line)
  }

  /** Asks events until all are done or the time is over. True when all are done. */
  advance(isTimeOver: () => boolean): boolean {
    if (this.#matches === undefined) return true
    const events = this.#from.events()
    const last = this.#from.read()
    let asked = 0
    for (let place = placeOf(events, this.#asked + 1); place < events.length; place += 1) {
      const event = events[place]
      if (event === undefined || event.seq > last) break
      this.#asked = event.seq
      this.#ask(event)
      asked += 1
      if (asked % lookEvery === 0 && isTimeOver()) return this.isDone
    }
    this.#asked = last
    return true
  }

  /** Gives up what happened before `seq`. */
  dropBefore(seq: number): void {
    const frames = placeOf(this.#frames, seq)
    this.#frames.splice(0, frames)
    this.#framesGone += frames
    const kept = this.#items.findIndex((item) => lastSeqOf(item) >= seq)
    const items = kept < 0 ? this.#items.length : kept
    for (const item of this.#items.splice(0, items)) if (item.type === 'chapter') this.#steps.delete(item)
    this.#itemsGone += items
  }

  #passes(event: TraceEvent): boolean {
    return this.#matches?.(event, this.#from.known) === true
  }

  #ask(event: TraceEvent): void {
    if (this.#passes(event)) {
      if (event.kind === 'frame') this.#frames.push(event)
      else if (event.kind === 'console' || event.kind === 'error') this.#lines.push(event)
      this.#show(event.seq)
    }
    if (event.kind === 'emit') {
      for (const { frames } of this.#from.inside.deliveriesOf(event.seq)) this.#askAgain(frames)
    } else if (event.kind === 'delivery') {
      this.#askAgain(this.#from.inside.deliveryOf(event.seq)?.frames ?? [])
    }
  }

  /** Of these frames, what carried them was not known when they were asked. */
  #askAgain(frames: readonly number[]): void {
    for (const seq of frames) {
      const event = seq > this.#asked ? undefined : this.#from.known.event(seq)
      if (event?.kind !== 'frame') continue
      const passes = this.#passes(event)
      put(this.#frames, event, passes)
      // It may have left a row of its own for that of its call.
      const place = placeOf(this.#items, seq)
      if (this.#items[place]?.seq === seq) this.#items.splice(place, 1)
      if (passes) this.#show(seq)
      else this.#hide(seq)
    }
  }

  #show(seq: number): void {
    const item = this.#from.itemOf(seq)
    if (item === undefined) return
    if (item.type === 'chapter') this.#putStep(item, seq, true)
    put(this.#items, item, true)
  }

  /** Unless something else in the same row passes. */
  #hide(seq: number): void {
    const item = this.#from.itemOf(seq)
    if (item === undefined || this.#items[placeOf(this.#items, item.seq)] !== item) return
    if (item.type === 'chapter') this.#putStep(item, seq, false)
    put(this.#items, item, this.#shows(item))
  }

  #putStep(chapter: LadderChapter, seq: number, isIn: boolean): void {
    const step = chapter.members[placeOf(chapter.members, seq)]
    if (step?.seq !== seq) return
    const steps = this.#steps.get(chapter) ?? []
    put(steps, step, isIn)
    this.#steps.set(chapter, steps)
  }

  /** Whether an event of this row that was asked has passed. */
  #shows(item: LadderItem): boolean {
    if (item.type === 'chapter') return this.stepsOf(item).length > 0
    return seqsOf(item).some((seq) => {
      const event = seq > this.#asked ? undefined : this.#from.known.event(seq)
      return event !== undefined && this.#passes(event)
    })
  }
}

/** Puts it in its place in order of `seq`, or takes it away. */
function put<Item extends { readonly seq: number }>(items: Item[], item: Item, isIn: boolean): void {
  const place = placeOf(items, item.seq)
  const wasIn = items[place]?.seq === item.seq
  if (isIn && !wasIn) items.splice(place, 0, item)
  else if (!isIn && wasIn) items.splice(place, 1)
}

function seqsOf(item: Exclude<LadderItem, LadderChapter>): readonly number[] {
  if (item.type !== 'fan') return [item.seq]
  return [item.seq, ...item.arrows.map(({ seq }) => seq), ...item.attachments]
}
