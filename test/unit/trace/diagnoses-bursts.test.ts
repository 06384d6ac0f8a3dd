/** Events that were kept while a client was offline, told from those that it sends for other reasons. */
import { expect, it } from 'vitest'
import type { TraceEventDraft } from '../../../protocol/trace.ts'
import { diagnosesOf } from './diagnosed.ts'
import { events, placed } from './state-events.ts'

const { start, open, close, latency, unplug } = events
const ms = 1000

const frame = (link: string, direction: 'up' | 'down', at: number, data: string): TraceEventDraft => ({
  origin: 'gateway',
  kind: 'frame',
  link,
  client: 'ann',
  direction,
  transport: 'websocket',
  form: 'text',
  size: data.length,
  data,
  at,
})

const sends = (link: string, at: number, ...names: string[]) =>
  names.map((name) => frame(link, 'up', at, `42["${name}"]`))

/** Ann connects at 10 ms and greets with `names`, is cut off at 1 s, and is back at 2 s. */
const annIsBack = (...names: string[]): TraceEventDraft[] => [
  { ...start(), at: 0 },
  { ...open('ann', 'e1', 'l1'), at: 5 * ms },
  frame('l1', 'down', 10 * ms, '40{"sid":"s1"}'),
  ...sends('l1', 11 * ms, ...names),
  { ...close('ann', 'l1'), at: 1000 * ms },
  { ...open('ann', 'e2', 'l2'), at: 1990 * ms },
  frame('l2', 'down', 2000 * ms, '40{"sid":"s2"}'),
]

const counts = (...drafts: TraceEventDraft[]) =>
  diagnosesOf(placed(drafts)).flatMap((found) => (found.what === 'buffered-burst' ? [found.count] : []))

it('events that come at once after a reconnect are counted, without those of the greeting', () => {
  expect(counts(...annIsBack(), ...sends('l2', 2002 * ms, 'move', 'move', 'move'))).toEqual([3])
  const greeted = annIsBack('join', 'hello')
  expect(counts(...greeted, ...sends('l2', 2002 * ms, 'join', 'hello'))).toEqual([])
  expect(counts(...greeted, ...sends('l2', 2002 * ms, 'move', 'move', 'join', 'hello'))).toEqual([2])
  expect(counts(...greeted, ...sends('l2', 2002 * ms, 'join', 'join', 'join'))).toEqual([2])
})

it('one event is no burst, and events later or one after another are none', () => {
  expect(counts(...annIsBack(), ...sends('l2', 2002 * ms, 'move'))).toEqual([])
  expect(counts(...annIsBack(), ...sends('l2', 2500 * ms, 'move', 'move'))).toEqual([])
  const apart = [0, 10, 20].flatMap((later) => sends('l2', (2002 + later) * ms, 'move'))
  expect(counts(...annIsBack(), ...apart)).toEqual([])
})

it('events of a slow network are still at once', () => {
  const slow = { ...latency(400, 'ann'), at: 1 }
  const late = sends('l2', 2820 * ms, 'move', 'move')
  expect(counts(...annIsBack(), ...late)).toEqual([])
  expect(counts(slow, ...annIsBack(), ...late)).toEqual([2])
})

it('what the cable held back is counted when it is plugged in, for that client alone', () => {
  const held = (client: string) => [
    ...annIsBack(),
    { ...unplug(true, client), at: 3000 * ms },
    { ...unplug(false, client), at: 4000 * ms },
    ...sends('l2', 4001 * ms, 'move', 'move', 'move'),
  ]
  expect(counts(...held('ann'))).toEqual([3])
  expect(counts(...held('ben'))).toEqual([])
})
