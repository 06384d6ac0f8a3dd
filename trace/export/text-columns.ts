/** How many columns a text takes in a monospaced face, and what fits into so many. */

/** East Asian wide and full-width characters, and emoji that are drawn as pictures: two columns. */
const wide =
  /^(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6]|.\uFE0F)/u
/** Marks that stand over the character before them: none, where there is none before. */
const mark = /^\p{M}/u

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What a reader sees as one character, with its columns. */
interface Cell {
  readonly text: string
  readonly columns: number
}

/** The ordinary case: one column a character. */
const ascii = /^[\x20-\x7e]*$/

export function cellsOf(text: string): readonly Cell[] {
  if (ascii.test(text)) return Array.from(text, (character) => ({ text: character, columns: 1 }))
  return Array.from(segmenter.segment(text), ({ segment }) => ({
    text: segment,
    columns: wide.test(segment) ? 2 : mark.test(segment) ? 0 : 1,
  }))
}

export function columnsOf(text: string): number {
  return cellsOf(text).reduce((sum, { columns }) => sum + columns, 0)
}

/** Cut to so many columns, with an ellipsis where something is missing. */
export function fitColumns(text: string, max: number): string {
  const cells = cellsOf(text)
  if (columnsOf(text) <= max) return text
  let room = max - 1
  let fitted = ''
  for (const cell of cells) {
    if (cell.columns > room) break
    fitted += cell.text
    room -= cell.columns
  }
  return max < 1 ? '' : `${fitted}…`
}

export function padColumns(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
}
