/** Two sequences side by side: which of their items stand for one another, in order. */

/** Places in the two sequences; one that stands alone has no partner. */
export interface Aligned {
  readonly left: number | undefined
  readonly right: number | undefined
}

export interface Alignment {
  readonly pairs: readonly Aligned[]
  /** False when the sequences differ too much for the longest common one to be looked for. */
  readonly exact: boolean
}

/** Items without a partner on both sides together, up to which the longest common sequence is found. */
const editsMax = 1_000
/** Beyond them a partner is looked for so far ahead. */
const lookAhead = 64

/**
 * Pairs equal keys in order so that as many as possible have a partner (a longest common subsequence).
 * E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): time grows with length times differences. Where
 * there are more differences than `maxEdits`, the nearest partner ahead is taken, in time that grows with the length alone.
 */
export function align(left: readonly string[], right: readonly string[], maxEdits = editsMax): Alignment {
  const start = commonLength(left, right, (index) => index)
  const end = Math.min(
    commonLength(left, right, (index, { length }) => length - 1 - index),
    Math.min(left.length, right.length) - start,
  )
  const middle = [left.slice(start, left.length - end), right.slice(start, right.length - end)] as const
  const matches = longestCommon(...middle, maxEdits)
  const pairs: Aligned[] = []
  for (let place = 0; place < start; place += 1) pairs.push({ left: place, right: place })
  pairs.push(...between(matches ?? nearest(...middle), middle[0].length, middle[1].length, start))
  for (let back = end; back > 0; back -= 1)
    pairs.push({ left: left.length - back, right: right.length - back })
  return { pairs, exact: matches !== undefined }
}

function commonLength(
  left: readonly string[],
  right: readonly string[],
  at: (index: number, list: readonly string[]) => number,
): number {
  const most = Math.min(left.length, right.length)
  let length = 0
  while (length < most && left[at(length, left)] === right[at(length, right)]) length += 1
  return length
}

type Match = readonly [left: number, right: number]

/** The matches with everything that stands alone between them, all places moved on by `offset`. */
function between(
  matches: readonly Match[],
  leftCount: number,
  rightCount: number,
  offset: number,
): Aligned[] {
  const pairs: Aligned[] = []
  let [left, right] = [0, 0]
  for (const [nextLeft, nextRight] of [...matches, [leftCount, rightCount] as const]) {
    for (; left < nextLeft; left += 1) pairs.push({ left: left + offset, right: undefined })
    for (; right < nextRight; right += 1) pairs.push({ left: undefined, right: right + offset })
    if (left === leftCount && right === rightCount) break
    pairs.push({ left: left + offset, right: right + offset })
    left += 1
    right += 1
  }
  return pairs
}

/** `undefined` when more than `maxEdits` items stand alone. */
function longestCommon(
  left: readonly string[],
  right: readonly string[],
  maxEdits: number,
): readonly Match[] | undefined {
  const most = Math.min(maxEdits, left.length + right.length)
  // On diagonal k (left minus right) the furthest place in `left` that so many edits reach; k runs from -edits to edits.
  const rounds: Int32Array[] = []
  for (let edits = 0; edits <= most; edits += 1) {
    const before = rounds.at(-1)
    const furthest = new Int32Array(2 * edits + 1)
    rounds.push(furthest)
    for (let k = -edits; k <= edits; k += 2) {
      let x = before === undefined ? 0 : stepInto(before, edits, k).x
      while (x < left.length && x - k < right.length && left[x] === right[x - k]) x += 1
      furthest[k + edits] = x
      if (x >= left.length && x - k >= right.length) return walkBack(rounds, left.length, right.length)
    }
  }
  return undefined
}

/** With one edit more onto diagonal `k`: from the diagonal above (an item of `right` alone) or below (one of `left`). */
function stepInto(
  before: Int32Array,
  edits: number,
  k: number,
): { readonly x: number; readonly from: number } {
  // `before` belongs to one edit less: its diagonals run from -(edits - 1).
  const fromAbove = before[k + edits] ?? -1
  const fromBelow = before[k + edits - 2] ?? -1
  const down = k === -edits || (k !== edits && fromBelow < fromAbove)
  return down ? { x: fromAbove, from: k + 1 } : { x: fromBelow + 1, from: k - 1 }
}

function walkBack(rounds: readonly Int32Array[], leftCount: number, rightCount: number): readonly Match[] {
  const matches: Match[] = []
  let [x, k] = [leftCount, leftCount - rightCount]
  for (let edits = rounds.length - 1; edits >= 0; edits -= 1) {
    const before = rounds[edits - 1]
    const step = before === undefined ? { x: 0, from: 0 } : stepInto(before, edits, k)
    for (; x > step.x; x -= 1) matches.push([x - 1, x - 1 - k])
    if (step.from === k + 1) k += 1
    else if (step.from === k - 1) {
      k -= 1
      x -= 1
    }
  }
  return matches.toReversed()
}

/** Each item with its nearest partner ahead. */
function nearest(left: readonly string[], right: readonly string[]): readonly Match[] {
  const matches: Match[] = []
  let next = 0
  for (const [place, key] of left.entries()) {
    const found = right.slice(next, next + lookAhead).indexOf(key)
    if (found < 0) continue
    matches.push([place, next + found])
    next += found + 1
  }
  return matches
}
