/** How the panels share the workbench, as parts of the whole; remembered by the browser. */
import { signal, type ReadonlySignal } from '@preact/signals'

export type Divider = 'columns' | 'rows'
type Sizes = Readonly<Record<Divider, number>>

/** The code's part of the width, and the upper half's part of the height. */
const usual: Sizes = { columns: 0.54, rows: 0.6 }
export const smallestPart = 0.15
export const largestPart = 0.85
const key = 'wirelab:layout'

export class PanelSizes {
  readonly #storage: Storage | undefined
  readonly #sizes

  constructor(storage: Storage | undefined) {
    this.#storage = storage
    this.#sizes = signal<Sizes>(read(storage))
  }

  get sizes(): ReadonlySignal<Sizes> {
    return this.#sizes
  }

  /** `part` from 0 to 1; kept within bounds that leave each panel reachable. */
  set(divider: Divider, part: number): void {
    this.#sizes.value = { ...this.#sizes.peek(), [divider]: bounded(part) }
    try {
      this.#storage?.setItem(key, JSON.stringify(this.#sizes.peek()))
    } catch {
      // A full storage loses a convenience; drafts say so where it matters.
    }
  }
}

const bounded = (part: number) => Math.min(largestPart, Math.max(smallestPart, part))

function read(storage: Storage | undefined): Sizes {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(key) ?? '')
    if (typeof stored !== 'object' || stored === null || !('columns' in stored) || !('rows' in stored)) {
      return usual
    }
    const { columns, rows } = stored
    if (typeof columns !== 'number' || typeof rows !== 'number') return usual
    return { columns: bounded(columns), rows: bounded(rows) }
  } catch {
    return usual
  }
}
