import { describe, expect, it } from 'vitest'
import type { TraceEventDraft } from '../../../protocol/trace.ts'
import { ClientsFold } from '../../../trace/clients.ts'
import { textFrame, type FrameFields } from './frames.ts'
import { recordedTrace } from './recorded.ts'

const common = { origin: 'gateway', kind: 'link', link: 'l1', client: 'ann' } as const
const open = (
  transport: 'polling' | 'websocket',
  path = '/socket.io/?EIO=4',
  link = 'l1',
): TraceEventDraft => ({
  ...common,
  link,
  phase: 'open',
  port: 8080,
  path,
  transport,
})
const upgrade: TraceEventDraft = { ...common, phase: 'upgrade', transport: 'websocket' }
const close: TraceEventDraft = { ...common, phase: 'close', reason: 'client' }
const down = (data: string, fields: FrameFields = {}) => textFrame(1, data, { direction: 'down', ...fields })
const up = (data: string, fields: FrameFields = {}) => textFrame(1, data, fields)

function annAfter(...events: TraceEventDraft[]) {
  const clients = new ClientsFold()
  for (const [index, event] of events.entries()) clients.push({ ...event, seq: index + 1, at: index })
  return clients.snapshot.get('ann')
}

const handshake = '0{"sid":"e1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000}'

describe('the state of a client', () => {
  it('is idle while only pages were loaded', () => {
    const request: TraceEventDraft = {
      origin: 'gateway',
      kind: 'http',
      client: 'ann',
      port: 8080,
      method: 'GET',
      path: '/',
      status: 200,
      requestBytes: 0,
      responseBytes: 1,
      durationUs: 1,
    }
    expect(annAfter(request)).toMatchObject({ state: 'idle', links: 0 })
    expect(annAfter()).toBeUndefined()
  })

  it('is connecting until the server has accepted a namespace', () => {
    expect(annAfter(open('polling'), down(handshake))).toMatchObject({
      state: 'connecting',
      sid: 'e1',
      links: 1,
    })
    expect(annAfter(open('polling'), up('40'))?.state).toBe('connecting')
    expect(annAfter(open('polling'), up('40'), down('44{"message":"no"}'))?.state).toBe('connecting')
    expect(annAfter(open('polling'), up('40'), down('40{"sid":"s"}'))).toMatchObject({
      state: 'polling',
      namespaces: ['/'],
    })
  })

  it('follows the transport', () => {
    expect(annAfter(open('polling'), down('40'), upgrade)?.state).toBe('websocket')
    expect(annAfter(open('websocket'), down('40'))?.state).toBe('websocket')
  })

  it.each<[string, TraceEventDraft]>([
    ['the client leaves', up('41')],
    ['the server sends it away', down('41')],
    ['the connection closes', close],
  ])('is disconnected when %s', (_, end) => {
    expect(annAfter(open('polling'), down('40'), end)).toMatchObject({
      state: 'disconnected',
      namespaces: [],
    })
  })

  it('stays connected while one of its namespaces is', () => {
    expect(annAfter(open('polling'), down('40'), down('40/chat,{}'), up('41'))).toMatchObject({
      state: 'polling',
      namespaces: ['/chat'],
    })
  })

  it('is the best of its connections', () => {
    const other = { link: 'l2' }
    expect(
      annAfter(open('polling'), down('40'), open('websocket', undefined, 'l2'), down('40', other))?.state,
    ).toBe('websocket')
    expect(annAfter(open('polling'), down('40'), close, open('websocket', undefined, 'l2'))).toMatchObject({
      state: 'connecting',
      links: 1,
    })
  })

  it('is websocket on a plain WebSocket connection, whatever is said there', () => {
    expect(annAfter(open('websocket', '/live'), up('41'))).toMatchObject({
      state: 'websocket',
      namespaces: [],
    })
  })

  it('is told from the frames when the trace begins later than the connection', () => {
    expect(annAfter(up('42/chat,["a"]'))).toMatchObject({ state: 'websocket', namespaces: ['/chat'] })
    expect(annAfter(up('42["a"]'), close)?.state).toBe('disconnected')
  })
})

it('counts packets and bytes in both directions', () => {
  expect(annAfter(open('polling'), up('42["é"]'), up('2'), down('3'))).toMatchObject({
    up: { packets: 2, bytes: 9 },
    down: { packets: 1, bytes: 1 },
  })
})

it('follows every client of a recorded session', () => {
  const clients = new ClientsFold()
  const seen = new Map<string, string[]>()
  for (const event of recordedTrace().source.events) {
    clients.push(event)
    for (const { client, state } of clients.snapshot.values()) {
      const states = seen.get(client) ?? []
      if (states.at(-1) !== state) seen.set(client, [...states, state])
    }
  }
  expect(Object.fromEntries(seen)).toStrictEqual({
    ann: ['connecting', 'polling', 'websocket', 'disconnected'],
    ben: ['connecting', 'polling', 'disconnected'],
    cat: ['connecting', 'websocket', 'disconnected'],
    dan: ['connecting', 'disconnected'],
  })
})
