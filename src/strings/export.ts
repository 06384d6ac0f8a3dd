/** Every text of the inspector's export menu, in one shape that each language fills. */
import type { Language } from '../../protocol/lesson.ts'
import { exportEnglish } from './export-en.ts'
import { exportRussian } from './export-ru.ts'

export type ExportFormat = 'jsonl' | 'har' | 'mermaid' | 'text' | 'svg' | 'png'
export type CopiedFormat = 'mermaid' | 'text'

interface Named {
  readonly label: string
  /** What it is good for, in one short line. */
  readonly hint: string
}

export interface ExportStrings {
  readonly menu: string
  readonly title: string
  readonly scope: string
  readonly scopes: Readonly<Record<'view' | 'all', string>>
  readonly formats: Readonly<Record<ExportFormat, Named>>
  readonly copy: Readonly<Record<CopiedFormat, Named>>
  readonly open: Named
  readonly saved: (name: string) => string
  readonly copied: string
  readonly copyFailed: string
  readonly failed: string
}

const byLanguage: Readonly<Record<Language, ExportStrings>> = { en: exportEnglish, ru: exportRussian }

export function exportStrings(language: Language): ExportStrings {
  return byLanguage[language]
}
