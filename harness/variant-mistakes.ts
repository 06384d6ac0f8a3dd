/** What must hold of a lesson's variants. Pure. */
import type { Lesson } from '../protocol/lesson.ts'
import type { LessonMistake } from './lesson-mistake.ts'
import { isVariantId } from './lesson-program.ts'
import type { LessonParts } from './lesson-parts.ts'
import { lineOf } from './source-location.ts'

export function variantMistakes(parts: LessonParts, lesson: Lesson): LessonMistake[] {
  const { folder, source, start, variants } = parts
  const declared = lesson.variants.map(({ id }) => id)
  const mistakes: LessonMistake[] = Object.keys(variants)
    .filter((id) => !isVariantId(id) || !declared.includes(id))
    .map((id) => ({
      file: `${folder}/variants/${id}`,
      sentence: `"variants" of lesson.ts does not name ${id}.`,
    }))
  lesson.variants.forEach(({ id, files, entry }, index) => {
    const at = (path: readonly PropertyKey[], sentence: string) =>
      mistakes.push({
        file: `${folder}/lesson.ts`,
        line: lineOf(source, ['variants', index, ...path]),
        sentence,
      })
    const own = variants[id]
    if (declared.indexOf(id) < index) at(['id'], `"variants" has ${id} twice.`)
    if (own === undefined || Object.keys(own.start).length === 0) {
      at(['id'], `The variant ${id} has no files in variants/${id}/start/.`)
    }
    if (own !== undefined && Object.keys(own.solution).length === 0) {
      at(['id'], `The variant ${id} has no solution in variants/${id}/solution/.`)
    }
    for (const file of files) {
      if (own?.start[file] === undefined && start[file] === undefined) {
        at(['files'], `The variant ${id} names ${file}, which neither it nor start/ has.`)
      }
    }
    if (!files.includes(entry))
      at(['entry'], `"entry" is ${entry}, which is not among the variant's "files".`)
  })
  return mistakes
}
