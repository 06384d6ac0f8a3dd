import { describe, expect, test } from 'vitest'
import { paneReportSchema } from '../../../protocol/control.ts'
import { traceEventSchema, type PaneListenerEvent, type TraceEvent } from '../../../protocol/trace.ts'
import { InsideJoin } from '../../../trace/inside-join.ts'
import { serverState } from '../../../trace/server-state.ts'
import { textFrame } from './frames.ts'

const at = (seq: number) => ({ seq, at: seq * 1000 })

function opened(seq: number, client: string): TraceEvent {
  return {
    ...at(seq),
    kind: 'link',
    phase: 'open',
    origin: 'gateway',
    client,
    port: 8080,
    path: '/socket.io/',
    link: `${client}-1`,
    transport: 'websocket',
    sid: `engine-${client}`,
  }
}

function frame(seq: number, client: string, direction: 'up' | 'down', n: number): TraceEvent {
  return { ...textFrame(seq, '42["x"]', { link: `${client}-1`, client, direction }), n }
}

function heard(seq: number, client: string, engine: string, n: number): PaneListenerEvent {
  return {
    ...at(seq),
    kind: 'listener',
    phase: 'arrived',
    origin: 'pane',
    claimed: true,
    client,
    namespace: '/',
    socket: 's',
    event: 'x',
    handlers: 2,
    any: 1,
    cause: { engine, n },
  }
}

function joined(events: readonly TraceEvent[]): InsideJoin {
  const join = new InsideJoin()
  for (const event of events) join.push(event)
  return join
}

describe("what a client's page says of its handlers", () => {
  test('is joined to the frame that the client received, in whichever order they came', () => {
    for (const events of [
      [opened(1, 'ann'), frame(2, 'ann', 'down', 1), heard(3, 'ann', 'engine-ann', 1)],
      [opened(1, 'ann'), heard(3, 'ann', 'engine-ann', 1), frame(2, 'ann', 'down', 1)],
    ]) {
      const join = joined(events)
      expect(join.handlersOf(2)).toEqual([3])
      expect(join.causeOf(3)).toEqual({ frame: 2, how: 'handler' })
    }
  })

  test('is not said of the packet with the same number in the other direction', () => {
    const join = joined([opened(1, 'ann'), frame(2, 'ann', 'up', 1), heard(3, 'ann', 'engine-ann', 1)])
    expect(join.handlersOf(2)).toEqual([])
    expect(join.causeOf(3)).toBeUndefined()
  })

  test("counts for nothing where the connection is another client's", () => {
    const join = joined([opened(1, 'ann'), frame(2, 'ann', 'down', 1), heard(3, 'eve', 'engine-ann', 1)])
    expect(join.handlersOf(2)).toEqual([])
    expect(join.causeOf(3)).toBeUndefined()
  })

  test('joins nothing where no such packet or connection is known', () => {
    const join = joined([
      opened(1, 'ann'),
      frame(2, 'ann', 'down', 1),
      heard(3, 'ann', 'engine-ann', 2),
      heard(4, 'ann', '__proto__', 1),
    ])
    expect(join.handlersOf(2)).toEqual([])
    expect([join.causeOf(3), join.causeOf(4)]).toEqual([undefined, undefined])
  })

  test('is forgotten with what was dropped', () => {
    const join = joined([
      opened(1, 'ann'),
      frame(2, 'ann', 'down', 1),
      heard(3, 'ann', 'engine-ann', 1),
      frame(4, 'ann', 'down', 2),
      heard(5, 'ann', 'engine-ann', 2),
    ])
    join.dropBefore(4)
    expect([join.handlersOf(2), join.handlersOf(4)]).toEqual([[], [5]])
  })

  test("changes nothing in the server's state", () => {
    const event = heard(1, 'ann', 'engine-ann', 1)
    expect(serverState.reduce(serverState.initial, event)).toBe(serverState.initial)
  })
})

describe('the shape of the event', () => {
  const about = { namespace: '/', socket: 's', ageMs: 3 }
  const valid = [
    { ...about, phase: 'arrived', event: 'x', handlers: 0, any: 0 },
    { ...about, phase: 'arrived', event: 'x', handlers: 2, any: 1, cause: { engine: 'e', n: 1 } },
    { ...about, phase: 'answered', ack: 0, handlers: 1, cause: { engine: 'e', n: 2 } },
    { ...about, phase: 'added-late', event: 'x', handlers: 3, file: 'index.html', line: 4, column: 5 },
  ]

  test.each(valid)('takes $phase from a pane, and stamped by the host from a trace', (report) => {
    const parsed = paneReportSchema.parse({ type: 'listener', ...report })
    expect(parsed).toEqual({ type: 'listener', ...report })
    const { ageMs, ...said } = report
    const event = { ...at(1), ...said, kind: 'listener', origin: 'pane', claimed: true, client: 'ann' }
    expect(traceEventSchema.parse(event)).toEqual(event)
  })

  const [arrived] = valid
  test.each([
    ['a count below nothing', { handlers: -1 }],
    ['half a handler', { handlers: 0.5 }],
    ['no count', { handlers: undefined }],
    ['endless handlers', { any: Number.POSITIVE_INFINITY }],
    ['a name beyond the bound', { event: 'x'.repeat(201) }],
    ['a socket beyond the bound', { socket: 'x'.repeat(201) }],
    ['a packet before the first', { cause: { engine: 'e', n: 0 } }],
    ['an unknown phase', { phase: 'removed' }],
  ])('refuses %s', (_, wrong) => {
    expect(paneReportSchema.safeParse({ type: 'listener', ...arrived, ...wrong }).success).toBe(false)
  })

  test('has no place for whose page it is, nor for an origin', () => {
    const forged = { client: 'bob', origin: 'server', claimed: undefined, server: 1, participant: 'server' }
    expect(paneReportSchema.parse({ type: 'listener', ...forged, ...arrived })).toEqual({
      type: 'listener',
      ...arrived,
    })
  })
})
