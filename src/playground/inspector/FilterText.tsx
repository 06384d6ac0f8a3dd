/** The text of the filter once more, behind its input: invisible but for the lines under what is wrong. */
import type { FilterMistake } from '../../../trace/filter/mistake.ts'

export interface FilterTextProps {
  readonly text: string
  readonly mistakes: readonly FilterMistake[]
  /** How far the input is scrolled, in CSS pixels. */
  readonly scrolled: number
}

export function FilterText({ text, mistakes, scrolled }: FilterTextProps) {
  return (
    <div class="wli-filter-text" aria-hidden="true">
      <span style={{ transform: `translateX(${-scrolled}px)` }}>
        {piecesOf(text, mistakes).map(({ start, piece, wrong }) =>
          wrong ? <mark key={start}>{piece}</mark> : <span key={start}>{piece}</span>,
        )}
      </span>
    </div>
  )
}

interface Piece {
  readonly start: number
  readonly piece: string
  readonly wrong: boolean
}

/** Where two mistakes overlap, the first has the line. */
function piecesOf(text: string, mistakes: readonly FilterMistake[]): readonly Piece[] {
  const pieces: Piece[] = []
  let place = 0
  const put = (end: number, wrong: boolean) => {
    if (end > place) pieces.push({ start: place, piece: text.slice(place, end), wrong })
    place = Math.max(place, end)
  }
  for (const { start, end } of mistakes) {
    put(start, false)
    put(end, true)
  }
  put(text.length, false)
  return pieces
}
