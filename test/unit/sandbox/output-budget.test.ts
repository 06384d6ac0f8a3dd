import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { OutputBudget } from '../../../server/sandbox/output-budget.ts'

let dropped: [string, number][]
beforeEach(() => {
  vi.useFakeTimers()
  dropped = []
})
afterEach(() => {
  vi.useRealTimers()
})
const budgetOf = (limit: number): OutputBudget =>
  new OutputBudget(limit, (what, count) => dropped.push([what, count]))

test('grants the limit in each second, and tells once what it gave up', () => {
  const budget = budgetOf(100)
  vi.advanceTimersByTime(5000)
  expect([budget.grant(60), budget.grant(60), budget.grant(60)]).toEqual([60, 40, 0])
  expect(dropped).toEqual([])
  vi.advanceTimersByTime(1000)
  expect(dropped).toEqual([['output-bytes', 80]])
  expect(budget.grant(60)).toBe(60)
})

test('reads no further from a flood until the second is over', () => {
  const budget = budgetOf(100)
  const pipe = new PassThrough().resume()
  budget.control(pipe)
  vi.advanceTimersByTime(5000)
  budget.read(400)
  expect(pipe.isPaused()).toBe(false)
  budget.read(1)
  expect(pipe.isPaused()).toBe(true)
  vi.advanceTimersByTime(1000)
  expect(pipe.isPaused()).toBe(false)
})

test('counts reports that it gave up, and lets notices pass beside a flood of them', () => {
  const budget = budgetOf(100)
  vi.advanceTimersByTime(5000)
  expect([budget.grantReport(90), budget.grantReport(20), budget.grantNotice()]).toEqual([true, false, true])
  vi.advanceTimersByTime(1000)
  expect(dropped).toEqual([['reports', 1]])
})

test('tells at the end what is still untold, and no longer holds anything back', () => {
  const budget = budgetOf(100)
  const pipe = new PassThrough().resume()
  budget.control(pipe)
  vi.advanceTimersByTime(5000)
  budget.read(1000)
  budget.grant(150)
  budget.end()
  expect(dropped).toEqual([['output-bytes', 50]])
  expect(pipe.isPaused()).toBe(false)
  budget.read(1000)
  expect(pipe.isPaused()).toBe(false)
})

test('grants the instrumentation a share of its own, in reports and in bytes', () => {
  const budget = budgetOf(100)
  vi.advanceTimersByTime(5000)
  expect([budget.grantInstrument(19_990, 1e6), budget.grantInstrument(11, 1), budget.grant(100)]).toEqual([
    true,
    false,
    100,
  ])
  vi.advanceTimersByTime(1000)
  expect(dropped).toEqual([['reports', 11]])
  expect([budget.grantInstrument(1, 8 * 1_048_576), budget.grantInstrument(1, 1)]).toEqual([true, false])
})

test('leaves a flood of the instrumentation unread until the second is over, and nothing that it honestly sends', () => {
  const budget = budgetOf(100)
  const pipe = new PassThrough().resume()
  budget.control(pipe)
  vi.advanceTimersByTime(5000)
  budget.readInstrument(16 * 1_048_576)
  expect(pipe.isPaused()).toBe(false)
  budget.readInstrument(1)
  expect(pipe.isPaused()).toBe(true)
  vi.advanceTimersByTime(1000)
  expect(pipe.isPaused()).toBe(false)
})
