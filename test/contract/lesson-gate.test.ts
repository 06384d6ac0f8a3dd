/**
 * The gate: in every spelling of every lesson the solution passes its checks, and the starter boots and fails them by
 * assertion. That the judge finds what is wrong, its unit tests show; that real runs reach it, the last tests here.
 */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { judgeLesson } from '../../harness/lesson-gate.ts'
import { readLessons } from '../../harness/lesson-folder.ts'
import type { LessonFolder } from '../../harness/lesson-parts.ts'
import { lessonPrograms, type LessonProgram } from '../../harness/lesson-program.ts'
import type { CheckPlace } from '../../server/checks/check-place.ts'
import { projectFolder } from '../../server/project-folder.ts'
import { openTestPlace, reportsOf } from './lesson-place.ts'

const { lessons, mistakes } = await readLessons(join(projectFolder, 'lessons'))
const programs = lessons.flatMap((lesson) =>
  lessonPrograms(lesson).map((program) => ({
    slug: lesson.slug,
    spelling: program.spelling,
    lesson,
    program,
  })),
)

/** A starter waits in vain for what each of its checks expects. */
const judgeMs = 120_000

let place: CheckPlace
beforeAll(async () => {
  place = await openTestPlace()
})
afterAll(() => place.close())

async function judge(lesson: LessonFolder, { entry, start, solution }: Omit<LessonProgram, 'spelling'>) {
  const checks = lesson.checks?.checks ?? []
  const { port, tasks } = lesson.lesson
  const run = (files: Readonly<Record<string, string>>) =>
    reportsOf(place, checks, { files: { ...files }, entry, port })
  return judgeLesson({ tasks, starter: await run(start), solution: await run(solution) })
}

test('there are lessons, and no mistake in their folders', () => {
  expect(mistakes).toEqual([])
  expect(lessons.length).toBeGreaterThan(0)
})

test.concurrent.each(programs)('$slug, $spelling', { timeout: judgeMs }, async ({ lesson, program }) => {
  expect(await judge(lesson, program)).toEqual([])
})

function serverLesson() {
  const found = programs.find(({ slug }) => slug === 'server')
  if (found === undefined) throw new Error('The lesson "server" is gone: name another one here.')
  return found
}

test('the gate is red when the solution is copied over the starter', async () => {
  const { lesson, program } = serverLesson()
  const problems = await judge(lesson, { ...program, start: program.solution })
  expect(problems).toHaveLength(lesson.lesson.tasks.filter(({ initially }) => initially !== 'pass').length)
  expect(problems.join('\n')).toMatch(/^The starter passes "welcome" already/m)
})

test('the gate is red when the solution is broken', async () => {
  const { lesson, program } = serverLesson()
  const broken = (program.solution[program.entry] ?? '').replace('socket.emit(', 'socket.broadcast.emit(')
  const problems = await judge(lesson, {
    ...program,
    solution: { ...program.solution, [program.entry]: broken },
  })
  expect(problems.join('\n')).toMatch(/^The solution does not pass "welcome": failed\./m)
})
