/** Clients that come back: which socket takes which one's place, and what is lost until it is got back. */
import { describe, expect, it } from 'vitest'
import type { TraceEventDraft } from '../../../protocol/trace.ts'
import { diagnosesOf } from './diagnosed.ts'
import { events, placed } from './state-events.ts'

const { start, end, open, close, connect, disconnect, room } = events

const connectPacket = (socket: string, link: string): TraceEventDraft => ({
  origin: 'gateway',
  kind: 'frame',
  link,
  client: 'ann',
  direction: 'down',
  transport: 'websocket',
  form: 'text',
  size: 20,
  data: `40{"sid":"${socket}"}`,
})

/** A socket of Ann's, in these rooms beside its own. */
const comes = (socket: string, rooms: readonly string[] = [], link = `link-${socket}`): TraceEventDraft[] => [
  open('ann', `engine-${socket}`, link),
  connect(socket, `engine-${socket}`),
  room('join', socket, socket),
  ...rooms.map((name) => room('join', name, socket)),
  connectPacket(socket, link),
]

const goes = (socket: string, rooms: readonly string[] = []): TraceEventDraft[] => [
  disconnect(socket, `engine-${socket}`),
  ...[...rooms, socket].map((name) => room('leave', name, socket)),
  close('ann', `link-${socket}`),
]

const asks = (path: string): TraceEventDraft => ({
  origin: 'gateway',
  kind: 'http',
  client: 'ann',
  port: 3000,
  method: 'GET',
  path,
  status: 200,
  requestBytes: 0,
  responseBytes: 0,
  durationUs: 1,
})

const said = (...drafts: TraceEventDraft[]) =>
  diagnosesOf(placed([start(), ...drafts])).map((found) =>
    found.what === 'new-id' ? `${found.before} → ${found.after} [${found.lostRooms.join()}]` : found.what,
  )

describe('a client that comes back as another socket', () => {
  it('is told with the rooms that it was in, whichever end speaks of its end first', () => {
    const before = comes('s1', ['blue', 'red'])
    const [told, ...leaves] = goes('s1', ['blue', 'red'])
    const cut = close('ann', 'link-s1')
    if (told === undefined) throw new Error('a socket that goes is told of')
    expect(said(...before, told, ...leaves, ...comes('s2'))).toEqual(['s1 → s2 [blue,red]'])
    expect(said(...before, cut, told, ...leaves, ...comes('s2'))).toEqual(['s1 → s2 [blue,red]'])
    expect(said(...before, cut, ...comes('s2'))).toEqual(['s1 → s2 [blue,red]'])
  })

  it('has lost a room until it is in it again, and does not lose it by leaving', () => {
    const away = [...comes('s1', ['blue', 'red']), ...goes('s1', ['blue', 'red'])]
    expect(said(...away, ...comes('s2', ['red']))).toEqual(['s1 → s2 [blue]'])
    expect(said(...away, ...comes('s2'), room('join', 'blue', 's2'))).toEqual(['s1 → s2 [red]'])
    expect(said(...away, ...comes('s2', ['blue', 'red']), room('leave', 'red', 's2'))).toEqual(['s1 → s2 []'])
    expect(said(...away, ...comes('s2', ['blue', 'red']), ...goes('s2', ['blue', 'red']))).toEqual([
      's1 → s2 []',
    ])
  })

  it('still lacks what it lost two connections ago', () => {
    const twice = [
      ...comes('s1', ['blue']),
      ...goes('s1', ['blue']),
      ...comes('s2', ['red']),
      ...goes('s2', ['red']),
    ]
    expect(said(...twice, ...comes('s3'))).toEqual(['s2 → s3 [blue,red]'])
  })

  it('is told also when the whole server was started anew', () => {
    expect(said(...comes('s1', ['blue']), end(1), start(2), ...comes('s2'))).toEqual(['s1 → s2 [blue]'])
    expect(said(...comes('s1', ['blue']), close('ann', 'link-s1'), end(1), start(2), ...comes('s2'))).toEqual(
      ['s1 → s2 [blue]'],
    )
  })

  it('is not told of a page that was loaded anew', () => {
    expect(said(...comes('s1'), asks('/'), ...goes('s1'), ...comes('s2'))).toEqual([])
    expect(said(...comes('s1'), ...goes('s1'), asks('/'), ...comes('s2'))).toEqual([])
    expect(said(asks('/'), ...comes('s1'), ...goes('s1'), asks('/favicon.ico'), ...comes('s2'))).toHaveLength(
      1,
    )
    const handshake = asks('/socket.io/?EIO=4&transport=polling')
    expect(said(...comes('s1'), ...goes('s1'), handshake, ...comes('s2'))).toHaveLength(1)
  })

  it('is not told where two sockets were there at once: which of them came back, nobody knows', () => {
    expect(said(...comes('s1'), ...comes('s2'), ...goes('s1'), ...goes('s2'), ...comes('s3'))).toEqual([])
    expect(said(...comes('s1'), ...comes('s2'))).toEqual([])
  })

  it('is told as recovered when the socket has its old id', () => {
    const again = comes('s1', [], 'link-later')
    expect(said(...comes('s1', ['blue']), close('ann', 'link-s1'), ...again)).toEqual(['recovered'])
  })
})
