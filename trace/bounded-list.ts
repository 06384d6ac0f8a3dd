/** The newest items of a growing list. The oldest go in slices of an eighth, so that no single push moves the rest. */
export class BoundedList<Item> {
  readonly #max: number
  readonly #items: Item[] = []
  #dropped = 0

  /** @param max items kept at most */
  constructor(max: number) {
    this.#max = max
  }

  /** Grows in place; the holder may replace items in it. */
  get items(): Item[] {
    return this.#items
  }

  get dropped(): number {
    return this.#dropped
  }

  /** Drops the oldest `count` items. */
  dropFirst(count: number): void {
    this.#items.splice(0, count)
    this.#dropped += count
  }

  /** Adds an item. True when old ones were dropped for it. */
  push(item: Item): boolean {
    this.#items.push(item)
    if (this.#items.length <= this.#max) return false
    const count = this.#items.length - this.#max + Math.floor(this.#max / 8)
    this.#items.splice(0, count)
    this.#dropped += count
    return true
  }
}
