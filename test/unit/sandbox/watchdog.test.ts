import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defaultLimits } from '../../../server/limits.ts'
import { Watchdog } from '../../../server/sandbox/watchdog.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A system that does not tell what other processes use: all that is known is what the program claims. */
function watch() {
  const exceeded = vi.fn<(reason: string) => void>()
  const ping = vi.fn<(id: number) => void>()
  const usage = (residentBytes: number) => ({ residentBytes, tasks: 0, cpuTicks: 0, inodes: 0, full: false })
  return { exceeded, ping, watchdog: new Watchdog(defaultLimits, { usage, ping, exceeded }) }
}

test('memory that a program tells itself ends it where nothing else is known of it', () => {
  const { exceeded, watchdog } = watch()
  watchdog.answered({ id: 1, residentBytes: defaultLimits.residentBytes })
  vi.advanceTimersByTime(2000)
  expect(exceeded).not.toHaveBeenCalled()
  watchdog.answered({ id: 2, residentBytes: defaultLimits.residentBytes + 1 })
  vi.advanceTimersByTime(2000)
  expect(exceeded).toHaveBeenCalledExactlyOnceWith('memory')
})

test('a program that does not answer is ended there too, one that does is asked again', () => {
  const { exceeded, ping, watchdog } = watch()
  watchdog.answered({ id: 1 })
  vi.advanceTimersByTime(defaultLimits.unresponsiveMs)
  expect(ping).toHaveBeenCalledTimes(2)
  expect(exceeded).not.toHaveBeenCalled()
  vi.advanceTimersByTime(defaultLimits.unresponsiveMs)
  expect(exceeded).toHaveBeenCalledExactlyOnceWith('unresponsive')
})
