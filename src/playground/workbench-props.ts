/** What a page hands to the workbench: plain data, serialised by Astro into the island. */
import type { Language } from '../../protocol/lesson.ts'

export interface WorkbenchProps {
  readonly language: Language
  /** Under which drafts are kept: the lesson's slug. */
  readonly id: string
  readonly panes: readonly string[]
  readonly files: readonly { readonly path: string; readonly content: string }[]
  readonly entry: string
  readonly port: number
}
