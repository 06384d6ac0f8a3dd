/**
 * Finds pieces of a JSON text by their place, where parsing the whole is not possible (it was cut) or not wanted
 * (previews). Plain loops: a regular expression keeps a way back for each character of a long string.
 */

const space = '\t\n\r '
const numberCharacters = '+-.0123456789Ee'

function skip(characters: string, text: string, start: number): number {
  let at = start
  while (at < text.length && characters.includes(text.charAt(at))) at += 1
  return at
}

/** Just after the closing quote of the string that begins at `start`, or `undefined` when there is none. */
function stringEnd(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') return at + 1
    if (character === '\\') at += 1
  }
  return undefined
}

export interface FirstElement {
  readonly value: string | number
  /** Just after the element. */
  readonly end: number
}

/**
 * The first element of the JSON array that begins at `start`, if it is a string or a number and whole; the rest of
 * the array may be missing. A number counts as whole when something follows it.
 */
export function firstElement(text: string, start: number): FirstElement | undefined {
  const open = skip(space, text, start)
  if (text[open] !== '[') return undefined
  const from = skip(space, text, open + 1)
  const isString = text[from] === '"'
  const end = isString ? stringEnd(text, from) : skip(numberCharacters, text, from)
  if (end === undefined || (!isString && end === text.length)) return undefined
  try {
    const value: unknown = JSON.parse(text.slice(from, end))
    return typeof value === 'string' || typeof value === 'number' ? { value, end } : undefined
  } catch {
    return undefined
  }
}

/** Where the array's second element begins, given the end of the first. */
export function secondElementStart(text: string, firstEnd: number): number {
  const at = skip(space, text, firstEnd)
  return text[at] === ',' ? skip(space, text, at + 1) : at
}
