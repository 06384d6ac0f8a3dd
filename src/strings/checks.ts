/** Every text about checks in the workbench, in one shape that each language fills. */
import type { Language } from '../../protocol/lesson.ts'
import { checksEnglish } from './checks-en.ts'
import { checksRussian } from './checks-ru.ts'

export interface ChecksStrings {
  readonly check: string
  readonly cancel: string
  readonly shortcut: string
  /** Why the button does nothing now. */
  readonly unavailable: Readonly<Record<'no-checks' | 'no-connection', string>>
  readonly tab: string
  readonly label: string
  readonly progress: (finished: number, all: number) => string
  readonly summary: (passed: number, all: number) => string
  readonly show: string
  readonly empty: string
  readonly emptyHow: string
  readonly states: Readonly<
    Record<
      'waiting' | 'running' | 'interrupted' | 'untried' | 'passed' | 'failed' | 'timed-out' | 'not-started',
      string
    >
  >
  readonly timedOut: string
  readonly expected: string
  readonly seen: string
  readonly hint: string
  readonly showOnWire: string
  readonly duration: (ms: number) => string
  readonly interrupted: Readonly<Record<'cancelled' | 'run' | 'connection' | 'fault', string>>
  readonly notStarted: {
    readonly 'syntax-error': string
    readonly 'start-failed': string
    readonly 'never-listens': (port: number) => string
    readonly 'start-blocked': string
    readonly unavailable: string
  }
  /** In a pane that is empty while the check's clients have the stage. */
  readonly paneIdle: string
  readonly allPassed: string
  readonly next: (title: string) => string
  readonly last: string
}

const byLanguage: Readonly<Record<Language, ChecksStrings>> = { en: checksEnglish, ru: checksRussian }

export function checksStrings(language: Language): ChecksStrings {
  return byLanguage[language]
}
