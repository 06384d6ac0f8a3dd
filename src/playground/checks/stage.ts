/** Who is in the panes while checks run: their clients alone, each in a frame that came for it and goes with it. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { ClientKind } from '../../../harness/driver.ts'
import type { PaneHandle } from '../runtime/runtime.ts'

/** A page that has not loaded by then is broken, or waits for ever. */
const loadMs = 5_000

export class StagedClient {
  /** Tells one frame from the next of the same client. */
  readonly number: number
  readonly kind: ClientKind
  readonly port: number
  readonly #loaded = Promise.withResolvers<PaneHandle>()
  readonly #left = Promise.withResolvers<void>()
  #isHere = false

  constructor(number: number, kind: ClientKind, port: number) {
    this.number = number
    this.kind = kind
    this.port = port
  }

  /** Its frame is in the page. */
  readonly came = (): void => {
    this.#isHere = true
  }

  readonly load = (handle: PaneHandle): void => this.#loaded.resolve(handle)

  /** Its frame is no longer in the page. */
  readonly leave = (): void => this.#left.resolve()

  async gone(): Promise<void> {
    if (this.#isHere) await this.#left.promise
  }

  /** Undefined when nothing has loaded in time. */
  async loaded(signal: AbortSignal): Promise<PaneHandle | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>()
    const abort = () => reject(signal.reason as Error)
    const timer = setTimeout(() => resolve(undefined), loadMs)
    signal.addEventListener('abort', abort, { once: true })
    try {
      return await Promise.race([this.#loaded.promise, promise])
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
  }
}

type Cast = ReadonlyMap<string, StagedClient>

export class Stage {
  /** Undefined: no checks run, and the panes are the learner's. */
  readonly #cast = signal<Cast | undefined>(undefined)
  #numbers = 0

  get cast(): ReadonlySignal<Cast | undefined> {
    return this.#cast
  }

  /** Every pane is emptied. */
  begin(): void {
    this.#cast.value = new Map()
  }

  end(): void {
    this.#cast.value = undefined
  }

  enter(name: string, kind: ClientKind, port: number): StagedClient {
    this.#numbers += 1
    const client = new StagedClient(this.#numbers, kind, port)
    this.#cast.value = new Map(this.#cast.peek()).set(name, client)
    return client
  }

  /** Resolves when its frame is gone, and its connections with it. */
  async leave(name: string, client: StagedClient): Promise<void> {
    const cast = this.#cast.peek()
    if (cast?.get(name) === client) {
      const rest = new Map(cast)
      rest.delete(name)
      this.#cast.value = rest
    }
    await client.gone()
  }
}
