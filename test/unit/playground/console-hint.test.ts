import { expect, test } from 'vitest'
import { consoleHint } from '../../../src/playground/panes/console-hint.ts'

const result = { typed: 'result', level: 'error' } as const

test.each([
  ['ReferenceError: socket is not defined', 'socket'],
  ['ReferenceError: sockets is not defined\n    at http://localhost:8080/app.js:1:1', 'socket'],
  ["ReferenceError: Can't find variable: socket", 'socket'],
  ['EvalError: Refused to evaluate a string as JavaScript', 'policy'],
  ['ReferenceError: socketed is not defined', undefined],
  ["ReferenceError: Cannot access 'socket' before initialization", undefined],
  ['TypeError: socket is not defined', undefined],
])('%s', (text, hint) => {
  expect(consoleHint({ ...result, text })).toBe(hint)
})

test('only what typing gave is explained, not what the page printed', () => {
  const text = 'ReferenceError: socket is not defined'
  expect(consoleHint({ typed: undefined, level: 'error', text })).toBeUndefined()
  expect(consoleHint({ typed: 'input', level: 'log', text })).toBeUndefined()
  expect(consoleHint({ typed: 'result', level: 'log', text })).toBeUndefined()
})
