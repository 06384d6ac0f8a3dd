/** What the inspector shows and what its reader chose, apart from any element. Every view reads the same folds. */
import { batch, effect, signal } from '@preact/signals'
import type { TraceEvent, TraceHeader } from '../../../protocol/trace.ts'
import type { LadderChapter, LadderFan } from '../../../trace/ladder-item.ts'
import { placeOf, type LadderRow } from '../../../trace/ladder-rows.ts'
import type { WalkedTrace } from '../../../trace/ladder-walk.ts'
import type { PacketRow } from '../../../trace/packet-row.ts'
import type { TraceSource } from '../../../trace/source.ts'
import { FilterModel } from './filter-model.ts'
import { LogReader } from './log-reader.ts'
import { MomentOwner, type MomentTrace, type Place } from './moment.ts'
import { Pins, type Pinnable } from './pins.ts'
import { RunComparison } from './run-comparison.ts'
import { TraceFolds } from './trace-folds.ts'
import { ViewRows } from './view-rows.ts'
import { WhyModel } from './why-model.ts'

/** A burst does not animate: so many rows in one frame at most draw themselves. */
const animatedRowsMax = 4
/** Rows of dropped events that may stand before the folds give them up: moving the rest costs, so it is done in bulk. */
const trimEvery = 2048

export interface Selection extends Pinnable {
  /** Of an emit: the client that its reader looks at, to which it did not go. */
  readonly skipped?: string
}

export class InspectorModel implements MomentTrace {
  /** Changes once a frame while anything arrives. */
  readonly version = signal(0)
  readonly selection = signal<Selection | undefined>(undefined)
  readonly paused = signal(false)
  /** Events up to this `seq` are hidden; 0 hides none. */
  readonly hiddenThrough = signal(0)
  /** The ladder's rows are sentences, one below the other, instead of arrows. */
  readonly inSentences = signal(false)
  readonly openChapters = signal<ReadonlySet<number>>(new Set())
  readonly moment = new MomentOwner(this)
  readonly pins = new Pins()
  readonly comparison = new RunComparison(() => this.events)
  readonly lanes: TraceFolds['lanes']
  readonly runs: TraceFolds['runs']
  readonly states: TraceFolds['states']
  readonly timeline: TraceFolds['timeline']
  readonly inside: TraceFolds['inside']
  readonly why: WhyModel
  readonly filter: FilterModel
  readonly rows: ViewRows
  /** Cause and effect, for who walks along them. */
  readonly walked: WalkedTrace
  /** Rows after this `seq` are new in this frame and draw themselves. */
  freshAfter = Number.POSITIVE_INFINITY

  readonly #source: TraceSource
  readonly #reader: LogReader
  #newestReadMs = 0
  readonly #folds: TraceFolds
  #firstKept = 1

