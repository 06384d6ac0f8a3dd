/** What checks ask of the page in a frame, until it answers. */
import type { ClientAction, ClientAnswer } from '../../../protocol/drive.ts'
import type { PaneCommand } from '../../../protocol/pane.ts'

/** A page answers at once, or after it has looked for an element for a second; one that hangs never does. */
const answerWithinMs = 3_000

type Question = Extract<PaneCommand, { type: 'drive' }>

interface Waiting {
  readonly question: Question
  readonly settle: (answer: ClientAnswer) => void
}

export const pageGone: ClientAnswer = { ok: false, problem: 'no-page', detail: 'The page is gone.' }
const silent: ClientAnswer = { ok: false, problem: 'no-page', detail: 'The page does not react.' }

export class PaneQuestions {
  readonly #post: (question: Question) => void
  readonly #waiting = new Map<number, Waiting>()
  #last = 0

  constructor(post: (question: Question) => void) {
    this.#post = post
  }

  async ask(action: ClientAction, signal: AbortSignal): Promise<ClientAnswer> {
    signal.throwIfAborted()
    this.#last += 1
    const question: Question = { type: 'drive', id: this.#last, action }
    const { promise, resolve, reject } = Promise.withResolvers<ClientAnswer>()
    const abort = () => reject(signal.reason as Error)
    const withinMs = answerWithinMs + ('withinMs' in action ? action.withinMs : 0)
    const timer = setTimeout(() => resolve(silent), withinMs)
    signal.addEventListener('abort', abort, { once: true })
    this.#waiting.set(question.id, { question, settle: resolve })
    this.#post(question)
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      this.#waiting.delete(question.id)
    }
  }

  answered(id: number, answer: ClientAnswer): void {
    this.#waiting.get(id)?.settle(answer)
  }

  /** A page has come that may not have heard what waits. */
  askAgain(post: (question: Question) => void): void {
    for (const { question } of this.#waiting.values()) post(question)
  }

  close(): void {
    for (const { settle } of this.#waiting.values()) settle(pageGone)
  }
}
