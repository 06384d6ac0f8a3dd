/** What the reports for people say around a check's own sentences. */
import type { Language } from '../../../protocol/lesson.ts'

export interface ReportWords {
  readonly solution: string
  readonly passed: string
  readonly failed: string
  readonly expected: string
  readonly seen: string
  readonly total: (passed: number, all: number) => string
}

export const reportWords: Readonly<Record<Language, ReportWords>> = {
  en: {
    solution: 'the lesson’s solution',
    passed: 'passed',
    failed: 'failed',
    expected: 'Expected',
    seen: 'Seen',
    total: (passed, all) => `${passed} of ${all} checks passed.`,
  },
  ru: {
    solution: 'решение урока',
    passed: 'пройдена',
    failed: 'не пройдена',
    expected: 'Ожидалось',
    seen: 'Увидено',
    total: (passed, all) => `Пройдено проверок: ${passed} из ${all}.`,
  },
}
