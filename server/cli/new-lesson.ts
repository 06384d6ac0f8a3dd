/** `wirelab new-lesson`: a folder for a new lesson with a small example that works, to be written over. */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { projectFolder } from '../project-folder.ts'
import { parseOptions } from './command-options.ts'
import { lessonsHelp, ownLessons } from './lessons-option.ts'
import { relativePath } from './relative-path.ts'
import { UsageError } from './usage-error.ts'

const template = join(ownLessons, '.template')

const help = `Usage: wirelab new-lesson <name> [options]

Makes the folder of a new lesson, numbered after the last one, with a small example that passes its checks.
<name> stands in addresses: lower-case letters, digits and dashes.

Options:
${lessonsHelp}
  --help           this text
`

export async function newLesson(args: string[]): Promise<number> {
  const { values: options, positionals } = parseOptions('new-lesson', args, { lessons: { type: 'string' } })
  if (options.help) {
    process.stdout.write(help)
    return 0
  }
  const [slug, ...more] = positionals
  if (slug === undefined || more.length > 0)
    throw new UsageError('wirelab new-lesson takes the name of the lesson. See: wirelab new-lesson --help')
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(slug))
    throw new UsageError(
      `"${slug}" is no name for a lesson: write it in lower-case letters, digits and dashes.`,
    )
  const root = options.lessons ?? ownLessons
  const names = await readdir(root).catch(() => {
    throw new UsageError(`There is no folder of lessons ${root}.`)
  })
  const numbered = names.map((name) => /^(\d{2})-(.+)$/.exec(name))
  if (numbered.some((match) => match?.[2] === slug))
    throw new UsageError(`There is a lesson "${slug}" already.`)
  const order = Math.max(0, ...numbered.map((match) => Number(match?.[1] ?? 0))) + 1
  const folder = join(root, `${String(order).padStart(2, '0')}-${slug}`)
  await mkdir(folder)
  await cp(template, folder, { recursive: true })
  await fit(folder, order)
  process.stdout.write(
    `${relativePath(folder)}\nWrite over the example, then see: wirelab check ${slug}, wirelab record ${slug}\n`,
  )
  return 0
}

/** The example's place in the course, and its way to the check language. */
async function fit(folder: string, order: number): Promise<void> {
  const language = relative(folder, join(projectFolder, 'harness', 'lesson.ts'))
    .split(sep)
    .join('/')
  for (const name of ['lesson.ts', 'checks.ts']) {
    const file = join(folder, name)
    const source = await readFile(file, 'utf8')
    await writeFile(
      file,
      source.replace('../../harness/lesson.ts', language).replace('order: 1,', `order: ${order},`),
    )
  }
}
