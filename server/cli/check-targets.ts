/** What `wirelab check` runs: each program with the lesson whose checks it has to pass. */
import { join } from 'node:path'
import type { LessonFolder } from '../../harness/lesson-parts.ts'
import {
  filesOfPrograms,
  lessonPrograms,
  programOver,
  type LessonProgram,
  type Spelling,
} from '../../harness/lesson-program.ts'
import { stat } from 'node:fs/promises'
import { defaultLimits } from '../limits.ts'
import type { CheckedProgram } from '../checks/check-place.ts'
import type { CheckedTitle } from './check-reporters/reporter.ts'
import { readFolder } from './program-files.ts'
import { relativePath } from './relative-path.ts'
import { UsageError } from './usage-error.ts'

export interface CheckTarget {
  readonly lesson: LessonFolder
  readonly title: CheckedTitle
  readonly program: CheckedProgram
}

/** The lesson's own solutions, in each of its spellings or the one that was asked for. */
export function solutionTargets(
  root: string,
  lesson: LessonFolder,
  spelling: Spelling | undefined,
): CheckTarget[] {
  return lessonPrograms(lesson)
    .filter((program) => spelling === undefined || program.spelling === spelling)
    .map((program) => ({
      lesson,
      program: { files: { ...program.solution }, entry: program.entry, port: lesson.lesson.port },
      title: {
        lesson: lesson.slug,
        spelling: program.spelling,
        folder: undefined,
        placeOf: (file) => solutionPlace(join(root, lesson.folder), lesson, program, file),
      },
    }))
}

/** Somebody's folder, whose files lie over what the lesson starts from. */
export async function folderTarget(
  lesson: LessonFolder,
  folder: string,
  spelling: Spelling | undefined,
): Promise<CheckTarget> {
  const info = await stat(folder).catch(() => undefined)
  if (!info?.isDirectory()) throw new UsageError(`There is no folder ${folder}.`)
  if (spelling !== undefined && !lessonPrograms(lesson).some((program) => program.spelling === spelling))
    throw new UsageError(`The lesson ${lesson.slug} has no spelling ${spelling}.`)
  const own = await readFolder(folder, defaultLimits)
  rejectNothing(lesson, folder, own)
  const { files, entry, spelling: found } = programOver(lesson, own.files, spelling)
  const title: CheckedTitle = {
    lesson: lesson.slug,
    spelling: found,
    folder: relativePath(folder),
    placeOf: (file) =>
      file !== undefined && file in own.files
        ? { path: relativePath(join(folder, file)), exact: true }
        : { path: relativePath(folder), exact: false },
  }
  return { lesson, title, program: { files: { ...files }, entry, port: lesson.lesson.port } }
}

/** Where none of the lesson's files can be laid over it, its start alone would be judged as if it were somebody's work. */
function rejectNothing(
  lesson: LessonFolder,
  folder: string,
  { files, leftOut }: Awaited<ReturnType<typeof readFolder>>,
): void {
  const names = filesOfPrograms(lesson)
  const unusable = leftOut.find((file) => names.has(file))
  if (unusable !== undefined)
    throw new UsageError(`${join(folder, unusable)} must be a file, not a link, with text in UTF-8.`)
  if (!Object.keys(files).some((file) => names.has(file)))
    throw new UsageError(
      `${folder} has nothing to check: none of the lesson's files (${lesson.lesson.files.join(', ')}) is in it.`,
    )
}

function solutionPlace(
  folder: string,
  { start, solution, variants }: LessonFolder,
  { spelling }: LessonProgram,
  file: string | undefined,
) {
  const own = spelling === 'classic' ? undefined : variants[spelling]
  const trees = [
    ...(own ? ([[`variants/${spelling}/solution`, own.solution]] as const) : []),
    ...(own ? ([[`variants/${spelling}/start`, own.start]] as const) : []),
    ['solution', solution] as const,
    ['start', start] as const,
  ]
  const found = file === undefined ? undefined : trees.find(([, tree]) => file in tree)
  if (found === undefined || file === undefined)
    return {
      path: relativePath(join(folder, own ? `variants/${spelling}/solution` : 'solution')),
      exact: false,
    }
  return { path: relativePath(join(folder, found[0], file)), exact: true }
}
