/** Every text about progress and predictions on the pages, in one shape that each language fills. */
import type { Language } from '../../protocol/lesson.ts'
import { progressEnglish } from './progress-en.ts'
import { progressRussian } from './progress-ru.ts'

export interface ProgressStrings {
  /** Beside a task whose check has passed. */
  readonly taskDone: string
  readonly lessonDone: string
  readonly done: string
  readonly partly: (tasks: number, all: number) => string
  readonly file: {
    readonly title: string
    readonly text: string
    readonly save: string
    readonly bring: string
    readonly brought: (lessons: number) => string
    readonly notKept: string
    readonly problems: Readonly<Record<'not-json' | 'not-progress' | 'newer' | 'unreadable', string>>
  }
  /** In place of the button that starts the first lesson. */
  readonly goOnWith: (title: string) => string
  readonly prediction: {
    readonly title: string
    readonly run: string
    readonly notReady: string
    readonly starting: string
    readonly waiting: (client: string, event: string) => string
    readonly ended: string
    /** One client: whether it got the event, and whether that was foretold. */
    readonly told: (client: string, got: boolean, foretold: boolean) => string
    readonly score: (right: number, all: number) => string
  }
}

const byLanguage: Readonly<Record<Language, ProgressStrings>> = { en: progressEnglish, ru: progressRussian }

export function progressStrings(language: Language): ProgressStrings {
  return byLanguage[language]
}

/** In the language of the page that is open. */
export function pageProgressStrings(): ProgressStrings {
  return progressStrings(document.documentElement.lang === 'ru' ? 'ru' : 'en')
}
