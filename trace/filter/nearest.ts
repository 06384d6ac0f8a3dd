/** Which of several words somebody probably meant. */

/** Mistakes that still leave a word recognisable: a third of its letters, and never more than this. */
const maxMistakes = 2
/** Nobody misspells a longer one: nothing is compared beyond it. */
const maxLength = 24

/** The word that differs least, if it is close enough: letters left out, added, changed, or two in the wrong order. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const meant = word.toLowerCase()
  if (meant === '' || meant.length > maxLength) return undefined
  let best: { readonly word: string; readonly mistakes: number } | undefined
  for (const candidate of candidates) {
    const mistakes = mistakesBetween(meant, candidate)
    const allowed = Math.min(maxMistakes, Math.ceil(Math.max(meant.length, candidate.length) / 3))
    if (mistakes <= allowed && mistakes < (best?.mistakes ?? Number.POSITIVE_INFINITY))
      best = { word: candidate, mistakes }
  }
  // What was begun and not finished is meant as well: `trans` for `transport`.
  return best?.word ?? candidates.find((candidate) => meant.length >= 3 && candidate.startsWith(meant))
}

/** Optimal string alignment: the distance of Damerau and Levenshtein in which no stretch is changed twice. */
function mistakesBetween(a: string, b: string): number {
  let twoBefore: readonly number[] = []
  let before = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1]
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current.push(
        Math.min(
          (before[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (before[column - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (twoBefore[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    twoBefore = before
    before = current
  }
  return before[b.length] ?? 0
}
