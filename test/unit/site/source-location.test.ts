import { expect, test } from 'vitest'
import { lineOf } from '../../../harness/source-location.ts'

const source = `import type { X } from './x.ts'
const other = { title: 'no' }
export default {
  // title: 'in a comment',
  text: 'a, } "title": ',
  title: {
    en: \`two
lines\`,
    'ru': 'x',
  },
  list: [
    { id: 1 }, { id: 2 },
    {
      id: 3,
    },
  ],
}`

test.each([
  [['text'], 5],
  [['title'], 6],
  [['title', 'en'], 7],
  [['title', 'ru'], 9],
  [['list', 1, 'id'], 12],
  [['list', 2], 13],
  [['list', 2, 'id'], 14],
])('the line of %j is that of its key', (path, line) => {
  expect(lineOf(source, path)).toBe(line)
})

test('a key that is missing is looked for where it should stand', () => {
  expect(lineOf(source, ['title', 'de'])).toBe(6)
  expect(lineOf(source, ['list', 2, 'text'])).toBe(13)
  expect(lineOf(source, ['minutes'])).toBe(3)
  expect(lineOf('const a = 1', ['minutes'])).toBe(1)
})
