/** Reads a `lesson.ts`: runs the module, finds its default export, and checks it against the schema. */
import { lessonSchema, type Lesson } from '../protocol/lesson.ts'
import { issueSentence, type LessonMistake } from './lesson-mistake.ts'
import { readModule } from './lesson-module.ts'
import { lineOf } from './source-location.ts'

/** `file` is the path on disk, `name` the one that mistakes carry, `source` the file's text. */
export async function readDescription(
  file: string,
  name: string,
  source: string,
): Promise<{ lesson?: Lesson; mistakes: LessonMistake[] }> {
  const module = await readModule(file, source)
  if (!module.ok) return { mistakes: [{ file: name, ...module.mistake }] }
  const exported: unknown = 'default' in module.exported ? module.exported.default : undefined
  if (exported === undefined) {
    const sentence = 'There is no default export; write "export default { … } satisfies LessonSource".'
    return { mistakes: [{ file: name, line: 1, sentence }] }
  }
  const parsed = lessonSchema.safeParse(exported, { reportInput: true })
  if (parsed.success) return { lesson: parsed.data, mistakes: [] }
  return {
    mistakes: parsed.error.issues.map((issue) => {
      const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
      const path = key === undefined ? issue.path : [...issue.path, key]
      return { file: name, line: lineOf(source, path), sentence: issueSentence(issue) }
    }),
  }
}
