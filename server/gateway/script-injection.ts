/** Puts one script element into an HTML body as it streams past. */
import { insertionPoint } from './html-insertion.ts'
import { isSniffedHtml } from './sniffed-html.ts'

/** Everything under it on a pane's origin is the gateway's own. */
export const ownPathPrefix = '/__wirelab__/'
export const pageScriptPath = `${ownPathPrefix}page.js`

/**
 * The element. When it stands in the middle of a line, the script is told where, so that it can give columns of that
 * line as the learner's source has them.
 */
export function scriptElement(at?: { line: number; column: number }): string {
  const place = at ? `?at=${at.line}.${at.column}` : ''
  return `<script src="${pageScriptPath}${place}"></script>`
}

export type InjectedChunk =
  | { state: 'undecided' }
  /** The first bytes of the new body. */
  | { state: 'inserted'; chunk: Buffer; addedBytes: number }

export class ScriptInjection {
  readonly #isTyped: boolean
  #held: Buffer[] = []

  /** @param isTyped the server says that it is HTML; otherwise a body that does not look like it is left as it is */
  constructor(isTyped: boolean) {
    this.#isTyped = isTyped
  }

  /** Bytes of the page, until the place is found. */
  push(chunk: Buffer): InjectedChunk {
    this.#held.push(chunk)
    return this.#insert(false)
  }

  /** The page ended before the place was found. */
  end(): InjectedChunk {
    return this.#insert(true)
  }

  #insert(complete: boolean): InjectedChunk {
    const page = Buffer.concat(this.#held)
    this.#held = [page]
    const text = page.toString('latin1')
    const isHtml = this.#isTyped || isSniffedHtml(text, complete)
    if (isHtml === undefined) return { state: 'undecided' }
    if (!isHtml || isUtf16(page)) return { state: 'inserted', chunk: page, addedBytes: 0 }
    const point = insertionPoint(text, complete)
    if (!point) return { state: 'undecided' }
    const before = page.subarray(0, point.offset)
    const element = Buffer.from(scriptElement(point.midLine ? position(before) : undefined))
    const chunk = Buffer.concat([before, element, page.subarray(point.offset)])
    return { state: 'inserted', chunk, addedBytes: element.length }
  }
}

/** Our element is ASCII; a byte order mark says that the page is not. */
function isUtf16(page: Buffer): boolean {
  return (page[0] === 0xfe && page[1] === 0xff) || (page[0] === 0xff && page[1] === 0xfe)
}

/** Line and column, from 1, of what follows these bytes. */
function position(before: Buffer): { line: number; column: number } {
  const lines = before.toString('utf8').split(/\r\n|\r|\n/)
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
