/** Lessons of the command line: the folder they are in, the one that was named, and its mistakes. */
import { join } from 'node:path'
import { readLessons } from '../../harness/lesson-folder.ts'
import { formatMistake, type LessonMistake } from '../../harness/lesson-mistake.ts'
import type { LessonFolder } from '../../harness/lesson-parts.ts'
import { projectFolder } from '../project-folder.ts'
import { relativePath } from './relative-path.ts'
import { UsageError } from './usage-error.ts'

export const lessonsHelp = `  --lessons <folder>
                   the folder of all lessons (default: Wirelab's own)`

export const ownLessons = join(projectFolder, 'lessons')

/**
 * The lesson of this slug, or all without one.
 * @param concerns mistakes that stand in the way
 * @throws UsageError when there is no such lesson, or its author made a mistake
 */
export async function chooseLessons(
  root: string,
  slug: string | undefined,
  concerns: (mistake: LessonMistake) => boolean = () => true,
): Promise<LessonFolder[]> {
  const { lessons, mistakes } = await readLessons(root).catch(() => {
    throw new UsageError(`There is no folder of lessons ${root}.`)
  })
  const chosen = slug === undefined ? lessons : lessons.filter((lesson) => lesson.slug === slug)
  const isOf = ({ file }: LessonMistake) =>
    slug === undefined || file.split('/')[0]?.replace(/^\d+-/, '') === slug
  const own = mistakes.filter((mistake) => isOf(mistake) && concerns(mistake))
  if (own.length > 0)
    throw new UsageError(own.map((mistake) => formatMistake(relativePath(root), mistake)).join('\n'))
  if (chosen.length === 0) {
    const slugs = lessons.map((lesson) => lesson.slug).join(', ')
    throw new UsageError(
      slug === undefined ? `${root} has no lessons.` : `There is no lesson "${slug}"; there are ${slugs}.`,
    )
  }
  return chosen
}
