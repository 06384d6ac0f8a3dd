/** Reads a learner's program from disk for `wirelab run`: one file, or a folder with everything in it. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { filePathSchema, type Files } from '../../protocol/sandbox.ts'
import type { Limits } from '../limits.ts'
import { UsageError } from './usage-error.ts'

export interface Program {
  readonly files: Files
  readonly entry: string
  /** What was left out: all that is no file with UTF-8 text. A link is none, wherever it leads. */
  readonly leftOut: readonly string[]
}

const ignoredNames = new Set(['node_modules', '.git', '.DS_Store'])
const entryNames = ['server', 'index', 'app', 'main']
const entryEndings = ['.js', '.ts', '.mjs', '.mts', '.cjs', '.cts']

/**
 * @param path a file, which runs alone, or a folder
 * @param entry the file to start, relative to the folder; found by its usual names when absent
 * @throws UsageError when there is nothing to run, it is too large, or it may not be read
 */
export async function readProgram(path: string, entry: string | undefined, limits: Limits): Promise<Program> {
  const info = await stat(path).catch(() => {
    throw new UsageError(`There is no file or folder ${path}.`)
  })
  if (info.isFile()) {
    const files = await readTexts([path], () => basename(path))
    return { ...files, entry: basename(path) }
  }
  const read = await readFolder(path, limits)
  const chosen = entry ?? findEntry(read.files)
  if (chosen === undefined || !Object.hasOwn(read.files, chosen))
    throw new UsageError(
      chosen === undefined
        ? `${path} has no server.js (or index, app, main): name the file to start with --entry.`
        : `${path} has no file ${chosen} to start.`,
    )
  return { ...read, entry: chosen }
}

/** Everything in a folder, with its bounds as {@link readProgram} has them. */
export async function readFolder(path: string, limits: Limits): Promise<Omit<Program, 'entry'>> {
  const name = (file: string) => relative(path, file).split(sep).join('/')
  const { found, others } = await filesUnder(path, limits.files)
  const read = await readTexts(found, name)
  const bytes = Object.values(read.files).reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  if (bytes > limits.filesBytes)
    throw new UsageError(`${path} holds ${bytes} bytes of text; a program has at most ${limits.filesBytes}.`)
  return { ...read, leftOut: [...read.leftOut, ...others.map(name)] }
}

function findEntry(files: Files): string | undefined {
  return entryNames
    .flatMap((name) => entryEndings.map((ending) => name + ending))
    .find((name) => Object.hasOwn(files, name))
}

async function filesUnder(folder: string, most: number): Promise<{ found: string[]; others: string[] }> {
  const found: string[] = []
  const others: string[] = []
  const folders = [folder]
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const entry of await permitted(next, readdir(next, { withFileTypes: true }))) {
      if (ignoredNames.has(entry.name)) continue
      const path = join(next, entry.name)
      if (entry.isDirectory()) folders.push(path)
      else if (entry.isFile()) found.push(path)
      else others.push(path)
      if (found.length > most)
        throw new UsageError(`${folder} holds more than ${most} files: run a smaller folder.`)
    }
  }
  return { found: found.sort(), others: others.sort() }
}

/** What is read from the path. Where that is not permitted, only the user can change it. */
async function permitted<Read>(path: string, reading: Promise<Read>): Promise<Read> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM'))
      throw new UsageError(`${path} cannot be read: permission denied.`)
    throw error
  }
}

async function readTexts(paths: readonly string[], name: (path: string) => string) {
  const files: Files = {}
  const leftOut: string[] = []
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  for (const path of paths) {
    const file = name(path)
    try {
      files[filePathSchema.parse(file)] = decoder.decode(await permitted(path, readFile(path)))
    } catch (error) {
      if (error instanceof UsageError) throw error
      leftOut.push(file)
    }
  }
  return { files, leftOut }
}
