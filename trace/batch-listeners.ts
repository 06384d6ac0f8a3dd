/** Who wants to hear of sealed events. Every listener gets the same batches in the same order. */
import type { TraceEvent } from '../protocol/trace.ts'

type Batch = readonly TraceEvent[]
type Listener = (batch: Batch) => void

export class BatchListeners {
  readonly #listeners = new Set<Listener>()
  readonly #waiting: Batch[] = []
  #notifying = false

  add(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Tells all listeners. A batch that comes while one of them is being told waits for its turn. When listeners throw,
   * the others are told all the same, and then the first error is thrown.
   */
  notify(batch: Batch): void {
    this.#waiting.push(batch)
    if (this.#notifying) return
    this.#notifying = true
    const errors: unknown[] = []
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      for (const listener of this.#listeners) {
        try {
          listener(next)
        } catch (error) {
          errors.push(error)
        }
      }
    }
    this.#notifying = false
    if (errors.length > 0) throw errors[0]
  }
}
