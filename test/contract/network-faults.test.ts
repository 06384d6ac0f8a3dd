/** What a fault does to real clients and a real server, through real sockets. */
import { once } from 'node:events'
import type { Socket as NetSocket } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { NetworkFault } from '../../protocol/fault.ts'
import {
  ask,
  recordingTarget,
  startEchoServer,
  startGatewayWorld,
  type GatewayWorld,
  type Learner,
  type RecordingTarget,
} from '../fixtures/gateway/gateway-world.ts'

/** A dead connection is noticed after about half a second, by either end. */
const shortPings = { io: { pingInterval: 250, pingTimeout: 250 } }

let world: GatewayWorld
let target: RecordingTarget
let learner: Learner
let unregister: () => void
/** The gateway's own connections to the learner's server. */
let upstream: NetSocket[]
const clients: Socket[] = []

beforeEach(async () => {
  world = await startGatewayWorld()
  const recording = recordingTarget('a')
  upstream = []
  target = {
    ...recording,
    connect: async (port) => {
      const socket = await recording.connect(port)
      upstream.push(socket)
      return socket
    },
  }
  unregister = world.gateway.register(target)
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect()
  unregister()
  learner.stop()
  await world.close()
})

async function serve(options: object = {}): Promise<void> {
  learner = await startEchoServer(options)
}

const fault = (made: NetworkFault, client?: string) => world.gateway.applyFault(target.id, made, client)

async function door(name: string): Promise<string> {
  const opened = await world.gateway.openDoor(target, {
    client: name,
    port: 0,
    learnerPort: () => learner.port,
  })
  return `http://127.0.0.1:${opened.port}`
}

/** A client that comes back soon when its connection is lost. */
async function join(name: string, options: object = {}): Promise<Socket> {
  const socket = io(await door(name), {
    forceNew: true,
    auth: { name },
    reconnectionDelay: 50,
    reconnectionDelayMax: 100,
    ...options,
  })
  clients.push(socket)
  return socket
}

/** Connected, by the last of the transports. */
async function joined(
  name: string,
  options: { transports?: string[]; reconnection?: boolean } = {},
): Promise<Socket> {
  const socket = await join(name, options)
  await vi.waitFor(() => expect(socket.connected).toBe(true), { timeout: 5_000 })
  const last = options.transports?.at(-1) ?? 'websocket'
  await vi.waitFor(() => expect(socket.io.engine.transport.name).toBe(last))
  return socket
}

const echo = (socket: Socket, value: unknown): Promise<unknown> => socket.emitWithAck('echo', value)
const reasonOf = async (socket: Socket): Promise<unknown> =>
  new Promise((resolve) => {
    socket.once('disconnect', resolve)
  })
const heard = (name: string) => vi.waitFor(() => expect(left(name)).toBeDefined(), { timeout: 5_000 })
const left = (name: string) => learner.messages.find((message) => isLeft(message) && message.left === name)
const frames = (client: string, direction: 'up' | 'down') =>
  target.of('frame').filter((frame) => frame.client === client && frame.direction === direction)

/** Of the learner's server, by the gateway. */
const bytesRead = () => upstream.reduce((sum, socket) => sum + socket.bytesRead, 0)

function isLeft(message: unknown): message is { left: string; reason: string } {
  return typeof message === 'object' && message !== null && 'left' in message
}

describe.each([['polling'], ['websocket']])('a client over %s whose cable is out', (transport) => {
  test('is silent: both ends notice by their own clocks, and it is back when it is plugged in', async () => {
    await serve(shortPings)
    const ann = await joined('ann', { transports: [transport] })
    const reason = reasonOf(ann)
    fault({ type: 'unplug', on: true }, 'ann')
    const before = target.of('frame').length
    expect(await reason).toBe('ping timeout')
    await heard('ann')
    expect(left('ann')).toMatchObject({ reason: 'ping timeout' })
    expect(target.of('frame').length).toBe(before)

    const refused = new Promise<Error>((resolve) => {
      ann.io.once('reconnect_error', resolve)
    })
    expect(String(await refused)).toMatch(/error/)
    expect(target.of('http').filter((event) => event.status === 0 && event.failure !== 'cut')).toEqual([])
    fault({ type: 'unplug', on: false }, 'ann')
    await vi.waitFor(() => expect(ann.connected).toBe(true), { timeout: 5_000 })
    expect(await echo(ann, 'back')).toBe('back')
  })
})

