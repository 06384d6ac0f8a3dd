/** Two texts as one list of lines: what both have, what only one of them has. */
import { align } from '../../../trace/align.ts'

export interface ComparedLine {
  readonly of: 'both' | 'mine' | 'solution'
  readonly text: string
}

/** Where lines differ, those of `mine` come before those of `solution`. */
export function comparedLines(mine: string, solution: string): readonly ComparedLine[] {
  const [left, right] = [mine.split('\n'), solution.split('\n')]
  return align(left, right).pairs.map((pair): ComparedLine => {
    if (pair.right === undefined) return { of: 'mine', text: left[pair.left ?? 0] ?? '' }
    return { of: pair.left === undefined ? 'solution' : 'both', text: right[pair.right] ?? '' }
  })
}
