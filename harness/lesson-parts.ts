/** A lesson's folder in memory. */
import type { Language, Lesson } from '../protocol/lesson.ts'
import type { ParsedTrace } from '../trace/jsonl.ts'
import type { LessonChecks } from './checks-module.ts'

/** Path to content. */
type Tree = Readonly<Record<string, string>>

/** As read; the description may be missing or wrong, and so may a text. */
export interface LessonParts {
  /** The folder's name, `02-server`. */
  readonly folder: string
  /** The name in addresses, `server`. */
  readonly slug: string
  readonly lesson: Lesson | undefined
  /** What the learner gets: path to content. */
  readonly start: Tree
  /** Sparse, over `start`. */
  readonly solution: Tree
  /** Sparse, over `start` and `solution`, by the name of its folder under `variants/`. */
  readonly variants: Readonly<Record<string, { readonly start: Tree; readonly solution: Tree }>>
  /** Missing when the module is missing or cannot be run. */
  readonly checks: LessonChecks | undefined
  readonly prose: Readonly<Record<Language, string | undefined>>
  /** Recorded from the solution, for the figures of the prose. */
  readonly trace: ParsedTrace | undefined
  /** The text of `lesson.ts`. */
  readonly source: string
}

/** One whose description is right. */
export interface LessonFolder extends LessonParts {
  readonly lesson: Lesson
}