test('a client that is plugged in again soon goes on as if nothing had been, with all that was sent meanwhile', async () => {
  await serve()
  const ann = await joined('ann', { transports: ['websocket'] })
  const lost = vi.fn<() => void>()
  ann.on('disconnect', lost)
  fault({ type: 'unplug', on: true }, 'ann')
  const answers = Promise.all(['one', 'two', 'three'].map((value) => echo(ann, value)))
  // Somebody else's answer comes later than Ann's would have come.
  const ben = await joined('ben')
  await echo(ben, 'ben')
  expect(JSON.stringify(frames('ann', 'up'))).not.toContain('one')
  fault({ type: 'unplug', on: false }, 'ann')
  expect(await answers).toEqual(['one', 'two', 'three'])
  expect(lost).not.toHaveBeenCalled()
})

test('a poll that was answered while the cable was out is answered when it is plugged in', async () => {
  await serve({ io: { pingInterval: 200 } })
  const ann = await joined('ann', { transports: ['polling'] })
  const { id } = ann
  fault({ type: 'unplug', on: true }, 'ann')
  const pings = () => frames('ann', 'down').filter((frame) => frame.data === '2').length
  const before = pings()
  const read = bytesRead()
  await vi.waitFor(() => expect(bytesRead()).toBeGreaterThan(read))
  expect(pings()).toBe(before)
  fault({ type: 'unplug', on: false }, 'ann')
  await vi.waitFor(() => expect(pings()).toBeGreaterThan(before))
  expect(await echo(ann, 'still here')).toBe('still here')
  expect(ann.id).toBe(id)
})

test('a client that leaves while its cable is out is not missed before it is plugged in', async () => {
  await serve()
  const ann = await joined('ann', { transports: ['websocket'], reconnection: false })
  fault({ type: 'unplug', on: true }, 'ann')
  ann.disconnect()
  const ben = await joined('ben')
  await echo(ben, 'ben')
  expect(left('ann')).toBeUndefined()
  fault({ type: 'unplug', on: false }, 'ann')
  await heard('ann')
})

test('a client whose cable is out does not hear that its server ended, before it is plugged in', async () => {
  await serve()
  const ann = await joined('ann', { transports: ['websocket'], reconnection: false })
  const ben = await joined('ben', { transports: ['websocket'], reconnection: false })
  fault({ type: 'unplug', on: true }, 'ann')
  const reasons = [reasonOf(ann), reasonOf(ben)]
  world.gateway.endRun(target.id)
  expect(await reasons[1]).toBe('transport close')
  expect(ann.connected).toBe(true)
  fault({ type: 'unplug', on: false }, 'ann')
  expect(await reasons[0]).toBe('transport close')
})

test('a page of an unplugged client is told so in words, everything else fails as without a network', async () => {
  await serve()
  fault({ type: 'unplug', on: true }, 'ann')
  const host = world.paneHost(target, learner.port)
  const page = { Host: host, 'Sec-Fetch-Dest': 'iframe', 'Accept-Language': 'ru' }
  const answer = await ask(world.port, '/', { headers: page })
  expect(answer.status).toBe(503)
  expect(answer.body.toString()).toContain('Нет сети')
  await expect(ask(world.port, '/headers', { headers: { Host: host } })).rejects.toThrow('socket hang up')
  const ben = await ask(world.port, '/', {
    headers: { ...page, Host: world.paneHost(target, learner.port, 'ben') },
  })
  expect(ben.status).toBe(200)
  expect(target.of('http')).toHaveLength(1)
})

