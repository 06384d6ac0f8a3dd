import { describe, expect, it } from 'vitest'
import type { TraceEventDraft } from '../../../protocol/trace.ts'
import { isTimedOut, openQuestions } from '../../../trace/acks.ts'
import { Checkpoints } from '../../../trace/checkpoints.ts'
import { connectionOf } from '../../../trace/connections.ts'
import { conditionsOf } from '../../../trace/network.ts'
import { isOwnRoom, roomsOf } from '../../../trace/rooms.ts'
import { goneMax, socketsMax } from '../../../trace/server-state-bounds.ts'
import { serverState, type ServerState } from '../../../trace/server-state.ts'
import { events, placed } from './state-events.ts'

const { start, end, listen, open, upgrade, close, frame, connect, disconnect, room, state } = events
const { arrived, emit, delivery, drop, unplug, latency } = events

function after(...drafts: TraceEventDraft[]): ServerState {
  const states = new Checkpoints(serverState)
  for (const event of placed(drafts)) states.push(event)
  return states.state
}

const connectPacket = (client: string, sid: string, namespace = '') =>
  frame(client, 'down', `40${namespace}{"sid":"${sid}"}`)

/** The server runs, and Ann's socket s1 is connected. */
const annIsIn = [start(), listen(), open('ann', 'e1'), connect('s1', 'e1'), connectPacket('ann', 's1')]

describe('a socket', () => {
  it('belongs to the client of its connection, and is confirmed by its CONNECT packet', () => {
    const before = after(...annIsIn.slice(0, -1)).sockets.live.get('s1')
    expect(before).toMatchObject({ client: 'ann', link: 'ann-1', told: true, confirmed: false })
    expect(after(...annIsIn).sockets.live.get('s1')).toMatchObject({ client: 'ann', confirmed: true })
  })

  it('is found when only the wire tells of it, until the wire takes it back', () => {
    const seen = after(start(), open('ann', 'e1'), connectPacket('ann', 's1'))
    expect(seen.sockets.live.get('s1')).toMatchObject({ client: 'ann', told: false, confirmed: true })
    for (const over of [close('ann'), frame('ann', 'up', '41')]) {
      const gone = after(start(), open('ann', 'e1'), connectPacket('ann', 's1'), over)
      expect(gone.sockets.live.size).toBe(0)
      expect(gone.sockets.gone.map(({ id, reason }) => [id, reason])).toEqual([['s1', undefined]])
    }
  })

  it('that is only claimed for a connection that never carried it stays unconfirmed', () => {
    const forged = after(...annIsIn, connect('forged', 'e1'), connect('s9', 'nowhere'))
    expect(forged.sockets.live.get('forged')).toMatchObject({ client: 'ann', confirmed: false })
    const nobody = forged.sockets.live.get('s9')
    expect([nobody?.client, nobody?.confirmed]).toEqual([undefined, false])
  })

  it('has the transport that its connection has, and none when that is closed', () => {
    const transportOf = (states: ServerState) => connectionOf(states.connections, 'e1')?.transport
    expect(transportOf(after(...annIsIn))).toBe('polling')
    expect(transportOf(after(...annIsIn, upgrade('ann')))).toBe('websocket')
    expect(transportOf(after(...annIsIn, close('ann')))).toBeUndefined()
  })

  it('is known by its connection also when the handshake came over a WebSocket', () => {
    const handshake = '0{"sid":"e1","upgrades":[],"pingInterval":25000,"pingTimeout":20000}'
    const { sockets } = after(start(), open('ann'), frame('ann', 'down', handshake), connect('s1', 'e1'))
    expect(sockets.live.get('s1')?.client).toBe('ann')
  })

  it('keeps what the program puts on it, each value with the event that told it', () => {
    const states = after(...annIsIn, state('s1', 'own', '{"nickname":"Ann"}'), state('s1', 'data', '{"n":1}'))
    expect(states.sockets.live.get('s1')).toMatchObject({
      own: { text: '{"nickname":"Ann"}', seq: 6 },
      data: { text: '{"n":1}', seq: 7 },
    })
  })

  it('leaves its rooms when it goes, and stands among the gone with the reason', () => {
    const states = after(
      ...annIsIn,
      room('join', 'blue', 's1'),
      disconnect('s1', 'e1'),
      disconnect('s1', 'e1'),
    )
    expect([states.sockets.live.size, states.rooms.rooms.size, states.rooms.memberships]).toEqual([0, 0, 0])
    expect(states.sockets.gone.map(({ reason }) => reason)).toEqual(['transport close'])
  })

  it('of another namespace is not ended by a report of this one', () => {
    expect(after(...annIsIn, disconnect('s1', 'e1', '/admin')).sockets.live.has('s1')).toBe(true)
  })
})

