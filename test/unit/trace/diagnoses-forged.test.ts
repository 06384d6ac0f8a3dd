/** What a process or a page says of itself can be forged: no diagnosis rests on a claim that no frame bears out. */
import { describe, expect, it } from 'vitest'
import type { TraceEvent, TraceEventDraft } from '../../../protocol/trace.ts'
import { diagnosesOf } from './diagnosed.ts'
import { events, placed } from './state-events.ts'

const { start, open, frame, connect, delivery, emit } = events
const handshake = '0{"sid":"e1","upgrades":[],"pingInterval":300,"pingTimeout":200,"maxPayload":1000}'

/** Ann is connected, and has sent `chat`, her second message packet. */
const annChats = [
  start(),
  open('ann', 'e1'),
  frame('ann', 'down', handshake),
  frame('ann', 'up', '40', 1),
  frame('ann', 'down', '40{"sid":"s1"}', 1),
  connect('s1', 'e1'),
  frame('ann', 'up', '42["chat","hi"]', 2),
]

const said = (...drafts: TraceEventDraft[]) => kinds(placed([...annChats, ...drafts]))
const kinds = (trace: readonly TraceEvent[]) => diagnosesOf(trace).map(({ what }) => what)

const inside = { origin: 'server', claimed: true, server: 1 } as const
const second = { engine: 'e1', n: 2, how: 'handler' } as const

const arrived = (
  event: string,
  handlers: number,
  cause: { engine: string; n: number } | undefined,
  socket = 's1',
): TraceEventDraft => ({
  ...inside,
  kind: 'listener',
  phase: 'arrived',
  socket,
  event,
  handlers,
  any: 0,
  ...(cause === undefined ? {} : { cause: { ...cause, how: 'handler' } }),
})

const addedLate = (event: string): TraceEventDraft => ({
  ...inside,
  kind: 'listener',
  phase: 'added-late',
  socket: 's1',
  event,
  handlers: 1,
})

const inPage = (client: string, handlers: number, n: number): TraceEventDraft => ({
  origin: 'pane',
  claimed: true,
  kind: 'listener',
  phase: 'arrived',
  client,
  namespace: '/',
  socket: 's1',
  event: 'news',
  handlers,
  any: 0,
  cause: { engine: 'e1', n },
})

const reply = (ack: number, socket = 's1'): TraceEventDraft => ({
  ...inside,
  kind: 'emit',
  id: 9,
  call: 'ack-reply',
  namespace: '/',
  socket,
  ack,
  rooms: [],
  except: [],
  roomCount: 0,
  exceptCount: 0,
  flags: {},
  matched: 0,
  sockets: [],
})

const answered = (ack: number, socket = 's1'): TraceEventDraft => ({
  ...inside,
  kind: 'listener',
  phase: 'answered',
  socket,
  ack,
  handlers: 0,
})

describe('a handler', () => {
  it('is told to have run more than once when the packet is there that it ran for', () => {
    expect(said(arrived('chat', 2, second))).toEqual(['handlers-repeated'])
  })

  it.each([
    ['no packet at all', arrived('chat', 2, undefined)],
    ['a packet that never crossed', arrived('chat', 2, { engine: 'e1', n: 7 })],
    ['a packet with another event', arrived('news', 2, second)],
    ['a connection that nobody has', arrived('chat', 2, { engine: 'e9', n: 2 })],
  ])('is not told of for %s', (_why, claim) => {
    expect(said(claim)).toEqual([])
  })

  it('is late when an event was there that nobody heard, and only then', () => {
    expect(said(arrived('chat', 0, second), addedLate('chat'))).toEqual(['handler-late'])
    expect(said(addedLate('chat'))).toEqual([])
    expect(said(arrived('news', 0, second), addedLate('news'))).toEqual([])
    expect(said(arrived('chat', 1, second), addedLate('chat'))).toEqual([])
  })

  it('of a page is not told by the page of another client', () => {
    const news = frame('ann', 'down', '42["news"]', 2)
    expect(said(news, inPage('ann', 2, 2))).toEqual(['handlers-repeated'])
    expect(said(news, inPage('ben', 2, 2))).toEqual([])
  })
})

