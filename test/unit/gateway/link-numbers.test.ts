import { expect, test } from 'vitest'
import type { TraceEventDraft, Transport } from '../../../protocol/trace.ts'
import { Link, type LinkKind } from '../../../server/gateway/tap/link.ts'
import { kindOf } from '../../../server/gateway/tap/polling-tap.ts'

type Packet = readonly ['up' | 'down', Transport, string | Buffer]

function openLink(kind: LinkKind) {
  const events: TraceEventDraft[] = []
  const into = { record: (event: TraceEventDraft) => void events.push(event) }
  const link = new Link({ id: 'l1', client: 'ann', port: 8080, path: '/' }, kind, 5, () => {})
  link.open(into, 'polling', 0, 'abc')
  const pass = (packets: readonly Packet[]): (number | undefined)[] => {
    events.length = 0
    for (const [direction, transport, packet] of packets) {
      const form = typeof packet === 'string' ? 'text' : 'binary'
      link.frame({ into, direction, transport, at: 0 }, Buffer.from(packet), form)
    }
    return events.map((event) => (event.kind === 'frame' ? event.n : undefined))
  }
  return { link, pass }
}

test('message packets are numbered in each direction, over polling and WebSocket alike; no other packet is', () => {
  const { pass } = openLink('engine.io')
  const numbers = pass([
    ['down', 'polling', '0{"sid":"abc"}'],
    ['up', 'polling', '40'],
    ['down', 'polling', '40{"sid":"x"}'],
    ['down', 'polling', '451-["much longer than what is recorded"]'],
    ['down', 'polling', 'bAQID'],
    ['up', 'websocket', '2probe'],
    ['down', 'websocket', '3probe'],
    ['up', 'polling', '42["late"]'],
    ['down', 'polling', '6'],
    // The packet that completes the upgrade is told with an event of its own.
    ['up', 'websocket', '3'],
    ['down', 'websocket', Buffer.from([4, 5])],
    ['up', 'websocket', '42["x"]'],
    ['down', 'websocket', ''],
    ['down', 'websocket', '2'],
    ['down', 'websocket', '42["x"]'],
  ])
  const none = undefined
  expect(numbers).toEqual([none, 1, 1, 2, 3, none, none, 2, none, none, 4, 3, none, none, 5])
})

test.each(['plain', 'unnumbered'] as const)('a %s connection has no numbers', (kind) => {
  expect(openLink(kind).pass([['down', 'websocket', '42["x"]']])).toEqual([undefined])
})

test('what passes after packets that could not be read has no number in that direction', () => {
  const { link, pass } = openLink('engine.io')
  link.lostCount('down')
  const packets: Packet[] = [
    ['down', 'websocket', '42["x"]'],
    ['up', 'websocket', '42["x"]'],
  ]
  expect(pass(packets)).toEqual([undefined, 1])
})

test('only the beginning of a session, of a version that is known, begins to count', () => {
  const kinds = [
    kindOf({ version: '4', sid: undefined, path: '/' }),
    kindOf({ version: '4', sid: 'known to nobody here', path: '/' }),
    kindOf({ version: '3', sid: undefined, path: '/' }),
    kindOf({ version: '5', sid: undefined, path: '/' }),
  ]
  expect(kinds).toEqual(['engine.io', 'unnumbered', 'engine.io', 'unnumbered'])
})
