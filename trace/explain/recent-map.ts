/** A map of what came last: beyond its bound, the entries that were set longest ago give way. */
export class RecentMap<Value> {
  readonly #max: number
  readonly #entries = new Map<string, Value>()

  /** @param max entries at most */
  constructor(max: number) {
    this.#max = max
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key)
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key)
    this.#entries.set(key, value)
    if (this.#entries.size <= this.#max) return
    const [oldest] = this.#entries.keys()
    if (oldest !== undefined) this.#entries.delete(oldest)
  }

  delete(key: string): void {
    this.#entries.delete(key)
  }

  entries(): IterableIterator<[string, Value]> {
    return this.#entries.entries()
  }
}
