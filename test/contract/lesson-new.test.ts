/** `wirelab new-lesson`: what it makes passes the rules of a lesson's folder and the gate. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { judgeLesson } from '../../harness/lesson-gate.ts'
import { readLessons } from '../../harness/lesson-folder.ts'
import { lessonPrograms } from '../../harness/lesson-program.ts'
import { openTestPlace, reportsOf } from './lesson-place.ts'
import { wirelabCommand } from './wirelab-command.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'wirelab-new-'))
})
afterAll(() => rm(root, { recursive: true }))

test('a new lesson is numbered after the last one, holds no mistake and passes the gate', async () => {
  for (const slug of ['first-words', 'second'])
    expect(await wirelabCommand(['new-lesson', slug, '--lessons', root])).toMatchObject({ code: 0 })
  const { lessons, mistakes } = await readLessons(root)
  expect(mistakes).toEqual([])
  expect(lessons.map(({ folder, lesson }) => [folder, lesson.order])).toEqual([
    ['01-first-words', 1],
    ['02-second', 2],
  ])

  const [lesson] = lessons
  const [classic] = lesson === undefined ? [] : lessonPrograms(lesson)
  if (lesson?.checks === undefined || classic === undefined) throw new Error('The new lesson is not whole.')
  const { checks } = lesson.checks
  const { port, tasks } = lesson.lesson
  const { entry, start, solution } = classic
  const place = await openTestPlace()
  try {
    const starter = await reportsOf(place, checks, { files: { ...start }, entry, port })
    const solved = await reportsOf(place, checks, { files: { ...solution }, entry, port })
    expect(judgeLesson({ tasks, starter, solution: solved })).toEqual([])
  } finally {
    await place.close()
  }

  expect(await wirelabCommand(['record', 'second', '--lessons', root])).toMatchObject({ code: 0, stderr: '' })
  expect((await readLessons(root)).lessons[1]?.trace).toMatchObject({ ok: true })
})

test.each([
  ['Capital', '"Capital" is no name for a lesson'],
  ['../out', '"../out" is no name for a lesson'],
])('%s is refused', async (slug, sentence) => {
  const { code, stderr } = await wirelabCommand(['new-lesson', slug, '--lessons', root])
  expect(stderr).toContain(sentence)
  expect(code).toBe(2)
})

test('a name that is taken is refused', async () => {
  const { code, stderr } = await wirelabCommand(['new-lesson', 'server'])
  expect(stderr).toContain('There is a lesson "server" already.')
  expect(code).toBe(2)
})
