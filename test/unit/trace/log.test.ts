import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TraceEvent, TraceEventDraft } from '../../../protocol/trace.ts'
import { TraceLog, type TraceLogOptions } from '../../../trace/log.ts'
import { ManualClock } from './manual-clock.ts'

const MiB = 1_048_576

function setUp(options: Partial<TraceLogOptions> = {}) {
  const clock = new ManualClock()
  const log = new TraceLog({
    startedAt: '2026-01-01T00:00:00.000Z',
    now: clock.now,
    schedule: clock.schedule,
    retain: { events: 1_000, bytes: MiB },
    ...options,
  })
  return { clock, log }
}

const line = (text: string, at?: number): TraceEventDraft => ({
  kind: 'console',
  origin: 'server',
  participant: 'server',
  level: 'log',
  parts: [text],
  ...(at === undefined ? {} : { at }),
})

const texts = (events: readonly TraceEvent[]) =>
  events.map((event) => (event.kind === 'console' ? event.parts[0] : event.kind))

describe('order', () => {
  it('puts an event that arrives late, but within the window, before the one that it precedes', () => {
    const { clock, log } = setUp()
    clock.advance(10)
    log.append(line('second'))
    clock.advance(2)
    log.append(line('first', 9_000))
    clock.advance(10)
    expect(texts(log.events)).toStrictEqual(['first', 'second'])
    expect(log.events.map((event) => event.seq)).toStrictEqual([1, 2])
    expect(log.events.map((event) => event.at)).toStrictEqual([9_000, 10_000])
  })

  it('keeps the order of arrival among events of the same moment', () => {
    const { clock, log } = setUp()
    for (const text of ['a', 'b', 'c']) log.append(line(text))
    clock.advance(10)
    expect(texts(log.events)).toStrictEqual(['a', 'b', 'c'])
  })

  it('never changes what is sealed: a later claim of an earlier time comes after it', () => {
    const { clock, log } = setUp()
    clock.advance(10)
    log.append(line('sealed'))
    clock.advance(10)
    log.append(line('late', 5_000))
    clock.advance(10)
    expect(texts(log.events)).toStrictEqual(['sealed', 'late'])
    expect(log.events[1]?.at).toBe(10_000)
  })

  it.each([
    ['the future', 900_000_000, 1_000_000],
    ['long ago', 3, 750_000],
    ['before the session', -5, 750_000],
    ['a fraction of a microsecond', 999_999.7, 999_999],
  ])('does not believe a claim of %s', (_, claimed, recorded) => {
    const { clock, log } = setUp()
    clock.advance(1_000)
    log.append(line('x', claimed))
    clock.advance(10)
    expect(log.events[0]?.at).toBe(recorded)
  })

  it('waits no longer than the window and twice the timer for an event to be sealed', () => {
    const { clock, log } = setUp({ windowMs: 4 })
    log.append(line('first'))
    clock.advance(3)
    log.append(line('second'))
    expect(log.events).toHaveLength(0)
    clock.advance(1)
    expect(texts(log.events)).toStrictEqual(['first'])
    clock.advance(4)
    expect(texts(log.events)).toStrictEqual(['first', 'second'])
    expect(clock.waiting).toBe(0)
  })

  it('holds in general: seq has no gaps, at never decreases, and nothing is lost', () => {
    const step = fc.oneof(
      fc.record({ wait: fc.integer({ min: 0, max: 6 }) }),
      fc.record({ age: fc.option(fc.integer({ min: -1_000, max: 400_000 }), { nil: undefined }) }),
      fc.constant({ flush: true }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { clock, log } = setUp()
        const sealed: TraceEvent[] = []
        log.subscribe((batch) => sealed.push(...batch))
        let appended = 0
        for (const action of steps) {
          if ('wait' in action) clock.advance(action.wait)
          else if ('flush' in action) log.flush()
          else {
            appended += 1
            log.append(
              line(String(appended), action.age === undefined ? undefined : clock.now() - action.age),
            )
          }
        }
        log.close()
        expect(sealed.map((event) => event.seq)).toStrictEqual(sealed.map((_, index) => index + 1))
        const times = sealed.map((event) => event.at)
        expect(times).toStrictEqual(times.toSorted((a, b) => a - b))
        const numbers = texts(sealed).map(Number)
        expect(numbers.toSorted((a, b) => a - b)).toStrictEqual(numbers.map((_, index) => index + 1))
        expect(sealed).toHaveLength(appended)
        expect(log.events).toStrictEqual(sealed)
      }),
    )
  })
})