describe('an acknowledgement', () => {
  const asks = frame('ann', 'up', '427["save"]', 3)
  const answers = frame('ann', 'down', '437[]', 2)

  it('is told to be given again when the question is there', () => {
    expect(said(asks, answers, reply(7), reply(7))).toEqual(['ack-twice'])
    expect(said(asks, answers, answers)).toEqual(['ack-twice'])
  })

  it.each([
    ['of a question that nobody asked', [reply(8), reply(8)]],
    ['on a socket that nobody has', [reply(7, 's9'), reply(7, 's9')]],
    ['that is claimed but once', [reply(7)]],
  ])('%s is not told to be given again', (_what, claims) => {
    expect(said(asks, answers, ...claims)).toEqual([])
  })

  it('is not told to be late by who has not got any', () => {
    const question = frame('ann', 'down', '423["question"]', 2)
    expect(said(question, answered(3))).toEqual(['ack-pending'])
    expect(said(question, frame('ann', 'up', '433[]', 3), answered(3))).toEqual(['ack-late'])
    expect(said(answered(3))).toEqual([])
  })

  it('has no time limit by a call that the packet did not come of', () => {
    const later = frame('ann', 'up', '42["chat"]', 4)
    const question = frame('ann', 'down', '423["question"]', 2)
    const long = { ...later, at: 900_000_000 }
    expect(said(question, emit(1, 3, 50), delivery(1, 'e1', 2), long)).toEqual(['ack-timed-out'])
    expect(said(question, emit(1, 3, 50), delivery(1, 'e1', 5), long)).toEqual(['ack-pending'])
    expect(said(question, emit(1, 3, 50), delivery(1, 'e9', 2), long)).toEqual(['ack-pending'])
  })
})

describe('a connection', () => {
  const gaveUp: TraceEventDraft = {
    ...inside,
    kind: 'socket',
    phase: 'disconnect',
    namespace: '/',
    socket: 's1',
    engine: 'e1',
    reason: 'ping timeout',
  }

  it('is told to be silent when it was, not when the server says so', () => {
    expect(said({ ...gaveUp, at: 900_000 })).toEqual(['ping-timeout'])
    expect(said(gaveUp)).toEqual([])
    expect(said({ ...frame('ann', 'up', '3'), at: 850_000 }, { ...gaveUp, at: 900_000 })).toEqual([])
  })

  it('is not told to be of another version by the word of the server alone', () => {
    const refused: TraceEventDraft = {
      ...inside,
      kind: 'socket',
      phase: 'refused',
      code: 5,
      message: 'Unsupported protocol version',
    }
    const request = (path: string, status: number): TraceEventDraft => ({
      origin: 'gateway',
      kind: 'http',
      client: 'ann',
      port: 3000,
      method: 'GET',
      path,
      status,
      requestBytes: 0,
      responseBytes: 0,
      durationUs: 1,
    })
    const old = '/socket.io/?EIO=3&transport=polling'
    expect(said(refused)).toEqual([])
    expect(said(request(old, 400), refused)).toEqual(['version-mismatch'])
    expect(said(refused, request(old, 400))).toEqual(['version-mismatch'])
    expect(said(request(old, 200), refused)).toEqual([])
    expect(said(request(old, 400))).toEqual([])
    expect(said(request('/socket.io/?EIO=4&transport=polling', 400), refused)).toEqual([])
  })

  it('did not carry too much because a stranger closed it', () => {
    const large = frame('ann', 'up', `42["${'x'.repeat(2000)}"]`, 3)
    const close = (reason: 'client' | 'server', code?: number): TraceEventDraft => ({
      origin: 'gateway',
      kind: 'link',
      phase: 'close',
      link: 'ann-1',
      client: 'ann',
      reason,
      ...(code === undefined ? {} : { code }),
    })
    expect(said(large, close('server', 1009))).toEqual(['payload-too-large'])
    expect(said(large, close('client', 1009))).toEqual([])
    expect(said(large, close('server', 1000))).toEqual([])
    expect(said(large)).toEqual([])
  })
})

describe('a namespace that is not there', () => {
  const refused = (namespace: string) =>
    said(frame('ann', 'down', `44${namespace},{"message":"Invalid namespace"}`, 2))

  it.each(['/socket.io', '/socket.io/', '/api/chat', '/chat/', '/index.html', '/server.js'])(
    'looks like a path: %s',
    (namespace) => expect(refused(namespace)).toEqual(['path-as-namespace']),
  )

  it.each(['/chat', '/chat.room', '/v1.0', '/socket.io-room', '/чат'])(
    'looks like a namespace: %s',
    (namespace) => expect(refused(namespace)).toEqual(['unknown-namespace']),
  )
})
