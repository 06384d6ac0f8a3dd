/** The rows that a reader sees: the ladder's items, with the steps of opened chapters below theirs. */
import type { LadderChapter, LadderItem } from './ladder-item.ts'

export type LadderStep = LadderChapter['members'][number]

export type LadderRow =
  | { readonly level: 1; readonly item: LadderItem; readonly open: boolean }
  | { readonly level: 2; readonly item: LadderStep; readonly chapter: LadderChapter }

interface OpenChapter {
  /** Place of the chapter among the items. */
  readonly place: number
  readonly chapter: LadderChapter
  readonly steps: readonly LadderStep[]
  /** Rows that the steps of the chapters before this one take. */
  readonly before: number
}

export interface RowsShown {
  /** The `seq` of the row that shows an event which has no row of its own. */
  readonly rowOf?: (seq: number) => number
  /** What an opened chapter shows, in order: all of it, or what passes a filter. */
  readonly stepsOf?: (chapter: LadderChapter) => readonly LadderStep[]
}

/**
 * A view of `items` from `start` on. `open` holds the `seq` of opened chapters. Costs as much as there are opened
 * chapters; a row is found in logarithmic time.
 */
export class LadderRows {
  readonly length: number
  readonly #items: readonly LadderItem[]
  readonly #start: number
  readonly #open: readonly OpenChapter[]
  readonly #rowOf: (seq: number) => number

  constructor(
    items: readonly LadderItem[],
    start: number,
    open: ReadonlySet<number>,
    { rowOf = (seq) => seq, stepsOf = ({ members }) => members }: RowsShown = {},
  ) {
    this.#items = items
    this.#start = start
    this.#rowOf = rowOf
    const chapters: OpenChapter[] = []
    let before = 0
    for (const seq of [...open].sort((a, b) => a - b)) {
      const place = placeOf(items, seq)
      const chapter = items[place]
      if (place < start || chapter?.type !== 'chapter' || chapter.seq !== seq) continue
      const steps = stepsOf(chapter)
      chapters.push({ place, chapter, steps, before })
      before += steps.length
    }
    this.#open = chapters
    this.length = items.length - start + before
  }

  /** The row at `index`, from 0. */
  at(index: number): LadderRow | undefined {
    if (index < 0 || index >= this.length) return undefined
    const opened = this.#openedBefore(index)
    if (opened === undefined) return this.#top(index + this.#start)
    const header = this.#indexOf(opened)
    const step = opened.steps[index - header - 1]
    if (step !== undefined) return { level: 2, item: step, chapter: opened.chapter }
    return this.#top(index === header ? opened.place : opened.place + index - header - opened.steps.length)
  }

  /** Where the event with this `seq` stands: its own row, or the one of the opened chapter or fan that holds it. */
  indexOfSeq(seq: number): number | undefined {
    for (const opened of this.#open) {
      const step = placeOf(opened.steps, seq)
      if (opened.steps[step]?.seq === seq) return this.#indexOf(opened) + 1 + step
    }
    const row = this.#rowOf(seq)
    const place = placeOf(this.#items, row)
    return this.#items[place]?.seq === row && place >= this.#start ? this.indexOfPlace(place) : undefined
  }

  /** The row of the item at this place among all items. */
  indexOfPlace(place: number): number {
    let steps = 0
    for (const opened of this.#open) {
      if (opened.place >= place) break
      steps += opened.steps.length
    }
    return place - this.#start + steps
  }

  #top(place: number): LadderRow | undefined {
    const item = this.#items[place]
    if (item === undefined) return undefined
    return { level: 1, item, open: this.#open.some((opened) => opened.place === place) }
  }

  #indexOf(opened: OpenChapter): number {
    return opened.place - this.#start + opened.before
  }

  /** The last opened chapter whose own row is at or above `index`. */
  #openedBefore(index: number): OpenChapter | undefined {
    let low = 0
    let high = this.#open.length
    while (low < high) {
      const middle = (low + high) >> 1
      const opened = this.#open[middle]
      if (opened !== undefined && this.#indexOf(opened) <= index) low = middle + 1
      else high = middle
    }
    return this.#open[low - 1]
  }
}

/** The first item whose `seq` is not below `seq`. */
export function placeOf(items: readonly { readonly seq: number }[], seq: number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && item.seq < seq) low = middle + 1
    else high = middle
  }
  return low
}
