/** A trace on disk: JSON Lines, written as the log seals its batches. */
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { dirname } from 'node:path'
import type { TraceEvent } from '../../protocol/trace.ts'
import { eventLine, headerLine } from '../../trace/jsonl.ts'
import type { TraceSource } from '../../trace/source.ts'

export class TraceFile {
  readonly path: string
  readonly #stream: WriteStream
  readonly #unsubscribe: () => void
  readonly #maxBytes: number
  #bytes = 0
  #leftOut = 0

  /**
   * Writes every event of `source` that comes from now on.
   * @param maxBytes after so many bytes further events are left out, and counted
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
    mkdirSync(dirname(path), { recursive: true })
    this.#stream = createWriteStream(path, { encoding: 'utf8' })
    this.#stream.once('error', onError)
    this.#stream.write(headerLine(source.header))
    this.#unsubscribe = source.subscribe((batch) => this.#write(batch))
  }

  /** Events that did not fit into `maxBytes`. */
  get leftOut(): number {
    return this.#leftOut
  }

  /** Bytes handed over but not yet on disk: who produces events faster than the disk takes them waits for this. */
  get pendingBytes(): number {
    return this.#stream.writableLength
  }

  /** Resolves when everything handed over is on disk, or the disk has failed. */
  close(): Promise<void> {
    this.#unsubscribe()
    return new Promise((resolve) => {
      if (this.#stream.closed) resolve()
      this.#stream.once('close', resolve)
      this.#stream.end()
    })
  }

  #write(batch: readonly TraceEvent[]): void {
    for (const event of batch) {
      if (this.#bytes >= this.#maxBytes) {
        this.#leftOut += 1
        continue
      }
      const line = eventLine(event)
      this.#bytes += line.length
      this.#stream.write(line)
    }
  }
}
