import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defaultLimits } from '../../../server/limits.ts'
import { Watchdog } from '../../../server/sandbox/watchdog.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const tickMs = 10
/** A look takes the fake clock a millisecond. */
const inFiftieths = (ms: number) => Math.round(ms / 50) * 50

interface Program {
  /** Answers each ping at once, unless it is silent. */
  silent: boolean
  /** Processor time so far; undefined where the system does not tell. */
  cpuMs: number | undefined
  /** Too much of what it said is not read. */
  deaf: boolean
  /** What it uses cannot be read. */
  unreadable: boolean
}

/** By default on a system that does not tell what other processes use: all that is known is what the program claims. */
function watch(given: Partial<Program> = {}) {
  const program: Program = { silent: true, cpuMs: undefined, deaf: false, unreadable: false, ...given }
  const told: string[] = []
  const exceeded = vi.fn<(reason: string) => void>()
  const unanswered: number[] = []
  const ping = vi.fn<(id: number) => void>((id) => {
    unanswered.push(id)
    if (!program.silent) setTimeout(() => answer(), 1)
  })
  const usage = vi.fn((residentBytes: number) => {
    if (program.unreadable) return null
    const cpu = program.cpuMs === undefined ? {} : { cpuTicks: program.cpuMs / tickMs }
    return { residentBytes, tasks: 0, sockets: 0, inodes: 0, full: false, ...cpu }
  })
  const watchdog = new Watchdog(defaultLimits, {
    usage,
    ping,
    exceeded,
    isDeaf: () => program.deaf,
    blocked: (forMs) => told.push(`blocked ${inFiftieths(forMs)}`),
    unblocked: (forMs) => told.push(`unblocked ${inFiftieths(forMs)}`),
  })
  const answer = () => {
    for (const id of unanswered.splice(0)) watchdog.answered({ id })
  }
  /** Lets time pass, of which the program computes a share. */
  const pass = (ms: number, share = 0) => {
    for (let step = 0; step < ms; step += 50) {
      if (program.cpuMs !== undefined) program.cpuMs += 50 * share
      vi.advanceTimersByTime(50)
    }
  }
  return { program, told, exceeded, ping, usage, watchdog, answer, pass }
}

describe('the watchdog ends', () => {
  test('a program by the memory that it tells itself, where nothing else is known of it', () => {
    const { exceeded, watchdog } = watch()
    watchdog.answered({ id: 1, residentBytes: defaultLimits.residentBytes })
    vi.advanceTimersByTime(2000)
    expect(exceeded).not.toHaveBeenCalled()
    watchdog.answered({ id: 2, residentBytes: defaultLimits.residentBytes + 1 })
    vi.advanceTimersByTime(2000)
    expect(exceeded).toHaveBeenCalledExactlyOnceWith('memory')
  })

  test('a program that does not answer, there too, and asks again one that does', () => {
    const { exceeded, ping, answer, pass } = watch()
    answer()
    pass(defaultLimits.unresponsiveMs / 2 + 1000)
    expect(ping).toHaveBeenCalledTimes(2)
    pass(defaultLimits.unresponsiveMs - 2000)
    expect(exceeded).not.toHaveBeenCalled()
    pass(2000)
    expect(exceeded).toHaveBeenCalledExactlyOnceWith('unresponsive')
  })

  test('a program whose use cannot be read for seconds, but not one that can be read again', () => {
    const { program, exceeded, pass } = watch({ silent: false, cpuMs: 0 })
    for (let times = 0; times < 3; times += 1) {
      program.unreadable = true
      pass(2000)
      program.unreadable = false
      pass(2000)
    }
    expect(exceeded).not.toHaveBeenCalled()
    program.unreadable = true
    pass(5000)
    expect(exceeded).toHaveBeenCalledExactlyOnceWith('sandbox-lost')
  })
})

