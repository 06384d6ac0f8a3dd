/** Where a moment stands among a ladder's rows. */
import type { LadderRow } from '../../../trace/ladder-rows.ts'

interface Rows {
  readonly length: number
  readonly at: (index: number) => LadderRow | undefined
}

/** The last row that shows what had happened by the event `seq`; -1 when none does. */
export function rowAtMoment(rows: Rows, seq: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (beginOf(rows.at(middle)) <= seq) low = middle + 1
    else high = middle
  }
  // Of an opened chapter that was going on, the later steps are still to come.
  let index = low - 1
  for (let row = rows.at(index); row?.level === 2 && row.item.seq > seq; row = rows.at(index)) index -= 1
  return index
}

/** Rows of one chapter stand together, in the place of the chapter. */
function beginOf(row: LadderRow | undefined): number {
  if (row === undefined) return Number.POSITIVE_INFINITY
  return row.level === 1 ? row.item.seq : row.chapter.seq
}
