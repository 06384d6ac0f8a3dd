/** The texts of a client's console and of what is typed into it. */
import type { Language } from '../../protocol/lesson.ts'
import { paneConsoleEnglish } from './pane-console-en.ts'
import { paneConsoleRussian } from './pane-console-ru.ts'

export interface PaneConsoleStrings {
  readonly input: (name: string) => string
  readonly example: string
  /** Before what was typed, and before what it gave, for those who do not see the signs. */
  readonly typed: Readonly<Record<'input' | 'result', string>>
  readonly keys: string
  readonly noPage: string
  readonly notConnected: string
  /** The page has not said hello yet; what was typed is kept. */
  readonly notReady: string
  readonly noAnswer: string
  /** Below an error that has its reason in what a page lets the console see. */
  readonly hint: Readonly<Record<'socket' | 'policy', string>>
}

const byLanguage: Readonly<Record<Language, PaneConsoleStrings>> = {
  en: paneConsoleEnglish,
  ru: paneConsoleRussian,
}

export function paneConsoleStrings(language: Language): PaneConsoleStrings {
  return byLanguage[language]
}