describe('latency', () => {
  test.each([['polling'], ['websocket']])(
    'delays both directions over %s, and keeps the order',
    async (transport) => {
      await serve()
      const ann = await joined('ann', { transports: [transport] })
      fault({ type: 'latency', ms: 100 }, 'ann')
      const begun = performance.now()
      const values = Array.from({ length: 20 }, (_, index) => index)
      const order: unknown[] = []
      await Promise.all(values.map(async (value) => order.push(await echo(ann, value))))
      expect(performance.now() - begun).toBeGreaterThanOrEqual(200)
      expect(order).toEqual(values)
    },
  )

  test('delays a whole connection: handshake, upgrade and page', async () => {
    await serve()
    fault({ type: 'latency', ms: 50 })
    const begun = performance.now()
    const ann = await joined('ann')
    expect(performance.now() - begun).toBeGreaterThanOrEqual(300)
    expect(ann.connected).toBe(true)
    const host = world.paneHost(target, learner.port)
    const asked = performance.now()
    expect((await ask(world.port, '/headers', { headers: { Host: host } })).status).toBe(200)
    expect(performance.now() - asked).toBeGreaterThanOrEqual(100)
  })

  test('that is taken away lets nothing overtake what is still on its way', async () => {
    await serve()
    const ann = await joined('ann', { transports: ['websocket'] })
    const order: unknown[] = []
    fault({ type: 'latency', ms: 200 }, 'ann')
    const first = echo(ann, 'first').then((value) => order.push(value))
    fault({ type: 'latency', ms: 0 }, 'ann')
    await Promise.all([first, echo(ann, 'second').then((value) => order.push(value))])
    expect(order).toEqual(['first', 'second'])
  })
})

test('a stalled client sends and does not receive; then it gets everything at once and in order', async () => {
  await serve()
  const ann = await joined('ann', { transports: ['websocket'] })
  const numbers: number[] = []
  ann.on('number', (number: number) => numbers.push(number))
  fault({ type: 'stall', on: true }, 'ann')
  const before = frames('ann', 'down').length
  ann.emit('count', 100)
  const ben = await joined('ben')
  await vi.waitFor(() => expect(JSON.stringify(frames('ann', 'up'))).toContain('count'))
  await echo(ben, 'ben')
  expect(numbers).toEqual([])
  // What waits was not delivered: the trace does not say that it was.
  expect(frames('ann', 'down')).toHaveLength(before)
  fault({ type: 'stall', on: false }, 'ann')
  await vi.waitFor(() => expect(numbers).toHaveLength(100))
  expect(numbers).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
  expect(frames('ann', 'down').length).toBeGreaterThanOrEqual(before + 100)
})

test('a flood that waits for a stalled client waits at its source, not here', async () => {
  await serve()
  const ann = await joined('ann', { transports: ['websocket'] })
  const received = vi.fn<(text: string) => void>()
  ann.on('swollen', received)
  fault({ type: 'stall', on: true }, 'ann')
  const megabytes = 24
  for (let count = 0; count < megabytes; count += 1) ann.emit('swell', 1_048_576)
  await vi.waitFor(() => expect(bytesRead()).toBeGreaterThan(200_000))
  const ben = await joined('ben', { transports: ['websocket'] })
  for (let round = 0; round < 50; round += 1) await echo(ben, round)
  expect(bytesRead()).toBeLessThan(1_048_576)
  fault({ type: 'stall', on: false }, 'ann')
  await vi.waitFor(() => expect(received).toHaveBeenCalledTimes(megabytes), { timeout: 20_000 })
})

