/** What exports say of themselves, beside what stands on every ladder (`ladder-words.ts`). */
import type { Language } from '../../protocol/lesson.ts'

export interface ExportWords {
  /** The heading; the text is when the session began. */
  readonly title: (startedAt: string) => string
  /** Above the column of times. */
  readonly time: string
  readonly leftOutRows: (count: string) => string
  readonly leftOutParticipants: (count: string) => string
  readonly nothing: string
  /** Something was recorded, and the filter or the reader hides all of it. */
  readonly nothingShown: string
  /** One of several diagrams. */
  readonly part: (part: number, parts: number) => string
}

const words: Readonly<Record<Language, ExportWords>> = {
  en: {
    title: (startedAt) => `Socket.IO trace, ${startedAt}`,
    time: 'seconds',
    leftOutRows: (count) => `Earlier rows left out of this export: ${count}`,
    leftOutParticipants: (count) => `Clients left out of this export: ${count}`,
    nothing: 'Nothing was recorded',
    nothingShown: 'Nothing of what was recorded is shown here: all of it is filtered out or cleared away',
    part: (part, parts) => `Part ${part} of ${parts}`,
  },
  ru: {
    title: (startedAt) => `Трасса Socket.IO, ${startedAt}`,
    time: 'секунды',
    leftOutRows: (count) => `Более ранних строк, не вошедших сюда: ${count}`,
    leftOutParticipants: (count) => `Клиентов, не вошедших сюда: ${count}`,
    nothing: 'Ничего не записано',
    nothingShown: 'Из записанного здесь не показано ничего: всё отфильтровано или убрано',
    part: (part, parts) => `Часть ${part} из ${parts}`,
  },
}

export function exportWords(language: Language): ExportWords {
  return words[language]
}
