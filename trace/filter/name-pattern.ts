/** Names with `*` in them. */
import type { NamePattern } from './filter.ts'

/** Whether a name is of the pattern; upper and lower case are the same. Takes time in proportion to the name. */
export function matchesName(pattern: NamePattern, name: string): boolean {
  return matcherOf(pattern)(name)
}

/** The same, prepared for many names. */
export function matcherOf(pattern: NamePattern): (name: string) => boolean {
  const [first, ...others] = pattern.map((piece) => piece.toLowerCase())
  const last = others.pop()
  const beginning = first ?? ''
  if (last === undefined) return (name) => name.toLowerCase() === beginning
  return (given) => {
    const name = given.toLowerCase()
    if (!name.startsWith(beginning)) return false
    let place = beginning.length
    for (const piece of others) {
      const found = name.indexOf(piece, place)
      if (found < 0) return false
      place = found + piece.length
    }
    return name.length - last.length >= place && name.endsWith(last)
  }
}
