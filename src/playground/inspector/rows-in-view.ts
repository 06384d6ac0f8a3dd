/** A part of a list that grows in place: what is not hidden, and has happened by the moment that is looked at. */
import { placeOf } from '../../../trace/ladder-rows.ts'

export interface RowsInView<Row> {
  readonly length: number
  readonly at: (index: number) => Row | undefined
  readonly indexOfSeq: (seq: number) => number | undefined
  /** Rows before the first one in view since the trace began. */
  readonly before: number
}

export interface Bounds {
  /** Rows of events up to this `seq` are hidden. */
  readonly after: number
  /** Absent while every row is there. */
  readonly until: number | undefined
}

/** @param gone rows that stood before the first one of the list */
export function rowsInView<Row extends { readonly seq: number }>(
  rows: readonly Row[],
  gone: number,
  bounds: Bounds,
): RowsInView<Row> {
  const from = placeOf(rows, bounds.after + 1)
  const until = bounds.until === undefined ? rows.length : Math.max(from, placeOf(rows, bounds.until + 1))
  return {
    length: until - from,
    at: (index) => rows[from + index],
    indexOfSeq: (seq) => {
      const place = placeOf(rows, seq)
      return place >= from && place < until && rows[place]?.seq === seq ? place - from : undefined
    },
    before: gone + from,
  }
}
