/** When a page counts as caught in a loop, and when the next one has to wait for the end of its process. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PaneLiveness } from '../../../src/playground/runtime/pane-liveness.ts'

const ping = vi.fn<() => void>()
let liveness: PaneLiveness

beforeEach(() => {
  vi.useFakeTimers()
  ping.mockReset()
  liveness = new PaneLiveness(ping)
})
afterEach(() => {
  liveness.close()
  vi.useRealTimers()
})

const known = () => ({ silent: liveness.isSilent.value, inDoubt: liveness.isInDoubt })

test('a page that answers is asked again and again, and never in doubt', () => {
  liveness.hello()
  ping.mockImplementation(() => liveness.heard())
  vi.advanceTimersByTime(5_000)
  expect(ping).toHaveBeenCalledTimes(10)
  expect(known()).toEqual({ silent: false, inDoubt: false })
})

test('a page that does not answer is in doubt after a moment and silent after a second; one question is enough', () => {
  liveness.hello()
  vi.advanceTimersByTime(500)
  expect(known()).toEqual({ silent: false, inDoubt: false })
  vi.advanceTimersByTime(250)
  expect(known()).toEqual({ silent: false, inDoubt: true })
  vi.advanceTimersByTime(750)
  expect(known()).toEqual({ silent: true, inDoubt: true })
  vi.advanceTimersByTime(5_000)
  expect(ping).toHaveBeenCalledOnce()
})

test('a page that says anything, or gives way to another, is silent no more', () => {
  for (const sign of ['heard', 'hello', 'loaded'] as const) {
    liveness.hello()
    vi.advanceTimersByTime(2_000)
    expect(known()).toEqual({ silent: true, inDoubt: true })
    liveness[sign]()
    expect(known()).toEqual({ silent: false, inDoubt: false })
  }
})

test('a frame in which nothing arrives is in doubt after a second, but not called silent: its server may be slow', () => {
  vi.advanceTimersByTime(999)
  expect(known()).toEqual({ silent: false, inDoubt: false })
  vi.advanceTimersByTime(1)
  expect(known()).toEqual({ silent: false, inDoubt: true })
  expect(ping).not.toHaveBeenCalled()
})

test('what cannot speak owes no answer, be it the first page or the next', () => {
  liveness.loaded()
  vi.advanceTimersByTime(5_000)
  liveness.hello()
  liveness.loaded()
  ping.mockImplementation(() => liveness.heard())
  vi.advanceTimersByTime(1_000)
  expect(ping).toHaveBeenCalledTimes(2)
  liveness.loaded()
  vi.advanceTimersByTime(5_000)
  expect(ping).toHaveBeenCalledTimes(2)
  expect(known()).toEqual({ silent: false, inDoubt: false })
})
