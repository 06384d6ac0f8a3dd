/** Every lesson's checks against programs of learners: typical mistakes are caught, unusual right ones are not. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Check } from '../../harness/check.ts'
import type { LessonFolder } from '../../harness/lesson-parts.ts'
import { readLessons } from '../../harness/lesson-folder.ts'
import { programOver } from '../../harness/lesson-program.ts'
import { outcomeText } from '../../harness/outcome-words.ts'
import type { CheckReport } from '../../harness/run-checks.ts'
import type { CheckPlace } from '../../server/checks/check-place.ts'
import { clientTitle } from '../../harness/client-title.ts'
import { projectFolder } from '../../server/project-folder.ts'
import { openTestPlace, reportsOf } from './lesson-place.ts'
import {
  firstLines,
  inEveryLanguage,
  readLessonPrograms,
  withoutIds,
  type ProgramsOfLesson,
} from './lesson-programs.ts'

const { lessons } = await readLessons(join(projectFolder, 'lessons'))
const read = await Promise.all(
  lessons.map(async (lesson) => ({ lesson, programs: await readLessonPrograms(lesson.slug) })),
)

let place: CheckPlace
beforeAll(async () => {
  place = await openTestPlace()
})
afterAll(() => place.close())

async function run(
  lesson: LessonFolder,
  { files, spelling }: ProgramsOfLesson['right'][number],
  checks: readonly Check[],
): Promise<CheckReport[]> {
  const program = { ...programOver(lesson, files, spelling), port: lesson.lesson.port }
  return reportsOf(place, checks, program)
}

const tell = (report: CheckReport) => ({
  id: report.id,
  state: report.state,
  text: outcomeText(report, 'en', clientTitle),
})

describe.each(read)('$lesson.slug', ({ lesson, programs }) => {
  const checks = lesson.checks?.checks ?? []

  test('has at least five wrong programs and three right ones', () => {
    expect(programs.wrong.length).toBeGreaterThanOrEqual(5)
    expect(programs.right.length).toBeGreaterThanOrEqual(3)
  })

  test.concurrent.each(programs.wrong)('catches $name, and says what it expected', async (program) => {
    const catching = checks.filter(({ id }) => id === program.caughtBy)
    const [report] = await run(lesson, program, catching)
    if (report === undefined) throw new Error(`The lesson has no check ${program.caughtBy}.`)
    const said = inEveryLanguage((language) => outcomeText(report, language, clientTitle))
    expect(said.en, `${program.name} passes ${program.caughtBy}`).toBeDefined()
    expect({
      en: withoutIds(said.en?.expected ?? ''),
      ru: withoutIds(said.ru?.expected ?? ''),
    }).toEqual(program.expected)
    if (program.seen === undefined) return
    expect({
      en: withoutIds(firstLines(said.en?.seen ?? [], program.seen.en)),
      ru: withoutIds(firstLines(said.ru?.seen ?? [], program.seen.ru)),
    }).toEqual(program.seen)
  })

  test.concurrent.each(programs.right)('passes $name', async (program) => {
    const reports = await run(lesson, program, checks)
    expect(reports.length).toBe(checks.length)
    expect(reports.filter(({ state }) => state !== 'passed').map(tell)).toEqual([])
  })
})