describe('an event loop that stands still', () => {
  test('is told after half a second, once, and again when it turns', () => {
    const { program, told, pass, answer } = watch({ cpuMs: 0 })
    pass(450, 1)
    expect(told).toEqual([])
    pass(100, 1)
    expect(told).toEqual(['blocked 500'])
    pass(650, 1)
    program.silent = false
    answer()
    expect(told).toEqual(['blocked 500', 'unblocked 1200'])
    pass(3000)
    expect(told).toHaveLength(2)
  })

  test('is found soon after something went to a program that had been idle', () => {
    const { program, told, pass, watchdog } = watch({ silent: false, cpuMs: 0 })
    // In the middle between two looks.
    pass(10_500)
    program.silent = true
    watchdog.touch()
    pass(700, 1)
    expect(told).toEqual(['blocked 500'])
  })

  test('is found in a program that became busy by itself', () => {
    const { program, told, pass } = watch({ silent: false, cpuMs: 0 })
    pass(10_000)
    program.silent = true
    pass(1600, 1)
    expect(told).toEqual([expect.stringMatching(/^blocked/)])
  })

  test('is told without any figure of the processor, where the system has none', () => {
    const { told, pass } = watch()
    pass(550)
    expect(told).toEqual(['blocked 500'])
  })

  test('is told a few times a second at most, however it comes and goes', () => {
    const { told, pass, answer, watchdog } = watch({ cpuMs: 0 })
    for (let second = 0; second < 10; second += 1) {
      for (let part = 0; part < 10; part += 1) {
        pass(100, 1)
        watchdog.touch()
        if (told.length % 2 === 1) answer()
      }
    }
    expect(told.length).toBeLessThanOrEqual(40)
    expect(told.length).toBeGreaterThan(10)
  })

  test('counts as stuck when it waits without computing, only later', () => {
    const { told, pass } = watch({ cpuMs: 0 })
    pass(1900)
    expect(told).toEqual([])
    pass(200)
    expect(told).toEqual(['blocked 2000'])
  })
})

describe('nobody is accused', () => {
  test('by a host that stood still itself', () => {
    const { told, exceeded, pass } = watch({ cpuMs: 0 })
    pass(150, 1)
    // The machine slept: of a minute the timers have seen nothing, and the program, too, goes on only now.
    const clock = performance.now.bind(performance)
    vi.spyOn(performance, 'now').mockImplementation(() => clock() + 60_000)
    pass(200, 1)
    expect(told).toEqual([])
    expect(exceeded).not.toHaveBeenCalled()
  })

  test('who gets no processor on a busy machine', () => {
    const { told, pass, answer } = watch({ cpuMs: 0 })
    pass(1500, 0.1)
    answer()
    expect(told).toEqual([])
  })

  test('whose answer waits among what is not read yet', () => {
    const { program, told, pass, answer } = watch({ cpuMs: 0, deaf: true })
    pass(1000, 1)
    program.deaf = false
    answer()
    pass(100)
    expect(told).toEqual([])
  })

  test('by the answer to another question', () => {
    const { told, pass, watchdog } = watch({ cpuMs: 0 })
    watchdog.answered({ id: 2 })
    pass(550, 1)
    watchdog.answered({ id: 7 })
    pass(100, 1)
    expect(told).toEqual(['blocked 500'])
  })
})

test('an idle program is looked at once a second and asked every five', () => {
  const { pass, ping, usage } = watch({ silent: false, cpuMs: 0 })
  pass(10_000)
  ping.mockClear()
  usage.mockClear()
  pass(60_000)
  expect(usage.mock.calls.length).toBeLessThanOrEqual(60)
  expect(ping.mock.calls.length).toBeLessThanOrEqual(12)
})

test('what goes to a program many times a second is looked at ten times', () => {
  const { watchdog, usage, pass } = watch({ silent: false, cpuMs: 0 })
  pass(5000)
  usage.mockClear()
  for (let step = 0; step < 200; step += 1) {
    watchdog.touch()
    pass(50)
  }
  expect(usage.mock.calls.length).toBeLessThanOrEqual(101)
})
