/**
 * Reads the folder of all lessons, `<nn>-<slug>/{lesson.ts,checks.ts,en.mdx,ru.mdx,trace.jsonl,start/**,solution/**,
 * variants/<id>/{start,solution}/**}`, and checks each one as a whole. The site, the checks and the command line read lessons through here and nowhere else.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseTrace } from '../trace/jsonl.ts'
import { readChecks, type LessonChecks } from './checks-module.ts'
import { lessonFolderMistakes, uniquenessMistakes } from './lesson-checks.ts'
import type { LessonFolder, LessonParts } from './lesson-parts.ts'
import { readDescription } from './lesson-description.ts'
import type { LessonMistake } from './lesson-mistake.ts'

export interface LessonsRead {
  /** In the order of the course; only those whose description is right. */
  readonly lessons: LessonFolder[]
  /** Of all lessons at once. */
  readonly mistakes: LessonMistake[]
}

/** `root` is the folder of all lessons. A mistake of an author is data; a folder that cannot be read throws. */
export async function readLessons(root: string): Promise<LessonsRead> {
  const entries = await readdir(root, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  const read = await Promise.all(names.map((entry) => readLesson(root, entry.name)))
  const lessons = read.flatMap(({ lesson }) => lesson ?? []).sort((a, b) => a.lesson.order - b.lesson.order)
  const mistakes = [...read.flatMap((one) => one.mistakes), ...uniquenessMistakes(lessons)]
  return { lessons, mistakes: mistakes.sort(byPlace) }
}

function byPlace(a: LessonMistake, b: LessonMistake): number {
  return a.file.localeCompare(b.file) || (a.line ?? 0) - (b.line ?? 0)
}

async function readLesson(
  root: string,
  folder: string,
): Promise<{ lesson?: LessonFolder; mistakes: LessonMistake[] }> {
  const slug = /^\d{2}-([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(folder)?.[1]
  if (slug === undefined) {
    const sentence =
      'A lesson\'s folder is named by two digits, a dash and its name in lower case, as in "02-server".'
    return { mistakes: [{ file: folder, sentence }] }
  }
  const path = join(root, folder)
  const source = await readText(join(path, 'lesson.ts'))
  if (source === undefined) {
    return {
      mistakes: [{ file: `${folder}/lesson.ts`, sentence: 'The description of the lesson is missing.' }],
    }
  }
  const described = await readDescription(join(path, 'lesson.ts'), `${folder}/lesson.ts`, source)
  const [start, solution, variants, checked, en, ru, recording] = await Promise.all([
    readTree(join(path, 'start')),
    readTree(join(path, 'solution')),
    readVariants(join(path, 'variants')),
    readLessonChecks(path, folder),
    readText(join(path, 'en.mdx')),
    readText(join(path, 'ru.mdx')),
    readText(join(path, 'trace.jsonl')),
  ])
  const prose: LessonParts['prose'] = { en, ru }
  const trace = recording === undefined ? undefined : parseTrace(recording)
  const { checks } = checked
  const parts = { folder, slug, source, start, solution, variants, checks, prose, trace }
  const mistakes = [
    ...described.mistakes,
    ...checked.mistakes,
    ...lessonFolderMistakes({ ...parts, lesson: described.lesson }),
  ]
  return described.lesson === undefined
    ? { mistakes }
    : { lesson: { ...parts, lesson: described.lesson }, mistakes }
}

async function readLessonChecks(
  path: string,
  folder: string,
): Promise<{ checks?: LessonChecks; mistakes: LessonMistake[] }> {
  const file = join(path, 'checks.ts')
  const source = await readText(file)
  if (source !== undefined) return readChecks(file, `${folder}/checks.ts`, source)
  const sentence = 'The checks are missing: each task of lesson.ts has one.'
  return { mistakes: [{ file: `${folder}/checks.ts`, sentence }] }
}

async function readVariants(root: string): Promise<LessonParts['variants']> {
  const folders = (await readEntries(root)).filter((entry) => entry.isDirectory())
  const read = folders.map(async ({ name }) => {
    const [start, solution] = await Promise.all([
      readTree(join(root, name, 'start')),
      readTree(join(root, name, 'solution')),
    ])
    return [name, { start, solution }] as const
  })
  return Object.fromEntries(await Promise.all(read))
}

async function readTree(root: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  const walk = async (folder: string, prefix: string): Promise<void> => {
    for (const entry of await readEntries(folder)) {
      const path = `${prefix}${entry.name}`
      if (entry.isDirectory()) await walk(join(folder, entry.name), `${path}/`)
      else found[path] = await readFile(join(folder, entry.name), 'utf8')
    }
  }
  await walk(root, '')
  return found
}

async function readEntries(folder: string) {
  try {
    return (await readdir(folder, { withFileTypes: true })).sort((a, b) => a.name.localeCompare(b.name))
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
