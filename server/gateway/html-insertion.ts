/**
 * Where the page script's element goes into a page: before any other script, after what must come first (doctype,
 * comments, `<html>`, `<head>`), and without a new line, so that line numbers stay the learner's own.
 */

/** Pages that hide their head behind more than this get the element at the last good place (characters). */
const prologueMax = 16_384

/** What may stand before the element. HTML, section 13.2.6.4.1 to 13.2.6.4.4. */
const whitespace = /[\t\n\f\r ]+/y
const comment = /<!--(?:>|->|[^]*?--!?>)/y
const doctype = /<!doctype[^>]*>/iy
const openingTag = /<(?:html|head)(?=[\s/>])(?:"[^"]*"|'[^']*'|[^>"'])*>/iy

/** Beginnings that more bytes could still turn into one of the above. */
const unfinished = /^<(?:$|!(?:-?$|--)|!d|(?:h|ht|htm|html|he|hea|head)(?:$|[\s/]))/i

export interface InsertionPoint {
  /** Characters of the page before the element. */
  readonly offset: number
  /** Something else follows on the same line, and its columns shift. */
  readonly midLine: boolean
}

/**
 * @param text the page so far, one character a byte
 * @param complete no more will come
 * @returns undefined when more of the page is needed
 */
export function insertionPoint(text: string, complete: boolean): InsertionPoint | undefined {
  const bom = text.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0
  let scanned = bom
  let offset = bom
  for (;;) {
    scanned = after(whitespace, text, scanned) ?? scanned
    const next =
      after(comment, text, scanned) ?? after(doctype, text, scanned) ?? after(openingTag, text, scanned)
    if (next === undefined) break
    scanned = next
    offset = next
  }
  const rest = text.slice(scanned)
  const decided = rest !== '' && !unfinished.test(rest)
  if (!decided && !complete && text.length < prologueMax) return undefined
  return { offset, midLine: !/^[\t\f ]*(?:[\r\n]|$)/.test(text.slice(offset)) }
}

function after(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : undefined
}
