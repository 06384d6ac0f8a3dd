/** A lesson's folder in memory. */
import type { Language, Lesson } from '../protocol/lesson.ts'
import type { ParsedTrace } from '../trace/jsonl.ts'

/** As read; the description may be missing or wrong, and so may a text. */
export interface LessonParts {
  /** The folder's name, `02-server`. */
  readonly folder: string
  /** The name in addresses, `server`. */
  readonly slug: string
  readonly lesson: Lesson | undefined
  /** What the learner gets: path to content. */
  readonly start: Readonly<Record<string, string>>
  /** Sparse, over `start`. */
  readonly solution: Readonly<Record<string, string>>
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
