/**
 * The check runner of a downloaded project. It is bundled into one file that stands beside the lesson's checks
 * (`src/vite/check-runner.ts`), so that `npm test` needs none of our packages; checks import their language from it.
 */
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright'
import type { Check } from '../../../harness/check.ts'
import { clientTitle } from '../../../harness/client-title.ts'
import { outcomeText } from '../../../harness/outcome-words.ts'
import { runChecks } from '../../../harness/run-checks.ts'
import type { Language } from '../../../protocol/lesson.ts'
import { prettyReporter } from '../../cli/check-reporters/pretty.ts'
import { hasPassed, type CheckResult } from '../../cli/check-reporters/reporter.ts'
import { BrowserStartError, launchBrowser } from '../launch-browser.ts'
import { openProjectPlace } from './project-place.ts'
import { isTaken } from './project-process.ts'
import { projectWords } from './project-words.ts'

export * from '../../../harness/lesson.ts'

/** `test/lesson.json`: what `src/playground/download/project-tests.ts` writes. */
interface ProjectLesson {
  readonly title: string
  readonly language: Language
  /** Arguments of Node with which the program runs. */
  readonly start: readonly string[]
  readonly port: number
  /** By the check's id: what it says, and what helps when it fails. */
  readonly tasks: Readonly<Record<string, { readonly check: string; readonly hint: string }>>
}

export interface ProjectRun {
  readonly checks: readonly Check[]
  readonly lesson: ProjectLesson
  /** The project's, as a `file:` URL. */
  readonly folder: URL
}

/** Exit codes, as `wirelab check` has them. */
const exit = { passed: 0, failed: 1, notRun: 2 } as const

/** Runs every check that can run here, writes how each came out, and gives the process's exit code. */
export async function runProject({ checks, lesson, folder }: ProjectRun): Promise<number> {
  const { language, port, tasks } = lesson
  const say = projectWords[language]
  const write = (text: string) => void process.stdout.write(text)
  write(`${lesson.title}\n`)
  if (await isTaken(port)) {
    write(`${say.portTaken(port)}\n`)
    return exit.notRun
  }
  const needsBrowser = checks.some(({ kind }) => kind === 'page')
  const browser = needsBrowser ? await launchBrowser().catch(noBrowser) : undefined
  const runs = checks.filter(({ kind }) => kind === 'plain' || browser !== undefined)
  const reporter = prettyReporter(language, process.stdout.isTTY && !process.env['NO_COLOR'], write)
  const results: CheckResult[] = []
  const title = { lesson: lesson.title, spelling: 'classic', folder: undefined, placeOf } as const
  const place = openProjectPlace(fileURLToPath(folder), lesson.start, port, browser)
  try {
    await runChecks(
      runs,
      place.driver,
      {
        started() {},
        finished(report) {
          const { check = report.id, hint } = tasks[report.id] ?? {}
          const result = { sentence: check, report, text: outcomeText(report, language, clientTitle) }
          results.push(result)
          reporter.finished(title, result)
          if (report.state === 'failed' && hint) write(`      ${say.hint}: ${hint}\n`)
        },
      },
      new AbortController().signal,
    )
  } finally {
    await place.close()
    await browser?.close()
  }
  const left = checks.filter((check) => !runs.includes(check))
  for (const { id } of left) write(`  – ${say.notRun}  ${tasks[id]?.check ?? id}\n`)
  reporter.end([{ title, results }])
  if (left.length > 0) write(`${say.noBrowser(left.length)}\n`)
  if (!results.every(hasPassed)) return exit.failed
  return results.length === 0 ? exit.notRun : exit.passed
}

const placeOf = (file: string | undefined) => ({ path: file ?? '.', exact: file !== undefined })

function noBrowser(error: unknown): Browser | undefined {
  if (error instanceof BrowserStartError) return undefined
  throw error
}
