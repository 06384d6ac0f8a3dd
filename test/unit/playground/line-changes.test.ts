import { expect, test } from 'vitest'
import { comparedLines } from '../../../src/playground/solution/line-changes.ts'

test('lines that only one text has stand where they belong, mine before the solution', () => {
  const mine = 'start\n  // nothing yet\nend\n'
  const solution = 'start\n  welcome\n  log\nend\n'
  expect(comparedLines(mine, solution)).toEqual([
    { of: 'both', text: 'start' },
    { of: 'mine', text: '  // nothing yet' },
    { of: 'solution', text: '  welcome' },
    { of: 'solution', text: '  log' },
    { of: 'both', text: 'end' },
    { of: 'both', text: '' },
  ])
})

test('equal texts have no changes', () => {
  expect(comparedLines('a\nb', 'a\nb').map(({ of }) => of)).toEqual(['both', 'both'])
})
