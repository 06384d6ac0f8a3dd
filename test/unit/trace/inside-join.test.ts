import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TraceEvent, TraceEventOf } from '../../../protocol/trace.ts'
import { InsideJoin } from '../../../trace/inside-join.ts'
import { textFrame } from './frames.ts'

const claimed = { origin: 'server', claimed: true, server: 1 } as const
const at = (seq: number) => ({ seq, at: seq * 1000 })

function opened(seq: number, link: string, sid?: string): TraceEvent {
  return {
    ...at(seq),
    kind: 'link',
    phase: 'open',
    origin: 'gateway',
    client: 'ann',
    port: 8080,
    path: '/socket.io/',
    link,
    transport: 'websocket',
    ...(sid === undefined ? {} : { sid }),
  }
}

function down(seq: number, n: number, link = 'l1'): TraceEvent {
  return { ...textFrame(seq, '42["x"]', { link, direction: 'down' }), n }
}

function up(seq: number, n: number, link = 'l1'): TraceEvent {
  return { ...textFrame(seq, '42["x"]', { link, direction: 'up' }), n }
}

function emitted(seq: number, id: number, cause?: TraceEventOf<'emit'>['cause']): TraceEvent {
  const empty = { rooms: [], except: [], roomCount: 0, exceptCount: 0, flags: {}, matched: 1, sockets: ['s'] }
  const event = {
    ...at(seq),
    ...claimed,
    ...empty,
    kind: 'emit',
    call: 'io.emit',
    namespace: '/',
    id,
  } as const
  return { ...event, ...(cause ? { cause } : {}) }
}

function delivered(seq: number, emit: number, n: number, packets = 1, engine = 'e1'): TraceEvent {
  return { ...at(seq), ...claimed, kind: 'delivery', emit, socket: 's', engine, n, packets }
}

function arrived(seq: number, n: number): TraceEvent {
  const cause = { engine: 'e1', n, how: 'handler' } as const
  const about = { phase: 'arrived', socket: 's', event: 'x', handlers: 1, any: 0, cause } as const
  return { ...at(seq), ...claimed, kind: 'listener', ...about }
}

function started(seq: number, run: number): TraceEvent {
  const about = { entry: 'server.js', files: {}, isolation: 'bubblewrap', versions: {} } as const
  return { ...at(seq), kind: 'run', phase: 'start', origin: 'user', run, ...about }
}

function joined(events: readonly TraceEvent[], maxEvents?: number): InsideJoin {
  const join = new InsideJoin(maxEvents)
  for (const event of events) join.push(event)
  return join
}

test('an emit is joined to the frames that carried it, with attachments, in whichever order they came', () => {
  const events = [
    opened(1, 'l1', 'e1'),
    emitted(2, 7),
    delivered(3, 7, 2, 2),
    down(4, 1),
    down(5, 2),
    down(6, 3),
  ]
  fc.assert(
    fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
      const join = joined(shuffled)
      const frames = [5, 6]
      expect(join.deliveriesOf(2)).toEqual([{ seq: 3, socket: 's', engine: 'e1', packets: 2, frames }])
      expect(join.deliveryOf(3)).toEqual({ emit: 2, frames })
      for (const frame of frames) expect(join.emitOf(frame)).toEqual({ emit: 2, delivery: 3, socket: 's' })
      expect(join.emitOf(4)).toBeUndefined()
    }),
  )
})

test('a delivery that is reported in parts is one', () => {
  const join = joined([
    opened(1, 'l1', 'e1'),
    emitted(2, 7),
    delivered(3, 7, 1),
    delivered(4, 7, 2, 2),
    down(5, 1),
    down(6, 2),
    down(7, 3),
  ])
  expect(join.deliveriesOf(2)).toMatchObject([{ seq: 3, packets: 3, frames: [5, 6, 7] }])
  expect(join.deliveryOf(4)).toEqual({ emit: 2, frames: [5, 6, 7] })
})

test('a received frame is joined to its handlers and to what came of them', () => {
  const events = [
    opened(1, 'l1', 'e1'),
    up(2, 1),
    up(3, 2),
    arrived(4, 2),
    emitted(5, 1, { engine: 'e1', n: 2, how: 'scheduled' }),
  ]
  fc.assert(
    fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
      const join = joined(shuffled)
      expect([join.handlersOf(3), join.emitsFrom(3)]).toEqual([[4], [5]])
      expect([join.handlersOf(2), join.emitsFrom(2)]).toEqual([[], []])
      expect(join.causeOf(4)).toEqual({ frame: 3, how: 'handler' })
      expect(join.causeOf(5)).toEqual({ frame: 3, how: 'scheduled' })
    }),
  )
})

