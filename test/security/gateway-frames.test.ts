/** Hostile inputs 35 to 38 of the design: floods, bombs and slow readers end with the connection that sent them. */
import { connect, type Socket } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Limits } from '../../server/limits.ts'
import {
  ask,
  recordingTarget,
  startEchoServer,
  startGatewayWorld,
  type GatewayWorld,
  type RecordingTarget,
} from '../fixtures/gateway/gateway-world.ts'

let world: GatewayWorld
const endings: (() => unknown)[] = []

beforeEach(async () => {
  world = await startGatewayWorld()
})
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
  await world.close()
})

/** A server that accepts anything, behind a door. */
async function openWorld(limits: Partial<Limits> = {}): Promise<{
  server: WebSocketServer
  target: RecordingTarget
  door: number
}> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: 0, perMessageDeflate: true })
  await new Promise((resolve) => server.once('listening', resolve))
  endings.push(() => {
    for (const socket of server.clients) socket.terminate()
    server.close()
  })
  // A TCP server's address is an object.
  const { port } = server.address() as { port: number }
  const target = recordingTarget('a', { limits })
  world.gateway.register(target)
  const door = await world.gateway.openDoor(target, { client: 'ann', port: 0, learnerPort: () => port })
  return { server, target, door: door.port }
}

function client(door: number, options: object = {}): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${door}/`, options)
  endings.push(() => socket.terminate())
  socket.on('error', () => undefined)
  return new Promise((resolve) => socket.once('open', () => resolve(socket)))
}

function closed(socket: WebSocket): Promise<unknown> {
  return new Promise((resolve) => socket.once('close', resolve))
}

/** The TCP connection below a WebSocket, for what `ws` would not send. */
async function rawClient(door: number): Promise<Socket> {
  const socket = connect(door, '127.0.0.1')
  endings.push(() => socket.destroy())
  socket.on('error', () => undefined)
  socket.write(
    `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  )
  await new Promise((resolve) => socket.once('data', resolve))
  return socket
}

const cutLink = { phase: 'close', reason: 'cut' }

test('a frame of 64 MB is cut as soon as its length is known', async () => {
  const { target, door } = await openWorld()
  const socket = await rawClient(door)
  const over = new Promise((resolve) => socket.once('close', resolve))
  const head = Buffer.from([0x82, 0xff, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0])
  socket.write(head)
  await over
  expect(target.of('link').at(-1)).toMatchObject(cutLink)
})

test('endless fragments of one message are cut at the limit', async () => {
  const { target, door } = await openWorld({ frameBytes: 100_000 })
  const socket = await rawClient(door)
  const over = new Promise((resolve) => socket.once('close', resolve))
  const fragment = Buffer.concat([Buffer.from([0x00, 0xfe, 0x10, 0, 0, 0, 0, 0]), Buffer.alloc(4096)])
  socket.write(Buffer.from([0x02, 0x80, 0, 0, 0, 0]))
  for (let sent = 0; sent <= 100_000; sent += 4096) socket.write(fragment)
  await over
  expect(target.of('link').at(-1)).toMatchObject(cutLink)
  expect(target.of('frame')).toEqual([])
})

test('a message that grows when it is decompressed is cut at the limit, and its neighbour lives on', async () => {
  const { server, target, door } = await openWorld({ frameBytes: 1_000_000 })
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(data, { binary: false })))
  const neighbour = await client(door)
  const bomber = await client(door, { perMessageDeflate: { threshold: 0 } })
  const over = closed(bomber)
  bomber.send(Buffer.alloc(64_000_000))
  await over
  expect(target.of('link').at(-1)).toMatchObject(cutLink)
  const answer = new Promise<unknown>((resolve) =>
    neighbour.once('message', (data: Buffer) => resolve(data.toString())),
  )
  neighbour.send('still here')
  expect(await answer).toBe('still here')
  await vi.waitFor(() =>
    expect(target.of('frame').map((frame) => [frame.direction, frame.data])).toEqual([
      ['up', 'still here'],
      ['down', 'still here'],
    ]),
  )
})

test('the beginnings of many messages together are cut before they fill memory, and leave room when they are gone', async () => {
  // Each is within its own limit; all of them together are eight times that.
  const frameBytes = 1_000_000
  const { server, target, door } = await openWorld({ frameBytes })
  server.on('connection', (socket) => socket.on('error', () => undefined))
  const head = Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0, 0x0f, 0x42, 0x40, 0, 0, 0, 0])
  const beginners = await Promise.all(Array.from({ length: 10 }, () => rawClient(door)))
  const closings = beginners.map((socket) => new Promise((resolve) => socket.once('close', resolve)))
  for (const socket of beginners) socket.write(Buffer.concat([head, Buffer.alloc(frameBytes - 1)]))
  await Promise.any(closings)
  await vi.waitFor(() => expect(target.of('link')).toContainEqual(expect.objectContaining(cutLink)))
  for (const socket of beginners) socket.destroy()
  await vi.waitFor(() => expect(target.of('link').filter(({ phase }) => phase === 'close')).toHaveLength(10))

  const polite = await client(door)
  polite.send('still here')
  await vi.waitFor(() => expect(target.of('frame').map((frame) => frame.data)).toEqual(['still here']))
})

