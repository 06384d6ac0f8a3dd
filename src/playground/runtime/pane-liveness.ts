/**
 * Whether the page in a frame still answers. A loop that never ends holds the process of its page, and a new frame on the
 * same origin would be put into that process and never load: only a browser that has no frame left of it for a moment
 * ends it.
 */
import { signal, type ReadonlySignal } from '@preact/signals'

const askEveryMs = 500
/** A page answers in a few milliseconds, but one that draws much or loads a large script takes its time. */
const silentAfterMs = 1_000
/** A new frame is wanted: who has not answered by then is taken for silent. The price of a mistake is a short wait. */
const doubtAfterMs = 250

export class PaneLiveness {
  readonly #isSilent = signal(false)
  readonly #ping: () => void
  readonly #timer: ReturnType<typeof setInterval>
  readonly #begun = performance.now()
  /** What has come from the frame: nothing, a page that cannot speak (a picture, say), or one that does. */
  #page: 'none' | 'mute' | 'speaking' = 'none'
  #saidHelloSinceLoad = false
  /** When the question was put that has no answer yet. */
  #askedAt: number | undefined

  /** @param ping asks the page; its answer is told to {@link heard} */
  constructor(ping: () => void) {
    this.#ping = ping
    this.#timer = setInterval(() => this.#ask(), askEveryMs)
  }

  /** The page has owed an answer for a second. */
  get isSilent(): ReadonlySignal<boolean> {
    return this.#isSilent
  }

  /** A page speaks, for the first time or once more. */
  hello(): void {
    this.#page = 'speaking'
    this.#saidHelloSinceLoad = true
    this.heard()
  }

  /** Anything that the page says shows that it lives. */
  heard(): void {
    this.#askedAt = undefined
    this.#isSilent.value = false
  }

  /** The frame has loaded a page; one that can speak has said hello before. */
  loaded(): void {
    this.#page = this.#saidHelloSinceLoad ? 'speaking' : 'mute'
    this.#saidHelloSinceLoad = false
    this.heard()
  }

  /** The frame's process is perhaps caught, and would keep the next page from loading. */
  get isInDoubt(): boolean {
    const now = performance.now()
    if (this.#page === 'none') return now - this.#begun >= silentAfterMs
    return this.#askedAt !== undefined && now - this.#askedAt >= doubtAfterMs
  }

  close(): void {
    clearInterval(this.#timer)
    this.#isSilent.value = false
  }

  #ask(): void {
    if (this.#page !== 'speaking') return
    const now = performance.now()
    if (this.#askedAt === undefined) {
      this.#askedAt = now
      this.#ping()
    } else if (now - this.#askedAt >= silentAfterMs) this.#isSilent.value = true
  }
}
