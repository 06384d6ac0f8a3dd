/**
 * Programs of learners end in the page's own panes as they do in Node: `test/contract/lesson-programs.test.ts` holds the
 * Node driver to the same files, check by check and word by word. Pressing the button itself is
 * `check-agreement.test.ts`'s.
 *
 * All of them take minutes. Each day has its share, so that four days see every one; `npm run agree` tries them all, and
 * WIRELAB_AGREE=<number> the share of a day again.
 */
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientTitle } from '../../harness/client-title.ts'
import { readLessons } from '../../harness/lesson-folder.ts'
import type { LessonFolder } from '../../harness/lesson-parts.ts'
import { programOver } from '../../harness/lesson-program.ts'
import { outcomeText } from '../../harness/outcome-words.ts'
import type { CheckReport } from '../../harness/run-checks.ts'
import { projectFolder } from '../../server/project-folder.ts'
import {
  firstLines,
  inEveryLanguage,
  readLessonPrograms,
  withoutIds,
  type ProgramsOfLesson,
} from '../contract/lesson-programs.ts'
import type { AskedChecks } from '../fixtures/workbench/checking.tsx'
import type { Product } from './site-app.ts'
import { startWorkbench } from './workbench-app.ts'

const shares = 4
const dayMs = 24 * 60 * 60 * 1000
const asked = process.env['WIRELAB_AGREE'] ?? String(Math.floor(Date.now() / dayMs) % shares)

/** Those whose turn it is. */
function today<Program>(programs: readonly Program[], first: number): readonly Program[] {
  return asked === 'all'
    ? programs
    : programs.filter((_, index) => (first + index) % shares === Number(asked))
}

/** Each with a session of its own; checks mostly wait for what does not come. */
const pagesAtOnce = 3
/** A program waits for a page first. */
const programMs = 300_000

const { lessons } = await readLessons(join(projectFolder, 'lessons'))
const read = await Promise.all(
  lessons.map(async (lesson, first) => {
    const { wrong, right } = await readLessonPrograms(lesson.slug)
    // Lessons begin at different places, or some days would have all the long ones.
    const programs = { wrong: today(wrong, first), right: today(right, first) }
    return { lesson, programs }
  }),
)

let product: Product
const idle: Page[] = []
const waiting: ((page: Page) => void)[] = []

beforeAll(async () => {
  product = await startWorkbench()
  for (let count = 0; count < pagesAtOnce; count += 1) {
    const page = await (await product.browser.newContext()).newPage()
    await page.goto(`${product.app.origin}/?checking`)
    await page.waitForFunction(() => window.checkProgram !== undefined)
    idle.push(page)
  }
})
afterAll(async () => {
  await product.close()
  expect(product.app.faults).toEqual([])
})

/** Gives a page that nobody uses; it comes back when `use` is over. */
async function withPage<Result>(use: (page: Page) => Promise<Result>): Promise<Result> {
  const page = idle.pop() ?? (await new Promise<Page>((resolve) => void waiting.push(resolve)))
  try {
    return await use(page)
  } finally {
    const next = waiting.shift()
    if (next === undefined) idle.push(page)
    else next(page)
  }
}

/** A place that was lost is no answer of the program's: it is asked again. */
const attemptsMax = 3

async function reportsOf(
  lesson: LessonFolder,
  program: Omit<AskedChecks, 'lesson' | 'port'>,
): Promise<readonly CheckReport[]> {
  for (let attempt = 1; ; attempt += 1) {
    const reports = await tryReports(lesson, program)
    const isLost = reports.some(
      (report) => report.state === 'not-started' && report.start.problem === 'unavailable',
    )
    if (!isLost || attempt === attemptsMax) return reports
  }
}

function tryReports(
  { slug, lesson }: LessonFolder,
  program: Omit<AskedChecks, 'lesson' | 'port'>,
): Promise<readonly CheckReport[]> {
  const asked = { ...program, lesson: slug, port: lesson.port }
  return withPage((page) =>
    page.evaluate((all) => {
      if (window.checkProgram === undefined) throw new Error('The page has lost its checks.')
      return window.checkProgram(all)
    }, asked),
  )
}

const over = (lesson: LessonFolder, { files, spelling }: ProgramsOfLesson['right'][number]) => {
  const program = programOver(lesson, files, spelling)
  return { files: program.files, entry: program.entry }
}

const due = read.filter(({ programs }) => programs.wrong.length + programs.right.length > 0)

describe.each(due)('$lesson.slug in the page', { timeout: programMs }, ({ lesson, programs }) => {
  const ids = lesson.checks?.checks.map(({ id }) => id) ?? []

  test.concurrent.each(programs.wrong)('catches $name with the same words', async (program) => {
    const [report] = await reportsOf(lesson, { ...over(lesson, program), checks: [program.caughtBy] })
    const said = report && inEveryLanguage((language) => outcomeText(report, language, clientTitle))
    expect({
      en: withoutIds(said?.en?.expected ?? ''),
      ru: withoutIds(said?.ru?.expected ?? ''),
    }).toEqual(program.expected)
    if (program.seen === undefined) return
    expect({
      en: withoutIds(firstLines(said?.en?.seen ?? [], program.seen.en)),
      ru: withoutIds(firstLines(said?.ru?.seen ?? [], program.seen.ru)),
    }).toEqual(program.seen)
  })

  test.concurrent.each(programs.right)('passes $name', async (program) => {
    const reports = await reportsOf(lesson, { ...over(lesson, program), checks: ids })
    const outcomes = reports.map((report) => [report.id, outcomeText(report, 'en', clientTitle)])
    expect(outcomes).toEqual(ids.map((id) => [id, undefined]))
  })
})
