/** `wirelab check`: a lesson's checks against a folder, or against the lesson's own solutions. */
import * as z from 'zod'
import type { Spelling } from '../../harness/lesson-program.ts'
import { outcomeText } from '../../harness/outcome-words.ts'
import { languages, variantIdSchema, type Language } from '../../protocol/lesson.ts'
import type { CheckPlace } from '../checks/check-place.ts'
import { clientTitle } from '../../harness/client-title.ts'
import { githubReporter } from './check-reporters/github.ts'
import { jsonReporter } from './check-reporters/json.ts'
import { junitReporter } from './check-reporters/junit.ts'
import { prettyReporter } from './check-reporters/pretty.ts'
import { hasPassed, type CheckReporter, type CheckResult } from './check-reporters/reporter.ts'
import { parseChoice } from './choice.ts'
import { folderTarget, solutionTargets, type CheckTarget } from './check-targets.ts'
import { parseOptions } from './command-options.ts'
import { isolationHelp, parseIsolation } from './isolation-option.ts'
import { chooseLessons, lessonsHelp, ownLessons } from './lessons-option.ts'
import { UsageError } from './usage-error.ts'
import { withCheckPlace } from './with-check-place.ts'

const spellings = z.enum(['classic', ...variantIdSchema.options])
const reporters = z.enum(['pretty', 'json', 'junit', 'github'])

const help = `Usage: wirelab check <lesson> [folder] [options]
       wirelab check --all [options]

Runs a lesson's checks. <lesson> is its name without the number: wirelab check server
Files in the folder lie over what the lesson starts from; without a folder the lesson's own solutions are checked.

Options:
  --all            the solutions of every lesson
  --spelling <s>   ${spellings.options.join(', ')} (default: the one whose entry the folder has; every one for solutions)
  --reporter <r>   ${reporters.options.join(', ')} (default pretty)
  --language <l>   language of the report: ${languages.join(' or ')} (default en)
${lessonsHelp}
${isolationHelp}
  --help           this text

Exit code: 0 every check passed, 1 a check did not, 2 usage, or there is nothing to check, no sandbox or no browser.
`

export async function check(args: string[]): Promise<number> {
  const { values: options, positionals } = parseOptions('check', args, {
    all: { type: 'boolean' },
    spelling: { type: 'string' },
    reporter: { type: 'string' },
    language: { type: 'string' },
    lessons: { type: 'string' },
    isolation: { type: 'string' },
  })
  if (options.help) {
    process.stdout.write(help)
    return 0
  }
  const [slug, folder, ...more] = positionals
  if (more.length > 0 || (slug === undefined) !== (options.all === true))
    throw new UsageError(
      'wirelab check takes a lesson and perhaps a folder, or --all. See: wirelab check --help',
    )
  const spelling = parseChoice(spellings, 'spelling', options.spelling)
  const language = parseChoice(z.enum(languages), 'language', options.language) ?? 'en'
  const reporter = makeReporter(parseChoice(reporters, 'reporter', options.reporter) ?? 'pretty', language)
  const level = parseIsolation(options.isolation)
  const targets = await findTargets(options.lessons ?? ownLessons, slug, folder, spelling)

  return withCheckPlace(level, (place, signal) => runTargets(place, targets, reporter, language, signal))
}

async function findTargets(
  root: string,
  slug: string | undefined,
  folder: string | undefined,
  spelling: Spelling | undefined,
): Promise<CheckTarget[]> {
  const lessons = await chooseLessons(root, slug)
  const targets =
    folder === undefined
      ? lessons.flatMap((lesson) => solutionTargets(root, lesson, spelling))
      : await Promise.all(lessons.map((lesson) => folderTarget(lesson, folder, spelling)))
  if (targets.length === 0) throw new UsageError(`No such lesson has the spelling ${spelling}.`)
  return targets
}

async function runTargets(
  place: CheckPlace,
  targets: readonly CheckTarget[],
  reporter: CheckReporter,
  language: Language,
  signal: AbortSignal,
): Promise<number> {
  const programs = []
  for (const { lesson, title, program } of targets) {
    reporter.begin(title)
    const results: CheckResult[] = []
    const sentences = new Map(lesson.lesson.tasks.map((task) => [task.id, task.check[language]]))
    await place.run(
      lesson.checks?.checks ?? [],
      program,
      {
        started() {},
        finished(report) {
          if (report.state === 'not-started' && report.start.problem === 'unavailable') return
          const text = outcomeText(report, language, clientTitle)
          const result = { sentence: sentences.get(report.id) ?? report.id, report, text }
          results.push(result)
          reporter.finished(title, result)
        },
      },
      signal,
    )
    if (results.length === 0) throw new UsageError('Unavailable: the sandbox did not start.')
    programs.push({ title, results })
  }
  reporter.end(programs)
  return programs.every(({ results }) => results.every(hasPassed)) ? 0 : 1
}

function makeReporter(kind: z.infer<typeof reporters>, language: Language): CheckReporter {
  const write = (text: string) => void process.stdout.write(text)
  switch (kind) {
    case 'pretty':
      return prettyReporter(language, process.stdout.isTTY && !process.env['NO_COLOR'], write)
    case 'json':
      return jsonReporter(write)
    case 'junit':
      return junitReporter(write)
    case 'github':
      return githubReporter(language, write)
    default:
      return kind satisfies never
  }
}