describe('rooms', () => {
  it('hold their members in order of joining, namespace by namespace', () => {
    const states = after(
      ...annIsIn,
      room('join', 's1', 's1'),
      room('join', 'blue', 's2'),
      room('join', 'blue', 's1'),
      room('join', 'blue', 's1'),
      room('join', 'blue', 's1', '/chat'),
      room('leave', 'green', 's1'),
    )
    const rooms = states.rooms.rooms.values()
    const blue = rooms.find(({ name, namespace }) => name === 'blue' && namespace === '/')
    expect(blue?.members).toEqual(['s2', 's1'])
    expect(
      rooms
        .map(
          ({ name, namespace, members }) =>
            `${namespace} ${typeof name === 'string' ? name : name.notText} ${members.length}`,
        )
        .sort(),
    ).toEqual(['/ blue 2', '/ s1 1', '/chat blue 1'])
    const own = rooms.filter(isOwnRoom)
    expect(own.map(({ name }) => name)).toEqual(['s1'])
    const stays = roomsOf(states.rooms, { server: 1, namespace: '/', id: 's1' })
    expect(stays.map(({ name }) => name)).toEqual(['s1', 'blue'])
  })

  it('named by no text are not those whose name reads the same', () => {
    const { rooms } = after(room('join', { notText: 'undefined' }, 's1'), room('join', 'undefined', 's1'))
    expect(rooms.rooms.size).toBe(2)
  })
})

describe('acknowledgements', () => {
  it('wait, are answered, and are lost with their connection, in both directions', () => {
    const asked = after(...annIsIn, frame('ann', 'up', '427["ask"]'), frame('ann', 'down', '427["ask"]'))
    expect(openQuestions(asked.acks).map(({ direction, ackId, seq }) => [direction, ackId, seq])).toEqual([
      ['up', 7, 6],
      ['down', 7, 7],
    ])
    const answer = [
      frame('ann', 'up', '427["ask"]'),
      frame('ann', 'down', '427["ask"]'),
      frame('ann', 'down', '437[]'),
    ]
    const { acks } = after(...annIsIn, ...answer, close('ann'))
    expect(openQuestions(acks)).toEqual([])
    expect(acks.settled.map(({ outcome, direction, latencyUs }) => [outcome, direction, latencyUs])).toEqual([
      ['lost', 'down', 2000],
      ['answered', 'up', 2000],
    ])
    expect(acks.counts).toEqual({ answered: 1, late: 0, lost: 1 })
  })

  it('are late when the answer comes after the time that the server gave', () => {
    const asked = [...annIsIn, emit(1, 0, 1.5), delivery(1, 'e1', 2), frame('ann', 'down', '420["ask"]', 2)]
    const [question] = openQuestions(after(...asked).acks)
    if (question === undefined) throw new Error('a question was asked')
    expect(question.timeoutUs).toBe(1500)
    expect([isTimedOut(question, 9500), isTimedOut(question, 9501)]).toEqual([false, true])
    const soon = after(...asked, frame('ann', 'up', '430[]'))
    const late = after(...asked, frame('ann', 'up', '2'), frame('ann', 'up', '430[]'))
    expect([soon.acks.counts.answered, late.acks.counts.late]).toEqual([1, 1])
  })

  it('have their time also when the server tells it after the packet has crossed', () => {
    const asked = [...annIsIn, frame('ann', 'down', '420["ask"]', 2), emit(1, 0, 1.5), delivery(1, 'e1', 2)]
    expect(openQuestions(after(...asked).acks)[0]?.timeoutUs).toBe(1500)
    const other = [...annIsIn, frame('ann', 'down', '420["ask"]', 2), emit(1, 0, 1.5), delivery(1, 'e1', 3)]
    expect(openQuestions(after(...other).acks)[0]?.timeoutUs).toBeUndefined()
  })

  it('are no business of a plain WebSocket', () => {
    const plain = { ...open('ann'), path: '/', transport: 'websocket' } as TraceEventDraft
    expect(openQuestions(after(start(), plain, frame('ann', 'up', '427["ask"]')).acks)).toEqual([])
  })
})