  constructor(source: TraceSource, clients: readonly string[]) {
    this.#source = source
    this.#reader = new LogReader(source, {
      onEvent: (event) => this.#push(event),
      onPass: (read, before) => this.#passed(read, before),
    })
    const folds = new TraceFolds(clients)
    this.#folds = folds
    const { lanes, runs, states, timeline, inside } = folds
    this.lanes = lanes
    this.runs = runs
    this.states = states
    this.timeline = timeline
    this.inside = inside
    const rowOf = (seq: number) => this.packet(seq)
    this.walked = { inside, rowOf, fanOf: (seq) => this.fan(seq) }
    this.why = new WhyModel(this)
    this.filter = new FilterModel({
      events: () => this.events,
      read: () => this.#reader.last,
      known: { event: (seq) => this.event(seq), rowOf, inside, since: (seq) => runs.since(seq) },
      inside,
      itemOf: (seq) => folds.ladder.itemOf(seq),
      lines: () => folds.console.entries,
      onChange: () => {
        this.version.value += 1
      },
    })
    this.rows = new ViewRows({
      folds,
      filtered: this.filter.rows,
      packet: rowOf,
      hiddenThrough: this.hiddenThrough,
      openChapters: this.openChapters,
      travelled: this.moment.travelled,
    })
  }

  /** Follows the source until the returned function is called. */
  start(): () => void {
    const stopReading = this.#reader.start()
    const stopFollowing = effect(() => {
      const { selected } = this
      if (selected !== undefined) this.moment.follow(selected)
    })
    return () => {
      stopReading()
      this.filter.stop()
      stopFollowing()
    }
  }

  get dropped(): number {
    return this.#source.dropped
  }

  /** Nothing will follow: it is a file. */
  get complete(): boolean {
    return this.#source.complete === true
  }

  get header(): TraceHeader {
    return this.#source.header
  }

  /** What the source keeps, without a copy. */
  get events(): readonly TraceEvent[] {
    return this.#source.events
  }

  /** The newest event that was read. */
  get newest(): Place {
    return this.#folds.newest
  }

  /** When that was, on this page's clock: `performance.now()`. */
  get newestReadMs(): number {
    return this.#newestReadMs
  }

  /** The moment of what is selected, while it is kept; of a chapter, that of its last step. */
  get selected(): Place | undefined {
    const selection = this.selection.value
    if (selection === undefined) return undefined
    if (selection.kind === 'chapter') return this.chapter(selection.seq)?.members.at(-1)
    return this.packet(selection.seq) ?? this.event(selection.seq)
  }

  get waiting(): number {
    return this.#reader.waiting
  }

  /** The event itself, while the source keeps it or it is pinned. */
  event(seq: number): TraceEvent | undefined {
    const { events } = this.#source
    const event = events[placeOf(events, seq)]
    return event?.seq === seq ? event : this.pins.eventPin(seq)?.event
  }

  packet(seq: number): PacketRow | undefined {
    return this.#folds.packets.rowOf(seq) ?? this.pins.eventPin(seq)?.row
  }

  /** The fan that shows this frame, or the call of this `emit` event. */
  fan(seq: number): LadderFan | undefined {
    return this.#folds.ladder.fanOf(seq)
  }

  attachmentsOf(seq: number): readonly PacketRow[] {
    return this.#folds.packets.attachmentsOf(seq)
  }

  chapter(seq: number): LadderChapter | undefined {
    const { items } = this.#folds.ladder
    const item = items[placeOf(items, seq)]
    return item?.type === 'chapter' && item.seq === seq ? item : this.pins.chapterPin(seq)?.chapter
  }

  /** Selects an event wherever it stands: a chapter that folds it opens. */
  select(seq: number): void {
    const chapter = this.#folds.ladder.chapterOf(seq)
    if (chapter !== undefined) this.setChapterOpen(chapter.seq, true)
    this.selection.value = { kind: 'event', seq }
  }

  /** Turns to a client that an emit left out. */
  selectSkipped(emit: number, client: string): void {
    this.selection.value = { kind: 'event', seq: emit, skipped: client }
  }

  selectRow(row: LadderRow): void {
    const { seq } = row.item
    if (row.level === 1 && row.item.type === 'chapter') this.selectChapter(seq)
    else this.selection.value = { kind: 'event', seq }
  }

  selectChapter(seq: number): void {
    this.selection.value = { kind: 'chapter', seq }
  }

  deselect(): void {
    this.selection.value = undefined
  }

  /** Every view follows the trace again. */
  backToLive(): void {
    batch(() => {
      this.moment.backToNow()
      this.deselect()
    })
  }

  /** Pins an event or a chapter, or gives a pinned one up. */
  togglePin({ kind, seq }: Pinnable): void {
    const event = kind === 'event' ? this.event(seq) : undefined
    const chapter = kind === 'chapter' ? this.chapter(seq) : undefined
    if (event !== undefined) this.pins.toggle({ kind: 'event', seq, event, row: this.packet(seq) })
    else if (chapter !== undefined) this.pins.toggle({ kind: 'chapter', seq, chapter })
  }

  setChapterOpen(seq: number, open: boolean): void {
    const chapters = new Set(this.openChapters.value)
    if (open) chapters.add(seq)
    else chapters.delete(seq)
    this.openChapters.value = chapters
  }

  setPaused(paused: boolean): void {
    this.paused.value = paused
    this.#reader.setPaused(paused)
  }

  /** Hides what came until now. */
  clear(): void {
    this.hiddenThrough.value = this.#reader.last
    this.backToLive()
    this.#folds.ladder.breakChapters()
  }

  showAll(): void {
    this.hiddenThrough.value = 0
  }

  #push(event: TraceEvent): void {
    this.#folds.push(event)
    this.why.push(event)
    this.filter.push(event)
  }

  #passed(read: number, before: number): void {
    this.freshAfter = read > 0 && read <= animatedRowsMax ? before : Number.POSITIVE_INFINITY
    if (read > 0) this.#newestReadMs = performance.now()
    this.#trim()
    this.filter.pass()
    this.version.value += 1
  }

  #trim(): void {
    const [oldest] = this.#source.events
    if (oldest === undefined || oldest.seq - this.#firstKept < trimEvery) return
    const { seq } = oldest
    this.#firstKept = seq
    this.pins.keepRows((pinned) => this.#folds.packets.rowOf(pinned))
    this.moment.keepFrom(seq)
    this.filter.rows.dropBefore(seq)
    this.#folds.dropBefore(oldest)
    this.why.dropBefore(seq)
  }
}
