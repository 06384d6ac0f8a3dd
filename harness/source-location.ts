/**
 * Where something stands in a file, so that a mistake can be pointed at: any place of a text, or a key in a file that
 * exports an object literal, as a lesson's description does. For the latter a scanner and no parser: it knows strings, comments and brackets, which is all that a description holds.
 */

type Token = { readonly kind: 'text' | 'mark'; readonly text: string; readonly line: number }

const pattern =
  /(?<skip>\/\/[^\n]*|\/\*[\s\S]*?\*\/|\s+)|(?<quoted>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`)|(?<word>[\w$.-]+)|(?<mark>[\s\S])/g

function* tokens(source: string): Generator<Token> {
  let line = 1
  for (const match of source.matchAll(pattern)) {
    const { quoted, word, mark } = match.groups ?? {}
    if (quoted !== undefined) yield { kind: 'text', text: quoted.slice(1, -1), line }
    else if (word !== undefined) yield { kind: 'text', text: word, line }
    else if (mark !== undefined) yield { kind: 'mark', text: mark, line }
    line += match[0].split('\n').length - 1
  }
}

/** The line, from 1, of the character at `index`. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

/**
 * The line, from 1, of the value at `path` in the object that `source` exports by default. Where the path ends before
 * that (a missing key), the line of the deepest object that exists; without any such object, 1.
 */
export function lineOf(source: string, path: readonly PropertyKey[]): number {
  const all = [...tokens(source)]
  const start = all.findIndex((token, index) => token.text === 'default' && all[index - 1]?.text === 'export')
  let position = all.findIndex((token, index) => index > start && token.text === '{')
  if (start === -1 || position === -1) return 1
  let line = all[position]?.line ?? 1
  for (const step of path) {
    const found = childPosition(all, position, step)
    if (found === undefined) return line
    line = all[found.key]?.line ?? line
    position = found.value
  }
  return line
}

/** Where the entry `step` of the bracket at `open` stands: a key of an object or an index of an array. */
function childPosition(
  all: readonly Token[],
  open: number,
  step: PropertyKey,
): { key: number; value: number } | undefined {
  const isArray = all[open]?.text === '['
  if (!isArray && all[open]?.text !== '{') return undefined
  let depth = 0
  let index = 0
  let entryStart = true
  for (let at = open + 1; at < all.length; at += 1) {
    const token = all[at]
    if (token === undefined) return undefined
    if (token.kind === 'mark' && depth === 0 && '}])'.includes(token.text)) return undefined
    if (depth === 0 && entryStart) {
      if (isArray && index === step) return { key: at, value: at }
      if (!isArray && token.text === String(step) && all[at + 1]?.text === ':')
        return { key: at, value: at + 2 }
      entryStart = false
    }
    if (token.kind !== 'mark') continue
    if ('{[('.includes(token.text)) depth += 1
    else if ('}])'.includes(token.text)) depth -= 1
    else if (token.text === ',' && depth === 0) {
      index += 1
      entryStart = true
    }
  }
  return undefined
}
