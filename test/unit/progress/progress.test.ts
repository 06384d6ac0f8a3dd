/** Progress that moves between browsers: nothing is lost, and a stranger's file changes nothing. */
import { describe, expect, test } from 'vitest'
import { readProgressFile } from '../../../src/progress/progress-file.ts'
import { mergeProgress, progressFileText } from '../../../src/progress/progress-store.ts'

const early = '2026-01-01T10:00:00.000Z'
const late = '2026-02-01T10:00:00.000Z'

test('what is saved as a file is read again as it was', () => {
  const progress = { server: { tasks: ['run', 'welcome'], done: early }, client: { tasks: ['show'] } }
  expect(readProgressFile(progressFileText(progress))).toEqual({ ok: true, progress })
})

test('both sides’ tasks and lessons are kept, and a lesson is done since it was done first', () => {
  const mine = { server: { tasks: ['run'], done: late }, client: { tasks: ['show'] } }
  const theirs = { server: { tasks: ['log', 'run'], done: early }, rooms: { tasks: [] } }
  expect(mergeProgress(mine, theirs)).toEqual({
    server: { tasks: ['run', 'log'], done: early },
    client: { tasks: ['show'] },
    rooms: { tasks: [] },
  })
})

test('a file of a later version is told from a damaged one', () => {
  const text = '{"format":"wirelab-progress","version":2,"chapters":[]}'
  expect(readProgressFile(text)).toEqual({ ok: false, problem: 'newer' })
})

describe('a file that holds no progress is told from one that is no file of ours', () => {
  test.each(['', 'hello', '{'])('%j is not JSON', (text) => {
    expect(readProgressFile(text)).toEqual({ ok: false, problem: 'not-json' })
  })
  test.each([
    'null',
    '{}',
    '{"format":"wirelab-trace","version":1,"lessons":{}}',
    '{"format":"wirelab-progress","version":"1","lessons":{}}',
    '{"format":"wirelab-progress","version":1,"lessons":{"server":{"tasks":[1]}}}',
    '{"format":"wirelab-progress","version":1,"lessons":{"server":{"tasks":[],"done":"yesterday"}}}',
    '{"format":"wirelab-progress","version":1,"lessons":{"../x":{"tasks":[]}}}',
  ])('%s', (text) => {
    expect(readProgressFile(text)).toEqual({ ok: false, problem: 'not-progress' })
  })
})
