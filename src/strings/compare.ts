/** Every text of the comparison of two runs, in one shape that each language fills. */
import type { Language } from '../../protocol/lesson.ts'
import type { Change } from '../../trace/compare.ts'
import { compareEnglish } from './compare-en.ts'
import { compareRussian } from './compare-ru.ts'

export interface CompareStrings {
  readonly open: string
  readonly close: string
  readonly label: string
  readonly left: string
  readonly right: string
  readonly run: (run: number, entry: string, time: string) => string
  /** A run of another file. */
  readonly runOf: (file: string, run: string) => string
  readonly openFile: string
  readonly unreadable: (file: string) => string
  readonly changes: Readonly<Record<Change, string>>
  /** How many of each, in few words. */
  readonly counts: Readonly<Record<Exclude<Change, 'same'>, (count: number) => string>>
  readonly noDifference: string
  readonly next: string
  readonly previous: string
  /** Of a changed pair: what each side says. */
  readonly both: (left: string, right: string) => string
  readonly more: (left: string, right: string) => string
  readonly notExact: string
  readonly nothing: string
  readonly keys: string
}

const byLanguage: Readonly<Record<Language, CompareStrings>> = { en: compareEnglish, ru: compareRussian }

export function compareStrings(language: Language): CompareStrings {
  return byLanguage[language]
}