test('compressed beginnings count as what they have grown to', async () => {
  const frameBytes = 1_000_000
  const { target, door } = await openWorld({ frameBytes })
  const bombers = await Promise.all(
    Array.from({ length: 10 }, () => client(door, { perMessageDeflate: { threshold: 0 } })),
  )
  const closings = bombers.map(closed)
  for (const socket of bombers) socket.send(Buffer.alloc(frameBytes - 1), { fin: false, compress: true })
  await Promise.any(closings)
  await vi.waitFor(() => expect(target.of('link')).toContainEqual(expect.objectContaining(cutLink)))
  expect(target.of('frame')).toEqual([])
})

test('polling bodies that never end are refused before they fill memory together', async () => {
  const frameBytes = 1_000_000
  const { target, door } = await openWorld({ frameBytes })
  const answers: string[] = []
  const post = `POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${frameBytes}\r\n\r\n`
  const senders = Array.from({ length: 10 }, () => {
    const socket = connect(door, '127.0.0.1')
    endings.push(() => socket.destroy())
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => answers.push(chunk.toString('latin1')))
    socket.write(post)
    socket.write(Buffer.alloc(frameBytes - 1, 'x'))
    return socket
  })
  await vi.waitFor(() => expect(answers.join('')).toMatch(/^HTTP\/1\.1 413 /))
  for (const socket of senders) socket.destroy()
  await vi.waitFor(() => expect(target.of('http')).toHaveLength(10))

  const whole = await ask(door, '/socket.io/?EIO=4&transport=polling', {
    method: 'POST',
    headers: { 'Content-Length': String(frameBytes) },
    body: Buffer.alloc(frameBytes, 'x'),
  })
  expect(whole.status).not.toBe(413)
})

test('bytes that are no frames pass untouched and spoil no other link', async () => {
  const { server, target, door } = await openWorld()
  const neighbour = await client(door)
  server.on('connection', (socket) => socket.on('error', () => undefined))
  const socket = await rawClient(door)
  const over = new Promise((resolve) => socket.once('close', resolve))
  socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff]))
  await over
  neighbour.send('hello')
  await vi.waitFor(() => expect(target.of('frame').map((frame) => frame.data)).toEqual(['hello']))
})

test('a client that does not read slows its server down instead of filling memory', async () => {
  const { server, target, door } = await openWorld()
  const held = new Promise<number>((resolve) => {
    server.on('connection', (socket) => {
      const frame = Buffer.alloc(1_000_000)
      // 100 MB at once: what the gateway does not take stays in the server's own buffer.
      for (let count = 0; count < 100; count += 1) socket.send(frame, { compress: false })
      setImmediate(() => resolve(socket.bufferedAmount))
    })
  })
  const socket = await client(door, { perMessageDeflate: false })
  socket.pause()
  expect(await held).toBeGreaterThan(50_000_000)
  const passed = () => target.of('frame').length
  let last = -1
  await vi.waitFor(
    () => {
      const before = last
      last = passed()
      expect(last).toBe(before)
    },
    { interval: 200, timeout: 10_000 },
  )
  expect(last).toBeLessThan(50)
})

test('ten thousand pings and tiny frames pass, and only frames are recorded', async () => {
  const { server, target, door } = await openWorld()
  let pings = 0
  server.on('connection', (socket) => socket.on('ping', () => (pings += 1)))
  const socket = await client(door)
  for (let index = 0; index < 10_000; index += 1) {
    socket.ping()
    socket.send(String(index))
  }
  await vi.waitFor(() => expect(target.of('frame')).toHaveLength(10_000), { timeout: 20_000 })
  await vi.waitFor(() => expect(pings).toBe(10_000))
  expect(target.of('frame').every((frame, index) => frame.data === String(index))).toBe(true)
})

test('a session has its number of connections, and its neighbour another', async () => {
  const { target, door } = await openWorld({ connections: 3 })
  await Promise.all([client(door), client(door), client(door)])
  const refused = await ask(door, '/')
  expect(refused.status).toBe(503)
  expect(target.of('http').at(-1)).toMatchObject({ status: 503, failure: 'refused' })

  const other = await startEchoServer()
  endings.push(other.stop)
  const neighbour = recordingTarget('b')
  world.gateway.register(neighbour)
  const free = await world.gateway.openDoor(neighbour, {
    client: 'ann',
    port: 0,
    learnerPort: () => other.port,
  })
  expect((await ask(free.port, '/headers')).status).toBe(200)
})

test('a long frame is recorded up to its bound, with its true size and no half character', async () => {
  const { target, door } = await openWorld({ recordedFrameBytes: 10 })
  const socket = await client(door)
  socket.send('ab😀😀😀')
  socket.send(Buffer.from('0123456789ABCDEF'))
  await vi.waitFor(() => expect(target.of('frame')).toHaveLength(2))
  expect(target.of('frame')).toMatchObject([
    { form: 'text', size: 14, data: 'ab😀😀', truncated: true },
    { form: 'binary', size: 16, data: Buffer.from('0123456789').toString('base64'), truncated: true },
  ])
})
