/** Runs a module of a lesson's folder and words what is wrong when it cannot be run. */
import { stat } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { LessonMistake } from './lesson-mistake.ts'

export type ModuleRead =
  | { ok: true; exported: object }
  | { ok: false; mistake: Pick<LessonMistake, 'line' | 'sentence'> }

/** `file` is the path on disk, `source` the file's text. */
export async function readModule(file: string, source: string): Promise<ModuleRead> {
  try {
    // The time of the last change makes an address that no module cache knows, so that an edit is seen without a restart.
    // A whole number: Vite takes what follows the last dot for the file's type.
    const changed = Math.trunc((await stat(file)).mtimeMs)
    const exported: object = await import(/* @vite-ignore */ `${pathToFileURL(file).href}?changed=${changed}`)
    return { ok: true, exported }
  } catch (error) {
    return { ok: false, mistake: failure(source, error) }
  }
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
