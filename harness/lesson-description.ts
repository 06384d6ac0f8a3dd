/** Reads a `lesson.ts`: runs the module, finds its default export, and checks it against the schema. */
import { stat } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { pathToFileURL } from 'node:url'
import { lessonSchema, type Lesson } from '../protocol/lesson.ts'
import { issueSentence, type LessonMistake } from './lesson-mistake.ts'
import { lineOf } from './source-location.ts'

/** `file` is the path on disk, `name` the one that mistakes carry, `source` the file's text. */
export async function readDescription(
  file: string,
  name: string,
  source: string,
): Promise<{ lesson?: Lesson; mistakes: LessonMistake[] }> {
  let exported: unknown
  try {
    exported = await defaultExport(file)
  } catch (error) {
    return { mistakes: [{ file: name, ...failure(source, error) }] }
  }
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

async function defaultExport(file: string): Promise<unknown> {
  // The time of the last change makes an address that no module cache knows, so that an edit is seen without a restart.
  // A whole number: Vite takes what follows the last dot for the file's type.
  const changed = Math.trunc((await stat(file)).mtimeMs)
  const module: object = await import(/* @vite-ignore */ `${pathToFileURL(file).href}?changed=${changed}`)
  return 'default' in module ? module.default : undefined
}

/**
 * Why a module could not be loaded. For a syntax error Node's parser is asked again: a bundler that stands in for
 * `import()` (Vite, in `astro build`) tells the line in what it made of the file, not in the file.
 */
function failure(source: string, error: unknown): Pick<LessonMistake, 'line' | 'sentence'> {
  try {
    stripTypeScriptTypes(source)
  } catch (syntaxError) {
    if (!(syntaxError instanceof Error)) throw syntaxError
    const line = /^[^\n]*:(\d+)\n/.exec(syntaxError.stack ?? '')?.[1]
    const sentence = `The file cannot be read: ${syntaxError.message}.`
    return line === undefined ? { sentence } : { line: Number(line), sentence }
  }
  return { sentence: `The file cannot be run: ${error instanceof Error ? error.message : String(error)}.` }
}
