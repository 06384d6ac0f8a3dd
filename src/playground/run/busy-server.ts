/** Whether the program's event loop stands still now, for the status line: what appears there stays long enough to be read. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { RunsFold } from '../../../trace/runs.ts'

/** The trace tells of a block after half a second; one that ends right then would only flicker. */
const shownMinMs = 1000

export class BusyServer {
  readonly #isBusy = signal(false)
  #fold = new RunsFold()
  #shownMs = 0
  #hiding: ReturnType<typeof setTimeout> | undefined

  get isBusy(): ReadonlySignal<boolean> {
    return this.#isBusy
  }

  reset(): void {
    this.#fold = new RunsFold()
    this.#hide()
  }

  batch(events: readonly TraceEvent[]): void {
    for (const event of events) this.#fold.push(event)
    const run = this.#fold.snapshot
    if (run?.blockedSinceUs !== undefined) this.#show()
    else if (run?.state === 'ended') this.#hide()
    else if (this.#isBusy.peek()) this.#hideLater()
  }

  close(): void {
    clearTimeout(this.#hiding)
  }

  #show(): void {
    clearTimeout(this.#hiding)
    this.#hiding = undefined
    if (this.#isBusy.peek()) return
    this.#shownMs = performance.now()
    this.#isBusy.value = true
  }

  #hideLater(): void {
    const leftMs = this.#shownMs + shownMinMs - performance.now()
    this.#hiding ??= setTimeout(() => this.#hide(), Math.max(0, leftMs))
  }

  #hide(): void {
    clearTimeout(this.#hiding)
    this.#hiding = undefined
    this.#isBusy.value = false
  }
}
