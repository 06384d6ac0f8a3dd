/** Texts about the lesson's files: their spellings, the solution, the download. */
import type { Spelling } from '../../harness/lesson-program.ts'
import type { Language } from '../../protocol/lesson.ts'
import { lessonFilesEnglish } from './lesson-files-en.ts'
import { lessonFilesRussian } from './lesson-files-ru.ts'

interface ReadmeFacts {
  /** Of the lesson. */
  readonly title: string
  readonly entry: string
  readonly port: number
  /** `npm test` runs the lesson's checks. */
  readonly tested: boolean
}

export interface LessonFilesStrings {
  readonly spelling: {
    readonly label: string
    readonly names: Readonly<Record<Spelling, string>>
    /** Another spelling than the shown one is still running. */
    readonly running: (name: string) => string
  }
  readonly solution: {
    readonly open: string
    readonly title: string
    /** Before anything was tried. */
    readonly question: string
    readonly tryFirst: string
    readonly showIt: string
    readonly files: string
    readonly mine: string
    readonly theSolution: string
    readonly mineOf: (file: string) => string
    readonly solutionOf: (file: string) => string
    /** Both in one listing. */
    readonly compared: (file: string) => string
    /** The file does not differ. */
    readonly same: string
    readonly notThere: string
    readonly promise: string
    readonly use: string
    readonly backToMine: string
    readonly close: string
  }
  readonly download: {
    readonly open: string
    readonly title: string
    readonly failed: string
    /** Markdown. */
    readonly readme: (project: ReadmeFacts) => string
  }
  readonly startOver: {
    readonly title: string
    readonly starter: string
    readonly starterText: string
    readonly discard: string
    readonly discardText: string
    readonly cancel: string
  }
}

const byLanguage: Readonly<Record<Language, LessonFilesStrings>> = {
  en: lessonFilesEnglish,
  ru: lessonFilesRussian,
}

export function lessonFilesStrings(language: Language): LessonFilesStrings {
  return byLanguage[language]
}
