/** The traces that the figures draw are what the solutions do today. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLessons } from '../../harness/lesson-folder.ts'
import { lessonPrograms } from '../../harness/lesson-program.ts'
import { traceShape } from '../../harness/trace-shape.ts'
import type { CheckPlace } from '../../server/checks/check-place.ts'
import { projectFolder } from '../../server/project-folder.ts'
import { openTestPlace } from './lesson-place.ts'

const { lessons } = await readLessons(join(projectFolder, 'lessons'))
const recorded = lessons.filter(({ trace, checks }) => trace !== undefined || checks?.recording !== undefined)

let place: CheckPlace
beforeAll(async () => {
  place = await openTestPlace()
})
afterAll(() => place.close())

test('some lessons have a recording', () => {
  expect(recorded.length).toBeGreaterThan(0)
})

test.each(recorded)('$slug: recorded anew with "wirelab record $slug", it says the same', async (lesson) => {
  const { checks, trace } = lesson
  const [classic] = lessonPrograms(lesson)
  if (!checks?.recording || classic === undefined) throw new Error('checks.ts exports no "recording".')
  if (trace === undefined || !trace.ok) throw new Error('There is no trace.jsonl: record it.')
  const program = { files: { ...classic.solution }, entry: classic.entry, port: lesson.lesson.port }
  const anew = await place.record(checks.recording, program, new AbortController().signal)
  if (!anew.ok) throw new Error(`The recording failed: ${JSON.stringify(anew.report)}`)
  expect(traceShape(trace.source.events)).toEqual(traceShape(anew.trace.events))
})
