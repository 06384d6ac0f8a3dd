/** `wirelab record`: writes a lesson's `trace.jsonl` anew, from its solution and the `recording` of its checks. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { clientTitle } from '../../harness/client-title.ts'
import type { LessonMistake } from '../../harness/lesson-mistake.ts'
import { outcomeText } from '../../harness/outcome-words.ts'
import { traceToJsonl } from '../../trace/export/jsonl.ts'
import type { CheckPlace } from '../checks/check-place.ts'
import { solutionTargets } from './check-targets.ts'
import { parseOptions } from './command-options.ts'
import { chooseLessons, lessonsHelp, ownLessons } from './lessons-option.ts'
import { relativePath } from './relative-path.ts'
import { UsageError } from './usage-error.ts'
import { withCheckPlace } from './with-check-place.ts'

const help = `Usage: wirelab record <lesson> [options]
       wirelab record --all [options]

Records trace.jsonl, which the figures of a lesson's text draw, from its solution: what happens to it is the export
"recording" of its checks.ts.

Options:
  --all            every lesson that has a recording
${lessonsHelp}
  --help           this text

Exit code: 0 recorded, 1 the solution does not do what the recording waits for, 2 usage.
`

/** A text that draws a trace which is not there yet does not keep it from being recorded. */
const standsInTheWay = ({ file }: LessonMistake): boolean => !/\.(?:mdx|jsonl)$/.test(file)

export async function record(args: string[]): Promise<number> {
  const { values: options, positionals } = parseOptions('record', args, {
    all: { type: 'boolean' },
    lessons: { type: 'string' },
  })
  if (options.help) {
    process.stdout.write(help)
    return 0
  }
  const [slug, ...more] = positionals
  if (more.length > 0 || (slug === undefined) !== (options.all === true))
    throw new UsageError('wirelab record takes a lesson, or --all. See: wirelab record --help')
  const root = options.lessons ?? ownLessons
  const lessons = (await chooseLessons(root, slug, standsInTheWay)).filter(({ checks }) => checks?.recording)
  if (lessons.length === 0) throw new UsageError('checks.ts exports no "recording".')

  return withCheckPlace(undefined, async (place, signal) => {
    let code = 0
    for (const lesson of lessons) {
      const file = join(root, lesson.folder, 'trace.jsonl')
      const text = await recorded(place, root, lesson, signal)
      if (text === undefined) code = 1
      else {
        await writeFile(file, text)
        process.stdout.write(`${relativePath(file)}\n`)
      }
    }
    return code
  })
}

async function recorded(
  place: CheckPlace,
  root: string,
  lesson: Parameters<typeof solutionTargets>[1],
  signal: AbortSignal,
): Promise<string | undefined> {
  const [target] = solutionTargets(root, lesson, 'classic')
  const recording = lesson.checks?.recording
  if (target === undefined || recording === undefined) return undefined
  const made = await place.record(recording, target.program, signal)
  if (made.ok) return traceToJsonl(made.trace)
  const text = outcomeText(made.report, 'en', clientTitle)
  process.stderr.write(
    `${lesson.slug}: expected: ${text?.expected ?? ''} Seen: ${text?.seen.join(' / ') ?? ''}\n`,
  )
  return undefined
}
