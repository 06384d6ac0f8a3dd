/** Short messages above the editor, each once, with what can be done about it. */
import { signal, type ReadonlySignal } from '@preact/signals'

export interface NoticeAction {
  readonly label: string
  readonly run: () => void
}

export interface Notice {
  /** A newer notice of the same id replaces the older one. */
  readonly id: string
  readonly tone: 'quiet' | 'warn'
  readonly text: string
  /** It speaks of the files in the editor, and goes with them when another spelling takes their place. */
  readonly about?: 'files'
  /** Pressing one dismisses the notice. */
  readonly actions: readonly NoticeAction[]
}

export class Notices {
  readonly #list = signal<readonly Notice[]>([])

  get list(): ReadonlySignal<readonly Notice[]> {
    return this.#list
  }

  tell(notice: Notice): void {
    this.#list.value = [...this.#list.peek().filter((each) => each.id !== notice.id), notice]
  }

  dismissAbout(subject: 'files'): void {
    this.#list.value = this.#list.peek().filter((each) => each.about !== subject)
  }

  dismiss(id: string): void {
    this.#list.value = this.#list.peek().filter((each) => each.id !== id)
  }
}
