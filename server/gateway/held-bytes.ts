/**
 * What of one session waits here for the rest of its message: request bodies of polling, and what the tap cannot decode
 * yet. Each connection has its own limit; this one is that of all of them together.
 */
export interface Holder {
  /** Tells how much is held now. @returns false when the session holds too much */
  set(bytes: number): boolean
}

export class HeldBytes {
  readonly #maxBytes: number
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** One more place that holds bytes; it must be set to 0 in the end. */
  holder(): Holder {
    let own = 0
    return {
      set: (bytes) => {
        this.#bytes += bytes - own
        own = bytes
        return this.#bytes <= this.#maxBytes
      },
    }
  }
}
