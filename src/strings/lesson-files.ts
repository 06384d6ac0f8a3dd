/** Texts about the lesson's files: their spellings, the solution, the download. */
import type { Spelling } from '../../harness/lesson-program.ts'
import type { Language } from '../../protocol/lesson.ts'
import { lessonFilesEnglish } from './lesson-files-en.ts'
import { lessonFilesRussian } from './lesson-files-ru.ts'

export interface LessonFilesStrings {
  readonly spelling: {
    readonly label: string
    readonly names: Readonly<Record<Spelling, string>>
    /** Another spelling than the shown one is still running. */
    readonly running: (name: string) => string
  }
}

const byLanguage: Readonly<Record<Language, LessonFilesStrings>> = {
  en: lessonFilesEnglish,
  ru: lessonFilesRussian,
}

export function lessonFilesStrings(language: Language): LessonFilesStrings {
  return byLanguage[language]
}
