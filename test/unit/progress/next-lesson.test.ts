import { expect, test } from 'vitest'
import { lessonToGoOnWith } from '../../../src/progress/next-lesson.ts'

const slugs = ['one', 'two', 'three']
const done = { tasks: ['a'], done: '2026-01-01T00:00:00.000Z' }
const begun = { tasks: ['a'] }

test.each([
  ['nothing was begun', {}, undefined],
  ['a lesson was opened, and no task of it passed', { one: { tasks: [] } }, undefined],
  ['a lesson is half done', { one: done, two: begun }, 'two'],
  ['the furthest is done', { one: done, two: done }, 'three'],
  ['one was passed over', { two: done }, 'three'],
  ['one was passed over, and the last is done', { one: done, three: done }, 'two'],
  ['all is done', { one: done, two: done, three: done }, undefined],
  ['the course no longer has what was begun', { gone: done }, undefined],
])('where %s', (_name, progress, slug) => {
  expect(lessonToGoOnWith(slugs, progress)).toBe(slug)
})