test('a connection whose sid comes with its first packet is joined all the same', () => {
  const handshake = '0{"sid":"e1","upgrades":[],"pingInterval":1,"pingTimeout":1}'
  const join = joined([
    delivered(1, 7, 1),
    opened(2, 'l1'),
    down(3, 1),
    emitted(4, 7),
    textFrame(5, handshake, { link: 'l1', direction: 'down' }),
  ])
  expect(join.emitOf(3)).toEqual({ emit: 4, delivery: 1, socket: 's' })
})

test('numbers of another run are other numbers', () => {
  const run = (first: number, link: string) => [
    opened(first, link, 'e1'),
    emitted(first + 1, 1),
    delivered(first + 2, 1, 1),
    down(first + 3, 1, link),
  ]
  const join = joined([started(1, 1), ...run(2, 'l1'), started(6, 2), ...run(7, 'l2')])
  expect(join.emitOf(5)).toMatchObject({ emit: 3, delivery: 4 })
  expect(join.emitOf(10)).toMatchObject({ emit: 8, delivery: 9 })
  expect(join.deliveriesOf(8)).toMatchObject([{ frames: [10] }])
})

describe('claims that are not true', () => {
  test('of a frame that does not exist join nothing', () => {
    const join = joined([
      opened(1, 'l1', 'e1'),
      down(2, 1),
      emitted(3, 1),
      arrived(6, 9),
      delivered(4, 1, 5, Number.MAX_SAFE_INTEGER),
      delivered(5, 1, 1, 1, 'nobody'),
    ])
    expect(join.deliveriesOf(3).map(({ frames }) => frames)).toEqual([[], []])
    expect(join.emitOf(2)).toBeUndefined()
    expect(join.causeOf(6)).toBeUndefined()
  })

  test('of what is claimed already do not count: the first holds', () => {
    const join = joined([
      opened(1, 'l1', 'e1'),
      down(2, 1),
      down(3, 2),
      emitted(4, 1),
      emitted(5, 1),
      emitted(6, 2),
      delivered(7, 1, 1),
      delivered(8, 2, 1, 2),
      delivered(9, 2, 1),
    ])
    expect(join.emitOf(2)).toMatchObject({ emit: 4, delivery: 7 })
    expect(join.emitOf(3)).toBeUndefined()
    expect([join.deliveriesOf(5), join.deliveriesOf(6)]).toEqual([[], []])
  })

  test('of two connections with one id are of neither', () => {
    const join = joined([
      opened(1, 'l1', 'e1'),
      opened(2, 'l2', 'e1'),
      down(3, 1, 'l1'),
      down(4, 1, 'l2'),
      emitted(5, 1),
      delivered(6, 1, 1),
    ])
    expect([join.emitOf(3), join.emitOf(4)]).toEqual([undefined, undefined])
  })
})

test('what was dropped is forgotten, what was kept is still joined', () => {
  const events = [opened(1, 'l1', 'e1')]
  for (let n = 1; n <= 100; n++) {
    const seq = n * 5
    events.push(
      up(seq, n),
      arrived(seq + 1, n),
      emitted(seq + 2, n),
      delivered(seq + 3, n, n),
      down(seq + 4, n),
    )
  }
  const join = joined(events)
  join.dropBefore(50 * 5)
  expect([join.emitOf(49 * 5 + 4), join.handlersOf(49 * 5), join.deliveriesOf(49 * 5 + 2)]).toEqual([
    undefined,
    [],
    [],
  ])
  expect(join.emitOf(50 * 5 + 4)).toMatchObject({ emit: 50 * 5 + 2 })
  expect(join.handlersOf(50 * 5)).toEqual([50 * 5 + 1])
})

test('the newest are kept when there are more than it may hold', () => {
  const events = [opened(1, 'l1', 'e1')]
  for (let n = 1; n <= 1000; n++)
    events.push(emitted(n * 3, n), delivered(n * 3 + 1, n, n), down(n * 3 + 2, n))
  const join = joined(events, 300)
  const known = events.filter(({ seq }) => join.emitOf(seq) !== undefined)
  expect(known.length).toBeGreaterThan(80)
  expect(known.length).toBeLessThanOrEqual(100)
  expect(join.emitOf(3002)).toEqual({ emit: 3000, delivery: 3001, socket: 's' })
})
