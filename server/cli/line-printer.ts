/** Prints lines to a reader who may be slow, or never come: what waits is bounded, and the rest is counted. */
import type { Writable } from 'node:stream'

/** What waits for the reader at most (bytes, and a line more). */
const waitingMaxBytes = 4 * 1_048_576

export class LinePrinter {
  readonly #stream: Writable
  #leftOut = 0

  constructor(stream: Writable) {
    this.#stream = stream
    stream.on('drain', () => this.tellLeftOut())
  }

  print(line: string): void {
    if (this.#leftOut > 0 || this.#stream.writableLength >= waitingMaxBytes) this.#leftOut += 1
    else this.#stream.write(`${line}\n`)
  }

  /** In the place of the lines that are missing, when there is room again; and at the end. */
  tellLeftOut(): void {
    if (this.#leftOut === 0) return
    this.#stream.write(`dropped: ${this.#leftOut} lines that nobody read in time\n`)
    this.#leftOut = 0
  }
}
