/**
 * Programs of learners for a lesson, `test/fixtures/lesson-programs/<slug>/{wrong,right}/<name>/…`: files that lie over
 * what the lesson starts from. Beside them `expected.ts` says of each wrong one which check catches it, and with what
 * words; a right one passes every check, however unusual it is.
 */
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as z from 'zod'
import { languages, type Language } from '../../protocol/lesson.ts'
import type { Files } from '../../protocol/sandbox.ts'
import { readFolder } from '../../server/cli/program-files.ts'
import { defaultLimits } from '../../server/limits.ts'
import { projectFolder } from '../../server/project-folder.ts'

const spelling = z.enum(['classic', 'current', 'typescript']).optional()
const sentences = z.object({ en: z.string().min(1), ru: z.string().min(1) })

const wrongSchema = z.strictObject({
  /** Which start it lies over; found by its entry when absent, as `wirelab check` does. */
  spelling,
  /** The id of the check that must fail. Others may, too. */
  caughtBy: z.string().min(1),
  /** What the learner reads after "Expected:", with `…` for the id of a socket. */
  expected: sentences,
  /** The first lines of what the learner reads after "Seen:", where they matter; `…` as above. */
  seen: sentences.optional(),
})

const programsSchema = z.strictObject({
  wrong: z.record(z.string(), wrongSchema),
  /** Only those that need a word. */
  right: z.record(z.string(), z.strictObject({ spelling })).optional(),
})

export type LessonPrograms = z.input<typeof programsSchema>

interface Program {
  readonly name: string
  readonly files: Files
  readonly spelling?: z.infer<typeof spelling>
}

export type WrongProgram = Program & z.infer<typeof wrongSchema>

export interface ProgramsOfLesson {
  readonly wrong: readonly WrongProgram[]
  readonly right: readonly Program[]
}

const root = join(projectFolder, 'test', 'fixtures', 'lesson-programs')

/** None where nobody has written any. Throws when folders and `expected.ts` do not name the same programs. */
export async function readLessonPrograms(slug: string): Promise<ProgramsOfLesson> {
  const folder = join(root, slug)
  if (!existsSync(join(folder, 'expected.ts'))) return { wrong: [], right: [] }
  const module: { readonly default?: unknown } = await import(pathToFileURL(join(folder, 'expected.ts')).href)
  const expected = programsSchema.parse(module.default)
  const [wrong, right] = await Promise.all([
    readPrograms(join(folder, 'wrong')),
    readPrograms(join(folder, 'right')),
  ])
  return {
    wrong: zip<z.infer<typeof wrongSchema>>(`${slug}/wrong`, wrong, expected.wrong, undefined),
    right: zip<Pick<Program, 'spelling'>>(`${slug}/right`, right, expected.right ?? {}, {}),
  }
}

async function readPrograms(folder: string): Promise<Program[]> {
  const names = (await readdir(folder)).sort()
  return Promise.all(
    names.map(async (name) => ({ name, files: (await readFolder(join(folder, name), defaultLimits)).files })),
  )
}

/** Joins each program with what is said of it; `none` stands for a program of which nothing is said. */
function zip<Said extends object>(
  place: string,
  programs: readonly Program[],
  said: Readonly<Record<string, Said>>,
  none: Said | undefined,
): (Program & Said)[] {
  for (const name of Object.keys(said)) {
    if (!programs.some((program) => program.name === name))
      throw new Error(`${place}/${name}/ is missing, but expected.ts names it.`)
  }
  return programs.map((program) => {
    const own = said[program.name] ?? none
    if (own === undefined) throw new Error(`expected.ts says nothing of ${place}/${program.name}/.`)
    return { ...program, ...own }
  })
}

/** Ids of sockets are other ones each time. */
export function withoutIds(text: string): string {
  return text.replaceAll(/"[\w-]{20}"/g, '…')
}

/** As many first lines as `expected` has. Where an error stands, only the workbench can tell. */
export function firstLines(seen: readonly string[], expected: string): string {
  const lines = expected.split('\n')
  const told = seen.slice(0, lines.length).map((line, index) => {
    const start = lines[index] ?? ''
    return line.startsWith(`${start} (`) ? start : line
  })
  return told.join('\n')
}

/** The same of a text in every language. */
export function inEveryLanguage<Text>(say: (language: Language) => Text): Record<Language, Text> {
  const [en, ru] = languages
  return { en: say(en), ru: say(ru) }
}
