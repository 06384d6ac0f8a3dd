/** Reads the text of a filter into its tree. Every text is answered: with a tree, or with what is wrong with it. */
import type { Filter } from './filter.ts'
import type { FilterMistake, MistakeCode } from './mistake.ts'
import { readTerm } from './term.ts'
import { tokensOf, type Token } from './tokens.ts'

export type ParsedFilter =
  /** `filter` is absent where the text is empty: nothing is filtered. */
  | { readonly ok: true; readonly filter?: Filter }
  /** In order of their places, at least one. */
  | { readonly ok: false; readonly mistakes: readonly FilterMistake[] }

/** UTF-16 units: more than anybody types. */
export const filterMaxLength = 2000
/** Parentheses and nots in each other. */
const maxDepth = 32

export function parseFilter(text: string): ParsedFilter {
  if (text.length > filterMaxLength) {
    return { ok: false, mistakes: [{ start: filterMaxLength, end: text.length, code: 'too-long' }] }
  }
  return new Parser(text).parse()
}

/** By recursive descent. After a mistake it goes on, so that all of them are found at once. */
class Parser {
  readonly #text: string
  readonly #tokens: readonly Token[]
  readonly #mistakes: FilterMistake[] = []
  #next = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokensOf(text)
  }

  parse(): ParsedFilter {
    if (this.#tokens.length === 0) return { ok: true }
    const parts: Filter[] = []
    for (;;) {
      const filter = this.#or(0)
      if (filter !== undefined) parts.push(filter)
      const parenthesis = this.#take(')')
      if (parenthesis === undefined) break
      this.#wrong(parenthesis, 'unexpected-parenthesis')
    }
    const [filter] = parts
    if (this.#mistakes.length === 0 && filter !== undefined) return { ok: true, filter }
    return { ok: false, mistakes: this.#mistakes.toSorted((a, b) => a.start - b.start) }
  }

  #or(depth: number): Filter | undefined {
    const parts = [this.#and(depth)]
    for (let or = this.#take('or'); or !== undefined; or = this.#take('or')) {
      this.#expectTerm(or)
      parts.push(this.#and(depth))
    }
    return joined('or', parts)
  }

  #and(depth: number): Filter | undefined {
    const parts: (Filter | undefined)[] = []
    for (;;) {
      const token = this.#tokens[this.#next]
      if (token === undefined || token.type === ')') break
      if (token.type === 'or') {
        if (parts.length === 0) this.#orAtStart(token)
        break
      }
      if (token.type === 'and') {
        this.#next += 1
        if (parts.length === 0) this.#wrong(token, 'missing-term')
        else this.#expectTerm(token)
        continue
      }
      parts.push(this.#one(depth))
    }
    return joined('and', parts)
  }

  #one(depth: number): Filter | undefined {
    const token = this.#tokens[this.#next]
    if (token === undefined) return undefined
    if (depth > maxDepth) {
      this.#wrong({ start: token.start, end: this.#text.length }, 'too-deep')
      this.#next = this.#tokens.length
      return undefined
    }
    this.#next += 1
    switch (token.type) {
      case 'word': {
        const read = readTerm(this.#text, token)
        if ('term' in read) return read.term
        this.#mistakes.push(read.mistake)
        return undefined
      }
      case 'not': {
        if (!this.#expectTerm(token)) return undefined
        const part = this.#one(depth + 1)
        return part && { type: 'not', part }
      }
      case '(':
        return this.#group(token, depth)
      case ')':
      case 'and':
      case 'or':
        // #and and #expectTerm look before they call.
        return undefined
    }
  }

  #group(open: Token, depth: number): Filter | undefined {
    const empty = this.#take(')')
    if (empty !== undefined) {
      this.#wrong({ start: open.start, end: empty.end }, 'missing-term')
      return undefined
    }
    const filter = this.#or(depth + 1)
    if (this.#take(')') === undefined && !this.#mistakes.some(({ code }) => code === 'too-deep'))
      this.#wrong(open, 'unclosed-parenthesis')
    return filter
  }

  #orAtStart(or: Token): void {
    const before = this.#tokens[this.#next - 1]
    // `a or or b`: the first `or` has been told already.
    if (before?.type !== 'or' && before?.type !== 'and' && before?.type !== 'not')
      this.#wrong(or, 'missing-term')
  }

  /** After an operator; false where nothing stands that it could be about. */
  #expectTerm(operator: Token): boolean {
    const token = this.#tokens[this.#next]
    const found = token !== undefined && (token.type === 'word' || token.type === '(' || token.type === 'not')
    if (!found) this.#wrong(operator, 'missing-term')
    return found
  }

  #take(type: Token['type']): Token | undefined {
    const token = this.#tokens[this.#next]
    if (token?.type !== type) return undefined
    this.#next += 1
    return token
  }

  #wrong({ start, end }: { readonly start: number; readonly end: number }, code: MistakeCode): void {
    // Of an operator with nothing on either side, once.
    const isTold = this.#mistakes.some((told) => told.start === start && told.code === code)
    if (!isTold) this.#mistakes.push({ start, end, code })
  }
}

function joined(type: 'and' | 'or', parts: readonly (Filter | undefined)[]): Filter | undefined {
  const known = parts.filter((part) => part !== undefined)
  return known.length > 1 ? { type, parts: known } : known[0]
}
