import { expect, test } from 'vitest'
import type { SandboxReport } from '../../../protocol/sandbox.ts'
import { naturalEnd } from '../../../server/sandbox/sandbox-end.ts'

const error = (message: string, code?: string): Extract<SandboxReport, { type: 'error' }> => ({
  type: 'error',
  stage: 'uncaught',
  name: 'RangeError',
  message,
  clock: '1',
  ...(code && { code }),
})
const quiet = { error: null, stderr: '' }

test.each([
  ['an exit of its own', 0, quiet, { reason: 'exited', exitCode: 0 }],
  ['an exit with a code', 3, quiet, { reason: 'exited', exitCode: 3 }],
  [
    'an error that nobody caught',
    1,
    { ...quiet, error: error('x is not defined') },
    { reason: 'failed', exitCode: 1 },
  ],
  [
    'an error told, and an exit without one',
    0,
    { ...quiet, error: error('forged') },
    { reason: 'exited', exitCode: 0 },
  ],
  ['a signal', 137, quiet, { reason: 'killed', signal: 'SIGKILL' }],
  ['an abort', 134, { ...quiet, stderr: 'assertion failed' }, { reason: 'killed', signal: 'SIGABRT' }],
  [
    'a full heap',
    134,
    { ...quiet, stderr: 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory' },
    { reason: 'memory', signal: 'SIGABRT' },
  ],
  [
    'a refused mapping',
    133,
    { ...quiet, stderr: '# Fatal process out of memory: Failed to reserve' },
    { reason: 'memory', signal: 'SIGTRAP' },
  ],
  [
    'a refused buffer',
    1,
    { ...quiet, error: error('Array buffer allocation failed') },
    { reason: 'memory', exitCode: 1 },
  ],
  [
    'a refused Buffer of Node',
    1,
    { ...quiet, error: error('Failed', 'ERR_MEMORY_ALLOCATION_FAILED') },
    { reason: 'memory', exitCode: 1 },
  ],
  [
    'words of a full heap after a plain exit',
    1,
    { ...quiet, stderr: 'out of memory' },
    { reason: 'exited', exitCode: 1 },
  ],
])('%s', (_, exitCode, lastWords, end) => {
  expect(naturalEnd(exitCode, lastWords)).toEqual(end)
})
