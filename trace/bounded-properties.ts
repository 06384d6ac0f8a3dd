/**
 * Reads what a program keeps on its sockets from its bounded text (`instrument/bounded-text.ts`): like JSON, but values
 * that JSON has no form for are named (`[function]`, `Map(2)`, `undefined`), and `…` stands where it was cut.
 */

export interface BoundedProperty {
  /** Absent for `…` in place of the properties that were left out. */
  readonly key?: string
  /** The value as it stands in the text. */
  readonly text: string
}

/** The properties of the object that the text shows; `undefined` when it is no text of a plain object. */
export function boundedProperties(text: string): readonly BoundedProperty[] | undefined {
  if (!text.startsWith('{')) return undefined
  const properties: BoundedProperty[] = []
  // A text that was cut has lost its last brace.
  const end = text.endsWith('}') ? text.length - 1 : text.length
  for (let at = 1; at < end;) {
    const to = pieceEnd(text, at, end, ',')
    const piece = text.slice(at, to)
    if (piece.startsWith('"')) {
      const colon = pieceEnd(text, at, to, ':')
      const key = colon < to ? parsed(text.slice(at, colon)) : undefined
      properties.push(typeof key === 'string' ? { key, text: text.slice(colon + 1, to) } : { text: piece })
    } else if (piece !== '') properties.push({ text: piece })
    at = to + 1
  }
  return properties
}

/** The value that a text shows, when it is JSON; wrapped, because `null` is a value. */
export function boundedValue(text: string): { readonly value: unknown } | undefined {
  const value = parsed(text)
  return value === undefined ? undefined : { value }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Where the first such mark stands that is in no string and no bracket; `end` when there is none. */
function pieceEnd(text: string, start: number, end: number, mark: string): number {
  let depth = 0
  let inString = false
  for (let at = start; at < end; at += 1) {
    const character = text.charAt(at)
    if (inString) {
      if (character === '\\') at += 1
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (depth === 0 && character === mark) return at
    else if ('{[('.includes(character)) depth += 1
    else if ('}])'.includes(character)) depth -= 1
  }
  return end
}
