/** The files of a lesson as the learner gets them, and as the solution leaves them, in each of its spellings. */
import { variantIdSchema, type VariantId } from '../protocol/lesson.ts'
import type { LessonFolder } from './lesson-parts.ts'

/** `classic` is the lesson's own spelling; the others are its variants. */
export type Spelling = 'classic' | VariantId

export interface LessonProgram {
  readonly spelling: Spelling
  readonly entry: string
  /** In the order of the editor's tabs. */
  readonly start: Readonly<Record<string, string>>
  readonly solution: Readonly<Record<string, string>>
}

/** Every spelling that the lesson has, its own first. */
export function lessonPrograms({ lesson, start, solution, variants }: LessonFolder): LessonProgram[] {
  const own = { files: lesson.files, entry: lesson.entry }
  const overlays = { spelling: 'classic', start: {}, solution: {} } as const
  return [
    { ...overlays, ...own },
    ...lesson.variants.map(({ id, files, entry }) => {
      const { start: begun = {}, solution: solved = {} } = variants[id] ?? {}
      return { spelling: id, files, entry, start: begun, solution: solved }
    }),
  ].map(({ spelling, files, entry, start: begun, solution: solved }) => ({
    spelling,
    entry,
    start: pick(files, [begun, start]),
    solution: pick(files, [solved, begun, solution, start]),
  }))
}

/** A program of somebody's own for a lesson: what runs. */
export interface OwnProgram {
  readonly spelling: Spelling
  readonly entry: string
  readonly files: Readonly<Record<string, string>>
}

const endings = ['.js', '.ts', '.mjs', '.mts', '.cjs', '.cts']

/** Names of the files that a program for the lesson is made of, in any spelling, the entry with any of its endings. */
export function filesOfPrograms(lesson: LessonFolder): ReadonlySet<string> {
  const programs = lessonPrograms(lesson)
  return new Set([
    ...programs.flatMap(({ start, solution }) => [...Object.keys(start), ...Object.keys(solution)]),
    ...programs.flatMap(({ entry }) => entriesLike(entry)),
  ])
}

/**
 * Somebody's files laid over what the lesson starts from. Without `spelling` it is the one whose entry they have; where
 * that tells nothing (several have the same one), the classic. An entry of the same name with another ending will do.
 */
export function programOver(
  lesson: LessonFolder,
  files: Readonly<Record<string, string>>,
  spelling?: Spelling,
): OwnProgram {
  const programs = lessonPrograms(lesson)
  const classic = programs.find((program) => program.spelling === (spelling ?? 'classic'))
  const byEntry = spelling === undefined ? programs.filter(({ entry }) => files[entry] !== undefined) : []
  const [only] = byEntry.length === 1 ? byEntry : [classic]
  if (only === undefined) throw new Error(`The lesson ${lesson.slug} has no spelling ${spelling}.`)
  const entry = entriesLike(only.entry).find((file) => file in files)
  return { spelling: only.spelling, entry: entry ?? only.entry, files: { ...only.start, ...files } }
}

/** The entry, and what may stand in its place. */
function entriesLike(entry: string): string[] {
  const stem = entry.slice(0, entry.lastIndexOf('.'))
  return [entry, ...endings.map((ending) => stem + ending)]
}

/** Whether the text names a spelling, as a folder under `variants/` must. */
export function isVariantId(text: string): text is VariantId {
  return variantIdSchema.safeParse(text).success
}

/** Each file as the first of the trees has it. */
function pick(
  files: readonly string[],
  trees: readonly Readonly<Record<string, string>>[],
): Record<string, string> {
  return Object.fromEntries(
    files.map((file) => [file, trees.find((tree) => tree[file] !== undefined)?.[file] ?? '']),
  )
}
