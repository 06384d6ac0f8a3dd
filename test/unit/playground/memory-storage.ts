/** A browser's storage in memory, with a limit on its size in characters. */
export class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>()
  readonly #limit: number

  constructor(limit = Number.POSITIVE_INFINITY) {
    this.#limit = limit
  }

  get length(): number {
    return this.#items.size
  }

  clear(): void {
    this.#items.clear()
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null
  }

  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null
  }

  removeItem(key: string): void {
    this.#items.delete(key)
  }

  setItem(key: string, value: string): void {
    if (value.length > this.#limit) throw new DOMException('full', 'QuotaExceededError')
    this.#items.set(key, value)
  }
}
