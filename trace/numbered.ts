/** Things that have a number, or a range of them, in that order. Most come in order; one that does not finds its place. */
export interface Numbered {
  readonly n: number
  /** How many numbers it stands for, from `n` on; one where it is absent. */
  readonly packets?: number
}

export class NumberedList<Item extends Numbered> {
  #items: Item[] = []

  get size(): number {
    return this.#items.length
  }

  /** The last item, by number. */
  get last(): Item | undefined {
    return this.#items.at(-1)
  }

  /** Adds an item. False when one of its numbers is taken: the first one keeps it. */
  add(item: Item): boolean {
    const place = this.#firstFrom(item.n)
    const before = this.#items[place - 1]
    const after = this.#items[place]
    if (before !== undefined && endOf(before) > item.n) return false
    if (after !== undefined && endOf(item) > after.n) return false
    this.#items.splice(place, 0, item)
    return true
  }

  /** The item that has this number. */
  at(n: number): Item | undefined {
    const place = this.#firstFrom(n + 1) - 1
    const item = this.#items[place]
    return item !== undefined && endOf(item) > n ? item : undefined
  }

  /** Those that begin with a number in the range. */
  within(n: number, count: number): readonly Item[] {
    return this.#items.slice(this.#firstFrom(n), this.#firstFrom(n + count))
  }

  keep(test: (item: Item) => boolean): void {
    this.#items = this.#items.filter(test)
  }

  /** The place of the first item that begins with `n` or later, by bisection. */
  #firstFrom(n: number): number {
    const last = this.last
    if (last === undefined || last.n < n) return this.#items.length
    let low = 0
    let high = this.#items.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#items[middle]?.n ?? 0) < n) low = middle + 1
      else high = middle
    }
    return low
  }
}

const endOf = ({ n, packets = 1 }: Numbered): number => n + packets
