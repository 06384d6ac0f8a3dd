import { expect, test } from 'vitest'
import type { CheckFailure } from '../../../harness/check-failure.ts'
import { judgeLesson, type JudgedRuns } from '../../../harness/lesson-gate.ts'
import type { CheckOutcome, CheckReport } from '../../../harness/run-checks.ts'

const ids = ['run', 'one', 'two', 'three']
const tasks: JudgedRuns['tasks'] = ids.map((id) => (id === 'run' ? { id, initially: 'pass' } : { id }))
const failedBy = (failure: CheckFailure): CheckOutcome => ({ state: 'failed', failure })
const unmet = failedBy({ code: 'not-equal', expected: '1', seen: '2', evidence: [] })
const passed: CheckOutcome = { state: 'passed' }

function reports(outcome: CheckOutcome, changed: Readonly<Record<string, CheckOutcome>> = {}): CheckReport[] {
  return ids.map((id) => ({
    ...(changed[id] ?? outcome),
    id,
    durationMs: 1,
    events: { after: 0, last: 0 },
  }))
}

const good: JudgedRuns = { tasks, starter: reports(unmet, { run: passed }), solution: reports(passed) }

test('a lesson whose solution passes and whose starter fails by assertion has no problem', () => {
  expect(judgeLesson(good)).toEqual([])
})

test('a solution in place of the starter is a problem of every check that it should fail', () => {
  expect(judgeLesson({ ...good, starter: good.solution })).toEqual(
    ['one', 'two', 'three'].map(
      (id) => `The starter passes "${id}" already: it asks nothing of the learner.`,
    ),
  )
})

test('a broken solution is a problem', () => {
  expect(judgeLesson({ ...good, solution: reports(passed, { two: unmet }) })).toEqual([
    'The solution does not pass "two": failed. Expected: 1 Seen: 2',
  ])
})

test('nothing that ran, for want of checks or of reports, is a problem', () => {
  expect(judgeLesson({ tasks: [], starter: [], solution: [] })).toEqual([
    'There are 0 checks; a lesson has at least 4.',
  ])
  expect(judgeLesson({ ...good, starter: [], solution: [] })).toHaveLength(8)
})

const notByAssertion: Readonly<Record<string, CheckOutcome>> = {
  'a starter that ends': failedBy({ code: 'server-ended', reason: 'failed', evidence: [] }),
  'a starter that does not boot': { state: 'not-started', start: { ok: false, problem: 'syntax-error' } },
  'a check that overruns': { state: 'timed-out' },
}
test.each(Object.entries(notByAssertion))('%s is a problem, though the check does not pass', (_, outcome) => {
  expect(judgeLesson({ ...good, starter: reports(unmet, { run: passed, one: outcome }) })).toEqual([
    expect.stringMatching(/^The starter fails "one", but not by an expectation: /),
  ])
})

test('a starter must pass what its task says passes from the beginning', () => {
  expect(judgeLesson({ ...good, starter: reports(unmet) })).toEqual([
    expect.stringMatching(/^The starter must pass "run" from the beginning: /),
  ])
})
