import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TraceEventDraft } from '../../../protocol/trace.ts'
import { BusyServer } from '../../../src/playground/run/busy-server.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function started() {
  const busy = new BusyServer()
  let seq = 0
  const tell = (draft: TraceEventDraft) => {
    seq += 1
    busy.batch([{ ...draft, seq, at: seq }])
  }
  const run = { kind: 'run', origin: 'gateway', run: 1 } as const
  tell({
    ...run,
    phase: 'start',
    entry: 'server.js',
    files: {},
    isolation: 'bubblewrap',
    versions: {},
  })
  return { busy, tell, run }
}

test('a server is busy from the moment that the trace says so until it says otherwise', () => {
  const { busy, tell, run } = started()
  expect(busy.isBusy.value).toBe(false)
  tell({ ...run, phase: 'blocked', forMs: 500 })
  expect(busy.isBusy.value).toBe(true)
  vi.advanceTimersByTime(60_000)
  expect(busy.isBusy.value).toBe(true)
  tell({ ...run, phase: 'unblocked', forMs: 60_500 })
  vi.advanceTimersByTime(1)
  expect(busy.isBusy.value).toBe(false)
})

test('one that goes on at once is shown for a second all the same, and a second block in it does not flicker', () => {
  const { busy, tell, run } = started()
  const seen: boolean[] = []
  busy.isBusy.subscribe((value) => seen.push(value))
  tell({ ...run, phase: 'blocked', forMs: 500 })
  tell({ ...run, phase: 'unblocked', forMs: 510 })
  vi.advanceTimersByTime(700)
  tell({ ...run, phase: 'blocked', forMs: 500 })
  vi.advanceTimersByTime(700)
  expect(seen).toEqual([false, true])
  tell({ ...run, phase: 'unblocked', forMs: 1200 })
  vi.advanceTimersByTime(1)
  expect(seen).toEqual([false, true, false])
})

test('a run that ends is not busy any more, nor is another trace', () => {
  const { busy, tell, run } = started()
  tell({ ...run, phase: 'blocked', forMs: 500 })
  tell({ ...run, phase: 'end', reason: 'unresponsive' })
  expect(busy.isBusy.value).toBe(false)
  const other = started()
  other.tell({ ...run, phase: 'blocked', forMs: 500 })
  other.busy.reset()
  expect(other.busy.isBusy.value).toBe(false)
})
