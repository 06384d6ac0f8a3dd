/** What the inspector shows and what its reader chose, apart from any element. Every view reads the same folds. */
import { batch, effect, signal } from '@preact/signals'
import type { TraceEvent, TraceEventOf, TraceHeader } from '../../../protocol/trace.ts'
import { Checkpoints } from '../../../trace/checkpoints.ts'
import { ConsoleFold, type ConsoleEntry } from '../../../trace/console.ts'
import { InsideJoin } from '../../../trace/inside-join.ts'
import { Ladder } from '../../../trace/ladder.ts'
import { couldBeOf } from '../../../trace/ladder-fan.ts'
import type { LadderChapter, LadderFan, LadderItem } from '../../../trace/ladder-item.ts'
import { LadderLanes } from '../../../trace/ladder-lanes.ts'
import { LadderRows, placeOf, type LadderRow, type LadderStep } from '../../../trace/ladder-rows.ts'
import type { WalkedTrace } from '../../../trace/ladder-walk.ts'
import type { PacketRow } from '../../../trace/packet-row.ts'
import { PacketsFold } from '../../../trace/packets.ts'
import { serverState } from '../../../trace/server-state.ts'
import type { TraceSource } from '../../../trace/source.ts'
import { TimelineFold } from '../../../trace/timeline.ts'
import { FilterModel } from './filter-model.ts'
import { LogReader } from './log-reader.ts'
import { MomentOwner, type MomentTrace, type Place } from './moment.ts'
import { Pins, type Pinnable } from './pins.ts'
import { rowsInView, type RowsInView } from './rows-in-view.ts'
import { fileText } from '../../../trace/run-files.ts'
import { RunClock } from './run-clock.ts'
import { RunComparison } from './run-comparison.ts'
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
  readonly lanes: LadderLanes
  readonly runs = new RunClock()
  /** Sockets, rooms and the rest, at any event. */
  readonly states = new Checkpoints(serverState)
  readonly moment: MomentOwner
  readonly pins = new Pins()
  readonly timeline = new TimelineFold()
  readonly comparison = new RunComparison(() => this.events)
  readonly why = new WhyModel(this)
  /** Rows after this `seq` are new in this frame and draw themselves. */
  freshAfter = Number.POSITIVE_INFINITY

  readonly #source: TraceSource
  readonly #reader: LogReader
  readonly #packets = new PacketsFold()
  readonly #console = new ConsoleFold()
  readonly inside = new InsideJoin()
  /** Cause and effect, for who walks along them. */
  readonly walked: WalkedTrace = {
    inside: this.inside,
    rowOf: (seq) => this.packet(seq),
    fanOf: (seq) => this.fan(seq),
  }
  readonly #ladder = new Ladder(this.inside, () => this.states.state)
  readonly filter = new FilterModel({
    events: () => this.events,
    read: () => this.#reader.last,
    known: {
      event: (seq) => this.event(seq),
      rowOf: (seq) => this.packet(seq),
      inside: this.inside,
      since: (seq) => this.runs.since(seq),
    },
    inside: this.inside,
    itemOf: (seq) => this.#ladder.itemOf(seq),
    lines: () => this.#console.entries,
    onChange: () => {
      this.version.value += 1
    },
  })
  #firstKept = 1
  #newestUs = 0

  constructor(source: TraceSource, clients: readonly string[]) {
    this.#source = source
    this.moment = new MomentOwner(this)
    this.lanes = new LadderLanes(clients)
    this.#reader = new LogReader(source, {
      onEvent: (event) => this.#push(event),
      onPass: (read, before) => this.#passed(read, before),
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
    return { seq: this.#reader.last, at: this.#newestUs }
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
    return this.#packets.rowOf(seq) ?? this.pins.eventPin(seq)?.row
  }

  /** The fan that shows this frame, or the call of this `emit` event. */
  fan(seq: number): LadderFan | undefined {
    return this.#ladder.fanOf(seq)
  }

  /** The call that sent this packet, as the server says. */
  emitOf({ seq }: PacketRow): TraceEventOf<'emit'> | undefined {
    const emit = this.inside.emitOf(seq)?.emit
    const event = emit === undefined ? undefined : this.event(emit)
    if (event?.kind !== 'emit') return undefined
    // What the frame says of itself is certain, and a call of another event did not send it.
    const row = this.packet(seq)
    return row !== undefined && couldBeOf(event, row) ? event : undefined
  }

  /** The line of code at which something happened, as it was when the run began. */
  sourceLine({ seq, file, line }: TraceEventOf<'emit'>): string | undefined {
    if (file === undefined || line === undefined) return undefined
    const start = this.event(this.runs.startOf(seq) ?? 0)
    if (start?.kind !== 'run' || start.phase !== 'start') return undefined
    // A claimed file may be called like what every object has.
    return fileText(start.files, file)?.split('\n')[line - 1]?.trim()
  }

  attachmentsOf(seq: number): readonly PacketRow[] {
    return this.#packets.attachmentsOf(seq)
  }

  ladderRows(): { readonly rows: LadderRows; readonly before: number } {
    const { items, gone } = this.#ladderItems()
    const from = placeOf(items, this.hiddenThrough.value + 1)
    const rowOf = (seq: number) => this.#ladder.fanOf(seq)?.seq ?? seq
    const stepsOf = (chapter: LadderChapter) => this.stepsOf(chapter)
    const rows = new LadderRows(items, from, this.openChapters.value, { rowOf, stepsOf })
    return { rows, before: gone + from }
  }

  packetRows(): RowsInView<PacketRow> {
    const { rows } = this.filter
    if (!rows.isOn) return this.#inView(this.#packets.rows, this.#packets.dropped)
    const frames = this.#inView(rows.frames.items, rows.frames.gone)
    // A row is another one when its answer comes.
    return { ...frames, at: (index) => this.packet(frames.at(index)?.seq ?? 0) }
  }

  consoleRows(): RowsInView<ConsoleEntry> {
    const { rows } = this.filter
    return rows.isOn
      ? this.#inView(rows.lines.items, rows.lines.gone)
      : this.#inView(this.#console.entries, this.#console.dropped)
  }

  /** How many rows of a view pass the filter, and of how many; chapters count as one. */
  filterCount(view: 'ladder' | 'packets' | 'console'): { readonly shown: number; readonly total: number } {
    const { frames, lines, ladder } = this.filter.rows
    const lists = {
      ladder: [ladder.items, this.#ladder.items],
      packets: [frames.items, this.#packets.rows],
      console: [lines.items, this.#console.entries],
    } as const
    const [shown, total] = lists[view].map((rows) => this.#inView<{ readonly seq: number }>(rows, 0).length)
    return { shown: shown ?? 0, total: total ?? 0 }
  }

  /** The ladder's row for a selection, if one shows it. */
  ladderIndex(rows: LadderRows, { kind, seq }: Selection): number | undefined {
    if (kind === 'event') return rows.indexOfSeq(seq)
    const { items } = this.#ladderItems()
    const place = placeOf(items, seq)
    return items[place]?.seq === seq ? rows.indexOfPlace(place) : undefined
  }

  chapter(seq: number): LadderChapter | undefined {
    const item = this.#ladder.items[placeOf(this.#ladder.items, seq)]
    return item?.type === 'chapter' && item.seq === seq ? item : this.pins.chapterPin(seq)?.chapter
  }

  /** What of a chapter is in view: all of it, or what passes the filter. */
  stepsOf(chapter: LadderChapter): readonly LadderStep[] {
    const { rows } = this.filter
    return rows.isOn ? rows.stepsOf(chapter) : chapter.members
  }

  /** Selects an event wherever it stands: a chapter that folds it opens. */
  select(seq: number): void {
    const chapter = this.#ladder.chapterOf(seq)
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
    this.#ladder.breakChapters()
  }

  showAll(): void {
    this.hiddenThrough.value = 0
  }

  #ladderItems(): { readonly items: readonly LadderItem[]; readonly gone: number } {
    const { items, removed } = this.#ladder
    return this.filter.rows.isOn ? this.filter.rows.ladder : { items, gone: removed }
  }

  #inView<Row extends { readonly seq: number }>(rows: readonly Row[], gone: number): RowsInView<Row> {
    const until = this.moment.travelled.value?.seq
    return rowsInView(rows, gone, { after: this.hiddenThrough.value, until })
  }

  #push(event: TraceEvent): void {
    if (event.kind === 'run') this.runs.push(event)
    if ('client' in event && event.client !== undefined) this.lanes.add(event.client)
    else if ('participant' in event) this.lanes.add(event.participant)
    this.#newestUs = event.at
    this.states.push(event)
    this.timeline.push(event)
    this.#packets.push(event)
    this.#console.push(event)
    this.inside.push(event)
    this.why.push(event)
    this.#ladder.push(event, event.kind === 'frame' ? this.#packets.rowOf(event.seq) : undefined)
    this.filter.push(event)
  }

  #passed(read: number, before: number): void {
    this.freshAfter = read > 0 && read <= animatedRowsMax ? before : Number.POSITIVE_INFINITY
    this.#trim()
    this.filter.pass()
    this.version.value += 1
  }

  #trim(): void {
    const first = this.#source.events[0]?.seq ?? 1
    if (first - this.#firstKept < trimEvery) return
    this.#firstKept = first
    this.pins.keepRows((seq) => this.#packets.rowOf(seq))
    this.moment.keepFrom(first)
    this.timeline.dropBefore(this.events[0]?.at ?? 0)
    this.filter.rows.dropBefore(first)
    this.#ladder.trim(first)
    this.#packets.dropBefore(first)
    this.states.dropBefore(first)
    this.inside.dropBefore(first)
    this.why.dropBefore(first)
  }
}
