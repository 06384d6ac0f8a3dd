/** Cuts the text of a filter into its words. Any text can be cut; what is wrong with it, the parser says. */
import type { NamePattern } from './filter.ts'

interface Place {
  /** From `start` (inclusive) to `end` (exclusive), in UTF-16 units. */
  readonly start: number
  readonly end: number
}

/** Without a key it is a text to look for. */
export interface WordToken extends Place {
  readonly type: 'word'
  readonly key?: { readonly name: string; readonly end: number }
  readonly pattern: NamePattern
  /** Where a quote begins that nothing ends. */
  readonly unclosedAt?: number
}

export type Token =
  | (Place & { readonly type: '(' | ')' })
  | (Place & { readonly type: 'and' | 'or' | 'not' })
  | WordToken

const space = /\s+/y
const keyStart = /([\p{L}_-]+):/uy
/** What ends a word. */
const bareStretch = /[^\s()"]+/y
const bareValue = /[^\s()"*]+/y
const quoted = /"((?:[^"\\]|\\.)*)("|\\?$)/suy
const operator = /^(?:and|or|not)$/i

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let place = 0
  while (place < text.length) {
    place += matchAt(space, text, place)?.[0].length ?? 0
    if (place >= text.length) break
    const token = tokenAt(text, place)
    tokens.push(token)
    place = token.end
  }
  return tokens
}

function tokenAt(text: string, start: number): Token {
  const first = text.charAt(start)
  if (first === '(' || first === ')') return { type: first, start, end: start + 1 }
  const key = matchAt(keyStart, text, start)
  if (key !== undefined) {
    const end = start + key[0].length
    return { ...valueAt(text, end), start, key: { name: key[1] ?? '', end } }
  }
  if (first === '"') {
    const { value, end, closed } = quotedAt(text, start)
    return { type: 'word', pattern: [value], start, end, ...(closed ? {} : { unclosedAt: start }) }
  }
  const word = matchAt(bareStretch, text, start)?.[0] ?? first
  const end = start + word.length
  // Matched right before.
  if (operator.test(word)) return { type: word.toLowerCase() as 'and' | 'or' | 'not', start, end }
  return { type: 'word', pattern: [word], start, end }
}

/** The pieces after a key, up to a space or a parenthesis. */
function valueAt(text: string, start: number): WordToken {
  const pattern: [string, ...string[]] = ['']
  const append = (piece: string) => pattern.push((pattern.pop() ?? '') + piece)
  let unclosedAt: number | undefined
  let place = start
  while (place < text.length) {
    const first = text.charAt(place)
    if (first === '"') {
      const { value, end, closed } = quotedAt(text, place)
      append(value)
      if (!closed) unclosedAt = place
      place = end
    } else if (first === '*') {
      pattern.push('')
      place += 1
    } else {
      const bare = matchAt(bareValue, text, place)?.[0]
      if (bare === undefined) break
      append(bare)
      place += bare.length
    }
  }
  return { type: 'word', pattern, start, end: place, ...(unclosedAt === undefined ? {} : { unclosedAt }) }
}

function quotedAt(text: string, start: number): { value: string; end: number; closed: boolean } {
  const found = matchAt(quoted, text, start)
  if (found === undefined) return { value: text.slice(start + 1), end: text.length, closed: false }
  const [whole, inner = '', ending = ''] = found
  const rest = ending === '"' ? '' : ending
  return {
    value: (inner + rest).replaceAll(/\\(["\\])/g, '$1'),
    end: start + whole.length,
    closed: ending === '"',
  }
}

function matchAt(pattern: RegExp, text: string, place: number): RegExpExecArray | undefined {
  pattern.lastIndex = place
  return pattern.exec(text) ?? undefined
}
