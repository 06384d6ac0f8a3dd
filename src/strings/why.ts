/** Texts of the Why? tab. Its sentences are `trace/explain/verdict-words.ts` and `diagnosis-words.ts`. */
import type { Language } from '../../protocol/lesson.ts'
import type { Verdict } from '../../trace/explain/explanation.ts'
import { whyEnglish } from './why-en.ts'
import { whyRussian } from './why-ru.ts'

export interface WhyStrings {
  /** Of the button that leads here. */
  readonly ask: string
  readonly askTitle: string
  readonly signs: Readonly<Record<Verdict['outcome'], string>>
  readonly verdicts: string
  readonly shownBy: string
  /** Back from one emit to all of them. */
  readonly all: string
  readonly noticed: string
  /** Folds what was noticed in the runs before this one. */
  readonly earlierRuns: (count: number) => string
  readonly recent: string
  /** `undefined`: the server. */
  readonly sentBy: (client: string | undefined) => string
  readonly answer: string
  readonly lesson: string
  readonly saidByServer: string
  readonly empty: { readonly what: string; readonly how: string }
  /** What an event of the trace says, in a few words. */
  readonly evidence: {
    readonly join: (who: string, room: string) => string
    readonly leave: (who: string, room: string) => string
    readonly connect: (who: string) => string
    readonly disconnect: (who: string, reason: string) => string
    readonly refused: string
    readonly arrived: (who: string, handlers: number) => string
    readonly answered: (who: string) => string
    readonly addedLate: (who: string, event: string) => string
    readonly delivery: (who: string) => string
    readonly call: string
  }
}

export function whyStrings(language: Language): WhyStrings {
  return language === 'ru' ? whyRussian : whyEnglish
}
