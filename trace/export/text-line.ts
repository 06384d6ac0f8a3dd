/** One line of a drawing in a monospaced face: characters put at columns, later ones over earlier ones. */
import { cellsOf } from './text-columns.ts'

export class TextLine {
  /** One entry a column; the second column of a wide character is empty. */
  readonly #columns: string[]

  constructor(width: number) {
    this.#columns = Array.from({ length: width }, () => ' ')
  }

  /** What stands at a column. */
  at(column: number): string | undefined {
    return this.#columns[column]
  }

  /** Puts a text from a column on; what lies beyond the line is lost. */
  put(column: number, text: string): void {
    let at = column
    for (const cell of cellsOf(text)) {
      if (at < 0 || at + cell.columns > this.#columns.length) return
      if (cell.columns === 0) {
        if (at > 0) this.#columns[at - 1] += cell.text
        continue
      }
      this.#columns[at] = cell.text
      if (cell.columns === 2) this.#columns[at + 1] = ''
      at += cell.columns
    }
  }

  /** Fills the columns from `from` to `to`, both included, in either order. */
  fill(from: number, to: number, character: string): void {
    for (let column = Math.min(from, to); column <= Math.max(from, to); column += 1)
      this.put(column, character)
  }

  toString(): string {
    return this.#columns.join('')
  }
}
