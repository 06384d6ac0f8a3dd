/**
 * What was typed into one pane's console in this tab. Key `wirelab:console:<lesson>:<client>` of the tab's storage,
 * value a JSON array of strings, oldest first.
 */

/** More than anybody walks back. */
const keptInputs = 100

export class InputHistory {
  readonly #storage: Storage | undefined
  readonly #key: string
  #inputs: readonly string[]
  /** In `#inputs`; its length stands for the line that is being written. */
  #place: number
  #draft = ''

  /** `storage` is undefined where the browser gives none: then inputs last as long as this object. */
  constructor(storage: Storage | undefined, lesson: string, client: string) {
    this.#storage = storage
    this.#key = `wirelab:console:${lesson}:${client}`
    this.#inputs = inputsIn(storage?.getItem(this.#key))
    this.#place = this.#inputs.length
  }

  /** The newest input; the same twice in a row is kept once. */
  add(input: string): void {
    if (this.#inputs.at(-1) !== input) this.#inputs = [...this.#inputs, input].slice(-keptInputs)
    this.#place = this.#inputs.length
    this.#draft = ''
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(this.#inputs))
    } catch {
      // The storage is full. An old input is not worth a word about it.
    }
  }

  /** The input before the one that is shown, or undefined at the oldest. `shown` comes back with `newer()`. */
  older(shown: string): string | undefined {
    if (this.#place === 0) return undefined
    if (this.#place === this.#inputs.length) this.#draft = shown
    this.#place -= 1
    return this.#inputs[this.#place]
  }

  /** The input after it, last of all what was being written; undefined when that is shown already. */
  newer(): string | undefined {
    if (this.#place === this.#inputs.length) return undefined
    this.#place += 1
    return this.#inputs[this.#place] ?? this.#draft
  }
}

/** Anybody can have written there: what does not fit is no history. */
function inputsIn(stored: string | null | undefined): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(stored ?? '[]')
    return Array.isArray(parsed) && parsed.every((input) => typeof input === 'string')
      ? parsed.slice(-keptInputs)
      : []
  } catch {
    return []
  }
}
