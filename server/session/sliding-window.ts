/** Lets so many through in any stretch of time of a length. */
export class SlidingWindow {
  readonly #lengthUs: number
  readonly #count: number
  readonly #now: () => number
  /** When the latest were let through, microseconds. */
  #times: number[] = []

  /** @param now microseconds on some clock that never goes back */
  constructor(lengthUs: number, count: number, now: () => number) {
    this.#lengthUs = lengthUs
    this.#count = count
    this.#now = now
  }

  /** True when one more fits; counts it. */
  admit(): boolean {
    const now = this.#now()
    this.#times = this.#times.filter((at) => now - at < this.#lengthUs)
    if (this.#times.length >= this.#count) return false
    this.#times.push(now)
    return true
  }
}