describe('handlers', () => {
  it('are known by the events that arrived, until their socket goes', () => {
    const heard = after(...annIsIn, arrived('s1', 'a', 1), arrived('s1', 'b', 0), arrived('s1', 'a', 2))
    expect(heard.listeners.get('s1')?.map(({ event, handlers }) => [event, handlers])).toEqual([
      ['b', 0],
      ['a', 2],
    ])
    const gone = after(...annIsIn, arrived('s1', 'a', 1), disconnect('s1', 'e1'))
    expect(gone.listeners.get('s1')).toBeUndefined()
  })
})

describe('the network', () => {
  it('of a client is what was done last, to it or to all', () => {
    const { network } = after(unplug(true, 'ann'), latency(200), unplug(false), latency(50, 'ben'))
    expect(conditionsOf(network, 'ann')).toMatchObject({ unplugged: false, latencyMs: 200 })
    expect(conditionsOf(network, 'ben')).toMatchObject({ unplugged: false, latencyMs: 50 })
    expect(conditionsOf(network, 'cat')).toMatchObject({ unplugged: false, latencyMs: 200 })
  })

  it('stays as it is when the server starts anew', () => {
    expect(conditionsOf(after(unplug(true, 'ann'), start(2)).network, 'ann').unplugged).toBe(true)
  })
})

describe('a run', () => {
  const busy = [
    ...annIsIn,
    room('join', 'blue', 's1'),
    drop('reports', 3),
    disconnect('s1', 'e1'),
    connect('s2', 'e1'),
  ]

  it.each([
    ['that starts', start(2), 'starting'],
    ['that ends', end(1), 'ended'],
  ])('%s takes all that was inside of the process', (_, event, phase) => {
    const { run, sockets, rooms, connections, lost } = after(...busy, event)
    expect(run?.state).toBe(phase)
    expect([sockets.live.size, sockets.gone.length, rooms.rooms.size, connections.links.size, lost]).toEqual([
      0, 0, 0, 0, 0,
    ])
  })

  it('is not ended by the last word of an earlier one', () => {
    const states = after(start(1), start(2), listen(2), open('ann', 'e1'), connect('s1', 'e1'), end(1))
    expect([states.run, states.sockets.live.size]).toEqual([{ number: 2, state: 'running' }, 1])
  })

  it('counts the reports that were given up, and not those of pages', () => {
    expect(after(start(), drop('reports', 3), drop('pane-reports', 9), drop('reports', 4)).lost).toBe(7)
  })

  it('is said to be whole only when its beginning is in the trace', () => {
    const states = new Checkpoints(serverState)
    for (const event of placed([connect('s1', 'e1')], 5)) states.push(event)
    expect(states.state.whole).toBe(false)
    for (const event of placed([start()], 6)) states.push(event)
    expect(states.state.whole).toBe(true)
    for (const event of placed([connect('s1', 'e1')], 9)) states.push(event)
    expect(states.state.whole).toBe(false)
  })
})

describe('a flood of forged reports', () => {
  it('fills no memory: sockets beyond the bound are counted, the gone are a short list', () => {
    const flood = Array.from({ length: socketsMax + 10 }, (_, n) => connect(`s${n}`, 'e1'))
    const { sockets } = after(start(), ...flood)
    expect([sockets.live.size, sockets.unlisted]).toEqual([socketsMax, 10])
    const coming = Array.from({ length: 50 }, (_, n) => [connect(`s${n}`, 'e1'), disconnect(`s${n}`, 'e1')])
    expect(after(start(), ...coming.flat()).sockets.gone.length).toBe(goneMax)
  })
})
