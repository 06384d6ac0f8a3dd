/** Runs a module of a lesson's folder and words what is wrong when it cannot be run. */
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { LessonMistake } from './lesson-mistake.ts'
import { lineAt } from './source-location.ts'

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
    return { ok: false, mistake: failure(file, source, error) }
  }
}

/**
 * Why a module could not be loaded. For a syntax error Node's parser is asked again: a bundler that stands in for
 * `import()` (Vite, in `astro build`) tells the line in what it made of the file, not in the file.
 */
function failure(file: string, source: string, error: unknown): Pick<LessonMistake, 'line' | 'sentence'> {
  try {
    stripTypeScriptTypes(source)
  } catch (syntaxError) {
    if (!(syntaxError instanceof Error)) throw syntaxError
    const line = /^[^\n]*:(\d+)\n/.exec(syntaxError.stack ?? '')?.[1]
    const sentence = `The file cannot be read: ${syntaxError.message}.`
    return line === undefined ? { sentence } : { line: Number(line), sentence }
  }
  const lost = missingImport(file, source)
  if (lost !== undefined) return lost
  const line = error instanceof Error ? lineInStack(file, error.stack ?? '') : undefined
  const sentence = `The file cannot be run: ${error instanceof Error ? error.message : String(error)}.`
  return line === undefined ? { sentence } : { line, sentence }
}

/** Node's own sentence has no line, and paths of this machine. */
function missingImport(
  file: string,
  source: string,
): Required<Pick<LessonMistake, 'line' | 'sentence'>> | undefined {
  for (const { index, 1: specifier = '' } of source.matchAll(/\bfrom\s+['"](\.[^'"]*)['"]/g)) {
    if (existsSync(join(dirname(file), specifier))) continue
    const line = lineAt(source, index)
    return { line, sentence: `There is no file ${specifier} to import.` }
  }
  return undefined
}

/** Where Node itself loaded the module: types that are stripped leave the lines as they are. */
function lineInStack(file: string, stack: string): number | undefined {
  const [, after] = stack.split(`${pathToFileURL(file).href}?changed=`, 2)
  const line = /^\d+:(\d+)/.exec(after ?? '')?.[1]
  return line === undefined ? undefined : Number(line)
}
