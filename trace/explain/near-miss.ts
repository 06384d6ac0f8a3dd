/** Which name was probably meant: one that is spelled almost the same. */

/** Longer names are compared by nobody's eye. */
const comparedMax = 80
const candidatesMax = 500
/** A short name with another letter is another name: so many typing errors are forgiven from this length on. */
const oneErrorFrom = 3
const twoErrorsFrom = 6

/**
 * The candidate that is nearest to the name, if it is near enough: other capitals or separators, or one typing error (two
 * in a long name), where two neighbours that changed places count as one. Never the name itself.
 */
export function nearMiss(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > comparedMax) return undefined
  let best: string | undefined
  let bestDistance = name.length < oneErrorFrom ? 1 : name.length < twoErrorsFrom ? 2 : 3
  let looked = 0
  for (const candidate of candidates) {
    looked += 1
    if (looked > candidatesMax) break
    if (candidate === name || candidate.length > comparedMax) continue
    const distance = plain(candidate) === plain(name) ? 0 : typingErrors(name, candidate)
    // A name that shares nothing with it is no slip of the pen.
    if (distance >= bestDistance || distance >= Math.min(name.length, candidate.length)) continue
    best = candidate
    bestDistance = distance
  }
  return best
}

/** `chatMessage`, `chat-message` and `Chat Message` are the same to who remembers a name. */
function plain(name: string): string {
  const letters = name.toLowerCase().replaceAll(/[\s_.:-]/g, '')
  return letters === '' ? name : letters
}

/**
 * Letters that are missing, too many or wrong, and neighbours that changed places: the optimal string alignment form of
 * the Damerau-Levenshtein distance.
 */
function typingErrors(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = current
  }
  return at(last, b.length)
}

const at = (row: readonly number[], place: number) => row[place] ?? Number.POSITIVE_INFINITY
