/** A deadline counts time in which this machine could have seen what it waits for, and no other. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { patientTimeout } from '../../../harness/patience.ts'

const withinMs = 2000

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('on a machine that keeps up it is over when it says', () => {
  const over = vi.fn()
  patientTimeout(over, withinMs)
  vi.advanceTimersByTime(withinMs - 1)
  expect(over).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(over).toHaveBeenCalledOnce()
})

test('a stall counts as one short step, so that what arrived meanwhile can still be seen', () => {
  const over = vi.fn()
  let stalledMs = 0
  const now = performance.now.bind(performance)
  vi.spyOn(performance, 'now').mockImplementation(() => now() + stalledMs)
  patientTimeout(over, withinMs)
  stalledMs = 10 * withinMs
  vi.advanceTimersByTime(withinMs - 250)
  expect(over).not.toHaveBeenCalled()
  vi.advanceTimersByTime(250)
  expect(over).toHaveBeenCalledOnce()
})

test('one that is given up is never over', () => {
  const over = vi.fn()
  const forget = patientTimeout(over, withinMs)
  forget()
  vi.advanceTimersByTime(2 * withinMs)
  expect(over).not.toHaveBeenCalled()
})
