/** The rows of each view: what is not hidden, passes the filter, and has happened by the moment that is looked at. */
import type { ReadonlySignal } from '@preact/signals'
import type { ConsoleEntry } from '../../../trace/console.ts'
import type { FilteredTrace } from '../../../trace/filter/filtered-trace.ts'
import type { LadderChapter, LadderItem } from '../../../trace/ladder-item.ts'
import { LadderRows, placeOf, type LadderStep } from '../../../trace/ladder-rows.ts'
import type { PacketRow } from '../../../trace/packet-row.ts'
import type { Place } from './moment.ts'
import type { Pinnable } from './pins.ts'
import { rowsInView, type RowsInView } from './rows-in-view.ts'
import type { TraceFolds } from './trace-folds.ts'

export interface ViewRowsFrom {
  readonly folds: TraceFolds
  readonly filtered: FilteredTrace
  /** The row of a frame, pinned ones included. */
  readonly packet: (seq: number) => PacketRow | undefined
  /** Events up to this `seq` are hidden. */
  readonly hiddenThrough: ReadonlySignal<number>
  readonly openChapters: ReadonlySignal<ReadonlySet<number>>
  /** The moment to which everything is turned, if its reader travels. */
  readonly travelled: ReadonlySignal<Place | undefined>
}

export class ViewRows {
  readonly #from: ViewRowsFrom

  constructor(from: ViewRowsFrom) {
    this.#from = from
  }

  /** `before`: rows that stood above the first one. What is still to come at the moment is there too, and looks so. */
  ladder(): { readonly rows: LadderRows; readonly before: number } {
    const { folds, hiddenThrough, openChapters } = this.#from
    const { items, gone } = this.#ladderItems()
    const from = placeOf(items, hiddenThrough.value + 1)
    const rowOf = (seq: number) => folds.ladder.fanOf(seq)?.seq ?? seq
    const stepsOf = (chapter: LadderChapter) => this.stepsOf(chapter)
    return { rows: new LadderRows(items, from, openChapters.value, { rowOf, stepsOf }), before: gone + from }
  }

  packets(): RowsInView<PacketRow> {
    const { folds, filtered, packet } = this.#from
    if (!filtered.isOn) return this.#inView(folds.packets.rows, folds.packets.dropped)
    const frames = this.#inView(filtered.frames.items, filtered.frames.gone)
    // A row is another one when its answer comes.
    return { ...frames, at: (index) => packet(frames.at(index)?.seq ?? 0) }
  }

  console(): RowsInView<ConsoleEntry> {
    const { folds, filtered } = this.#from
    return filtered.isOn
      ? this.#inView(filtered.lines.items, filtered.lines.gone)
      : this.#inView(folds.console.entries, folds.console.dropped)
  }

  /** How many rows of a view pass the filter, and of how many; chapters count as one. */
  filterCount(view: 'ladder' | 'packets' | 'console'): { readonly shown: number; readonly total: number } {
    const { folds, filtered } = this.#from
    const lists = {
      ladder: [filtered.ladder.items, folds.ladder.items],
      packets: [filtered.frames.items, folds.packets.rows],
      console: [filtered.lines.items, folds.console.entries],
    } as const
    const [shown, total] = lists[view].map((rows) => this.#inView<{ readonly seq: number }>(rows, 0).length)
    return { shown: shown ?? 0, total: total ?? 0 }
  }

  /** The ladder's row for what is selected, if one shows it. */
  ladderIndex(rows: LadderRows, { kind, seq }: Pinnable): number | undefined {
    if (kind === 'event') return rows.indexOfSeq(seq)
    const { items } = this.#ladderItems()
    const place = placeOf(items, seq)
    return items[place]?.seq === seq ? rows.indexOfPlace(place) : undefined
  }

  /** What of a chapter is in view: all of it, or what passes the filter. */
  stepsOf(chapter: LadderChapter): readonly LadderStep[] {
    const { filtered } = this.#from
    return filtered.isOn ? filtered.stepsOf(chapter) : chapter.members
  }

  #ladderItems(): { readonly items: readonly LadderItem[]; readonly gone: number } {
    const { folds, filtered } = this.#from
    return filtered.isOn ? filtered.ladder : { items: folds.ladder.items, gone: folds.ladder.removed }
  }

  #inView<Row extends { readonly seq: number }>(rows: readonly Row[], gone: number): RowsInView<Row> {
    const { hiddenThrough, travelled } = this.#from
    return rowsInView(rows, gone, { after: hiddenThrough.value, until: travelled.value?.seq })
  }
}
