/** A trace on disk: JSON Lines, written as the log seals its batches. */
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { dirname } from 'node:path'
import type { TraceEvent } from '../../protocol/trace.ts'
import { eventLine, headerLine } from '../../trace/export/jsonl.ts'
import type { TraceSource } from '../../trace/source.ts'

export class TraceFile {
  readonly path: string
  readonly #stream: WriteStream
  readonly #unsubscribe: () => void
  readonly #maxBytes: number
  #bytes = 0
  #leftOut = 0
  #last: TraceEvent | undefined

  /**
   * Writes every event of `source` that comes from now on.
   * @param maxBytes after so many bytes further events are left out; a last line counts them
   * @param onError told once when the disk fails; the session goes on without its file
   */
  constructor(
    path: string,
    source: TraceSource,
    onError: (error: Error) => void,
    maxBytes = Number.POSITIVE_INFINITY,
  ) {
    this.path = path
    this.#maxBytes = maxBytes
    const obstacle = makeFolder(dirname(path))
    this.#stream = createWriteStream(path, { encoding: 'utf8' })
    // Without its folder the file fails too, for a reason that says less.
    this.#stream.once('error', (error) => onError(obstacle ?? error))
    this.#stream.write(headerLine(source.header))
    this.#unsubscribe = source.subscribe((batch) => this.#write(batch))
  }

  /** Resolves when everything handed over is on disk, or the disk has failed. */
  close(): Promise<void> {
    this.#unsubscribe()
    if (this.#last && this.#leftOut > 0) {
      const { seq, at } = this.#last
      const drop = { kind: 'drop', origin: 'gateway', seq, at, what: 'events', count: this.#leftOut } as const
      this.#stream.write(eventLine(drop))
    }
    return new Promise((resolve) => {
      if (this.#stream.closed) resolve()
      this.#stream.once('close', resolve)
      this.#stream.end()
    })
  }

  #write(batch: readonly TraceEvent[]): void {
    let lines = ''
    for (const event of batch) {
      if (this.#bytes >= this.#maxBytes) {
        this.#leftOut += 1
        this.#last = event
        continue
      }
      const line = eventLine(event)
      this.#bytes += line.length
      lines += line
    }
    if (lines !== '') this.#stream.write(lines)
  }
}

/** @returns why it cannot be made; undefined when it is there */
function makeFolder(path: string): Error | undefined {
  try {
    mkdirSync(path, { recursive: true })
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
