/** What a page hands to the workbench: plain data, serialised by Astro into the island. */
import type { Language, VariantId } from '../../protocol/lesson.ts'
import type { ProjectFile } from './project/project.ts'

export interface WorkbenchProgram {
  /** In the order of the tabs. */
  readonly files: readonly ProjectFile[]
  /** The file that Node starts. */
  readonly entry: string
  /** The same files when every task is done; without it, no solution is offered. */
  readonly solution?: readonly ProjectFile[]
}

/** The lesson's tasks, in the reader's language, and what comes after them. */
export interface CourseProps {
  readonly tasks: readonly { readonly id: string; readonly check: string; readonly hint: string }[]
  /** Absent after the last lesson. */
  readonly next?: { readonly title: string; readonly address: string }
}

/** The program that it is itself is the classic spelling. */
export interface WorkbenchProps extends WorkbenchProgram {
  readonly language: Language
  /** Under which drafts are kept: the lesson's slug. */
  readonly id: string
  /** In the page's language; without it, the id stands in its place. */
  readonly title?: string
  readonly panes: readonly string[]
  readonly port: number
  /** Absent where there is no lesson. */
  readonly course?: CourseProps
  /** The same lesson in other spellings. */
  readonly variants?: readonly (WorkbenchProgram & { readonly spelling: VariantId })[]
}