describe('readers', () => {
  it('get each batch once, and nothing after they leave', () => {
    const { clock, log } = setUp()
    const heard: string[] = []
    const leave = log.subscribe((batch) => heard.push(texts(batch).join('+')))
    log.append(line('a'))
    log.append(line('b'))
    clock.advance(10)
    leave()
    log.append(line('c'))
    clock.advance(10)
    expect(heard).toStrictEqual(['a+b'])
  })

  it('hear the same order even when one of them seals more while it is told', () => {
    const { log } = setUp()
    const heard: string[] = []
    log.subscribe((batch) => {
      if (texts(batch)[0] !== 'a') return
      log.append(line('b'))
      log.flush()
    })
    log.subscribe((batch) => heard.push(...batch.map((event) => String(event.seq))))
    log.append(line('a'))
    log.flush()
    expect(heard).toStrictEqual(['1', '2'])
  })

  it('are all told when one of them fails, and the failure comes out', () => {
    const { clock, log } = setUp()
    const heard: string[] = []
    log.subscribe(() => {
      throw new Error('a broken reader')
    })
    log.subscribe((batch) => heard.push(...batch.map((event) => String(event.seq))))
    log.append(line('a'))
    expect(() => log.flush()).toThrow('a broken reader')
    expect(heard).toStrictEqual(['1'])
    log.append(line('b'))
    expect(() => clock.advance(10)).toThrow('a broken reader')
    expect(heard).toStrictEqual(['1', '2'])
  })

  it('that come back get what they missed', () => {
    const { log } = setUp({ retain: { events: 8, bytes: MiB } })
    for (let count = 0; count < 10; count += 1) {
      log.append(line(String(count)))
      log.flush()
    }
    expect(log.after(8).map((event) => event.seq)).toStrictEqual([9, 10])
    expect(log.after(10)).toStrictEqual([])
    expect(log.after(99)).toStrictEqual([])
    // The first ones are gone: what is left is all there is.
    expect(log.after(0)).toStrictEqual(log.events)
    expect(log.lastSeq).toBe(10)
  })
})

describe('bounds', () => {
  it('keeps at most so many events, the newest, and counts the rest', () => {
    const { log } = setUp({ retain: { events: 100, bytes: MiB } })
    for (let count = 0; count < 1_000; count += 1) {
      log.append(line(String(count)))
      log.flush()
      expect(log.events.length).toBeLessThanOrEqual(100)
      expect(log.events.length + log.dropped).toBe(count + 1)
    }
    expect(log.events.length).toBeGreaterThanOrEqual(87)
    expect(log.events.at(-1)?.seq).toBe(1_000)
  })

  it('counts the path of a link, which a flood of connections could make the largest part', () => {
    const { log } = setUp({ retain: { events: 1_000, bytes: 100_000 } })
    const opened = {
      kind: 'link',
      phase: 'open',
      origin: 'gateway',
      link: 'l1',
      client: 'ann',
      port: 8080,
      transport: 'websocket',
    } as const
    for (let count = 0; count < 100; count += 1) log.append({ ...opened, path: 'x'.repeat(15_000) })
    log.flush()
    expect(log.events.length).toBeLessThanOrEqual(4)
  })

  it('keeps at most so many bytes', () => {
    const { log } = setUp({ retain: { events: 1_000, bytes: 100_000 } })
    for (let count = 0; count < 50; count += 1) log.append(line('x'.repeat(10_000)))
    log.flush()
    expect(log.events.length).toBeLessThanOrEqual(4)
    expect(log.events.length).toBeGreaterThan(0)
    expect(log.events.length + log.dropped).toBe(50)
  })

  it('turns away what exceeds the rate of a second, tells how much, and never turns away what matters', () => {
    const { clock, log } = setUp({ eventsPerSecond: 10 })
    for (let count = 0; count < 25; count += 1) log.append(line(String(count)))
    log.append({
      kind: 'error',
      origin: 'server',
      participant: 'server',
      stage: 'uncaught',
      name: 'E',
      message: '',
    })
    log.append({ kind: 'run', origin: 'server', phase: 'end', run: 1, reason: 'failed' })
    clock.advance(1_100)
    expect(texts(log.events)).toStrictEqual([
      ...Array.from({ length: 10 }, (_, index) => String(index)),
      'error',
      'run',
      'drop',
    ])
    expect(log.events.at(-1)).toMatchObject({ kind: 'drop', what: 'events', count: 15 })
    expect(clock.waiting).toBe(0)
    log.append(line('a new second'))
    clock.advance(10)
    expect(texts(log.events).at(-1)).toBe('a new second')
  })

  it('does not let a pending count of dropped events delay other events', () => {
    const { clock, log } = setUp({ eventsPerSecond: 1 })
    log.append(line('kept'))
    log.append(line('dropped'))
    clock.advance(10)
    log.append({ kind: 'run', origin: 'server', phase: 'end', run: 1, reason: 'failed' })
    clock.advance(10)
    expect(texts(log.events)).toStrictEqual(['kept', 'run'])
  })
})

describe('close', () => {
  it('seals what waits, tells what was dropped, and leaves no timer', () => {
    const { clock, log } = setUp({ eventsPerSecond: 1 })
    log.append(line('kept'))
    log.append(line('dropped'))
    log.close()
    expect(texts(log.events)).toStrictEqual(['kept', 'drop'])
    expect(clock.waiting).toBe(0)
  })

  it('still takes what comes afterwards, at once and without a timer', () => {
    const { clock, log } = setUp()
    log.close()
    log.append(line('late'))
    expect(texts(log.events)).toStrictEqual(['late'])
    expect(clock.waiting).toBe(0)
  })
})