describe('a network without WebSocket', () => {
  test('leaves a client on polling, and its upgrade is refused', async () => {
    await serve()
    fault({ type: 'polling-only', on: true }, 'ann')
    const ann = await join('ann')
    await once(ann as unknown as NodeJS.EventEmitter, 'connect')
    const upgrades = () => target.of('http').filter((event) => event.path.includes('transport=websocket'))
    await vi.waitFor(() => expect(upgrades()).toHaveLength(1))
    expect(upgrades()[0]).toMatchObject({ status: 501, failure: 'refused' })
    expect(await echo(ann, 'by polling')).toBe('by polling')
    expect(ann.io.engine.transport.name).toBe('polling')
    const ben = await joined('ben')
    expect(ben.io.engine.transport.name).toBe('websocket')
  })

  test('cuts the WebSockets that are open; the client comes back by polling', async () => {
    await serve()
    const ann = await joined('ann')
    const reason = reasonOf(ann)
    fault({ type: 'polling-only', on: true }, 'ann')
    expect(await reason).toBe('transport close')
    await vi.waitFor(() => expect(ann.connected).toBe(true))
    expect(ann.io.engine.transport.name).toBe('polling')
    // What was read of it until then comes first.
    await vi.waitFor(() =>
      expect(target.of('link').some((event) => event.phase === 'close' && event.reason === 'cut')).toBe(true),
    )
  })
})

describe('a drop', () => {
  test.each([
    ['websocket', 'transport close'],
    ['polling', 'transport error'],
  ])('cuts %s at once on both ends, and the client comes back', async (transport, reason) => {
    await serve()
    const ann = await joined('ann', { transports: [transport] })
    const ben = await joined('ben', { transports: [transport] })
    await echo(ann, 1)
    const lost = vi.fn<() => void>()
    ben.on('disconnect', lost)
    const annLost = reasonOf(ann)
    // A poll is under way almost always: this waits for it.
    await vi.waitFor(() => {
      fault({ type: 'drop' }, 'ann')
      expect(ann.connected).toBe(false)
    })
    expect(await annLost).toBe(reason)
    await heard('ann')
    await vi.waitFor(() => expect(ann.connected).toBe(true))
    expect(await echo(ann, 'back')).toBe('back')
    expect(lost).not.toHaveBeenCalled()
    const closes = target.of('link').filter((event) => event.phase === 'close')
    expect(closes[0]).toMatchObject({ client: 'ann', reason: 'cut' })
  })
})

test('what is done to one touches nobody else; what is done to all is done to those who come later', async () => {
  await serve(shortPings)
  const ben = await joined('ben')
  const lost = vi.fn<() => void>()
  ben.on('disconnect', lost)
  const ann = await joined('ann')
  const reason = reasonOf(ann)
  fault({ type: 'unplug', on: true }, 'ann')
  expect(await reason).toBe('ping timeout')
  expect(await echo(ben, 'here')).toBe('here')
  expect(lost).not.toHaveBeenCalled()

  fault({ type: 'latency', ms: 60 })
  const cat = await joined('cat')
  const begun = performance.now()
  await echo(cat, 1)
  expect(performance.now() - begun).toBeGreaterThanOrEqual(120)
})

test.each<[string, NetworkFault]>([
  ['unplugged', { type: 'unplug', on: true }],
  ['stalled', { type: 'stall', on: true }],
  ['slow', { type: 'latency', ms: 5_000 }],
])('nothing of a session is left when it ends with a %s client', async (_name, made) => {
  await serve()
  const ann = await joined('ann', { transports: ['websocket'], reconnection: false })
  const polled = await joined('ben', { transports: ['polling'], reconnection: false })
  fault(made)
  ann.emit('count', 1_000)
  polled.emit('count', 1_000)
  const reasons = [reasonOf(ann), reasonOf(polled)]
  unregister()
  expect(await reasons[0]).toBe('transport close')
  expect(await reasons[1]).toBe('transport error')
  await vi.waitFor(() => expect(upstream.every((socket) => socket.destroyed)).toBe(true))
  await heard('ann')
})

test('a plain WebSocket through an unplugged network is held and refused like any other', async () => {
  await serve({ plain: true })
  const address = (await door('ann')).replace('http', 'ws')
  const socket = new WebSocket(`${address}/plain`)
  await once(socket, 'open')
  fault({ type: 'unplug', on: true }, 'ann')
  const late = new WebSocket(`${address}/plain`)
  await once(late, 'error')
  const message = once(socket, 'message')
  socket.send('hello')
  fault({ type: 'unplug', on: false }, 'ann')
  expect(String((await message)[0])).toBe('hello')
  socket.terminate()
})
