/** Who received an event, as the wire tells it, after what the prediction waits for. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PredictionTrigger } from '../../../protocol/lesson.ts'
import type { TraceEvent, TraceEventDraft } from '../../../protocol/trace.ts'
import { watchPrediction, type PredictionOutcome } from '../../../src/playground/checks/prediction.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function watched(trigger: PredictionTrigger) {
  const told: PredictionOutcome[] = []
  let hear: (batch: readonly TraceEvent[]) => void = () => {}
  const source = {
    header: { format: 'wirelab-trace' as const, version: 1, startedAt: '2026-01-01T00:00:00.000Z' },
    events: [],
    dropped: 0,
    subscribe: (listener: typeof hear) => {
      hear = listener
      return () => (hear = () => {})
    },
  }
  const watch = watchPrediction(source, {
    trigger,
    event: 'news',
    tell: (outcome) => told.push(outcome),
  })
  let seq = 0
  const say = (draft: TraceEventDraft & { at: number }) => {
    seq += 1
    hear([{ ...draft, seq }])
  }
  return { told, say, giveUp: () => watch.giveUp() }
}

const run = { kind: 'run', phase: 'start', run: 1, origin: 'gateway', entry: 's.js', files: {} } as const
const frame = (client: string, direction: 'up' | 'down', data: string, at: number) =>
  ({
    kind: 'frame',
    origin: 'gateway',
    link: client,
    client,
    direction,
    transport: 'websocket',
    form: 'text',
    size: data.length,
    data,
    at,
  }) as const
const started = { ...run, isolation: 'bubblewrap', versions: {}, at: 0 } as const

test('an event sets it off: who is sent the other one within a second has received it', () => {
  const { told, say } = watched({ client: 'ann', event: 'go' })
  say(started)
  say(frame('ben', 'down', '42["news",0]', 10))
  say(frame('ann', 'up', '42["go"]', 20))
  say(frame('cat', 'down', '42["news",1]', 30))
  say(frame('dan', 'down', '42["news",2]', 2_000_000))
  vi.runAllTimers()
  expect(told).toEqual([{ state: 'waiting' }, { state: 'seen', received: ['cat'] }])
})

test('a request sets it off: what it brought about crosses before it is answered', () => {
  const { told, say } = watched({ client: 'ann', request: '/add' })
  const answered = { kind: 'http', origin: 'gateway', port: 8080, method: 'POST', status: 200 } as const
  const sizes = { requestBytes: 0, responseBytes: 0, durationUs: 50 } as const
  say(started)
  say(frame('ben', 'down', '42["news",0]', 10))
  say(frame('cat', 'down', '42["news",1]', 80))
  say({ ...answered, ...sizes, client: 'ben', path: '/add', at: 85 })
  say({ ...answered, ...sizes, client: 'ann', path: '/add', at: 100 })
  vi.runAllTimers()
  expect(told).toEqual([{ state: 'waiting' }, { state: 'seen', received: ['cat'] }])
})

test('given up, as when checks take the clients, it has ended; what was seen by then stays', () => {
  const early = watched({ client: 'ann', event: 'go' })
  early.say(started)
  early.giveUp()
  expect(early.told).toEqual([{ state: 'waiting' }, { state: 'ended' }])
  const late = watched({ client: 'ann', event: 'go' })
  late.say(started)
  late.say(frame('ann', 'up', '42["go"]', 20))
  vi.runAllTimers()
  late.giveUp()
  expect(late.told).toEqual([{ state: 'waiting' }, { state: 'seen', received: [] }])
})
