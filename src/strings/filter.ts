/** Every text of the inspector's filter, in one shape that each language fills. What is typed is the same in all of them. */
import type { Language } from '../../protocol/lesson.ts'
import type { FilterKey } from '../../trace/filter/filter.ts'
import type { MistakeCode } from '../../trace/filter/mistake.ts'
import { filterEnglish } from './filter-en.ts'
import { filterRussian } from './filter-ru.ts'

/** What a sentence about a mistake speaks of. */
export interface MistakeNames {
  /** What is wrong, as it was typed. */
  readonly text: string
  /** Whose value is wrong; the text itself where there is no key. */
  readonly key: string
  /** All values that the key can have, in one line. */
  readonly values: string
}

export interface FilterStrings {
  readonly label: string
  readonly placeholder: string
  readonly shortcut: string
  readonly clear: string
  readonly count: (shown: string, total: string) => string
  /** `how`: of a trace that goes on, and of a file. */
  readonly nothing: { readonly what: string; readonly how: Readonly<Record<'live' | 'file', string>> }
  /** Of a chapter, beside its name: how many of its steps pass, where not all do. */
  readonly steps: (shown: number, all: number) => string
  /** The same after its number of steps. */
  readonly ofThem: (shown: number) => string
  readonly stepsHidden: (hidden: number, all: number) => string
  readonly completion: string
  readonly mistakes: Readonly<Record<MistakeCode, (names: MistakeNames) => string>>
  /** A button that mends a mistake. */
  readonly mend: (suggestion: string) => string
  /** While what is typed cannot be read. */
  readonly stillInForce: (filter: string) => string
  readonly noneInForce: string
  /** A button beside a value of the details. */
  readonly only: (term: string) => string
  readonly help: {
    readonly open: string
    readonly close: string
    readonly title: string
    readonly typed: string
    readonly finds: string
    readonly keys: Readonly<Record<FilterKey, string>>
    readonly text: string
    readonly star: string
    readonly quotes: string
    readonly and: string
    readonly or: string
    readonly not: string
    readonly parentheses: string
    readonly notes: string
  }
}

const byLanguage: Readonly<Record<Language, FilterStrings>> = { en: filterEnglish, ru: filterRussian }

export function filterStrings(language: Language): FilterStrings {
  return byLanguage[language]
}
