/**
 * Which element shows which row while its reader jumps from place to place. An element that goes from one row to another of
 * the same look only changes its texts; a new one has to be made, styled and laid out.
 */
import { align } from '../../../trace/align.ts'

export interface ShownRow {
  readonly seq: number
  /** Rows of one look have the same elements. */
  readonly look: string
}

interface RowElement extends ShownRow {
  readonly key: string
}

export class RowElements {
  #shown: readonly RowElement[] = []
  #made = 0

  /** A key for each of the rows now in view, from top to bottom. No element ever changes places with another one. */
  keysOf(rows: readonly ShownRow[]): readonly string[] {
    const before = this.#shown
    const names = new Set(before.map(nameOf))
    // Who goes on by a few rows meets most of them again.
    const sameness = rows.some((row) => names.has(nameOf(row))) ? nameOf : lookOf
    const keys = new Map<number, string>()
    for (const { left, right } of align(before.map(sameness), rows.map(sameness)).pairs) {
      const element = left === undefined ? undefined : before[left]
      if (element !== undefined && right !== undefined) keys.set(right, element.key)
    }
    this.#shown = rows.map(({ seq, look }, place) => ({ seq, look, key: keys.get(place) ?? this.#make() }))
    return this.#shown.map(({ key }) => key)
  }

  #make(): string {
    this.#made += 1
    return String(this.#made)
  }
}

const nameOf = ({ seq, look }: ShownRow) => `${look} ${seq}`
const lookOf = ({ look }: ShownRow) => look
