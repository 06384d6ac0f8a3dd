/** Unmodified clients through the gateway: everything arrives, and everything is in the trace once and in order. */
import { randomBytes, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { TraceEventDraft } from '../../protocol/trace.ts'
import {
  ask,
  recordingTarget,
  startEchoServer,
  startGatewayWorld,
  type GatewayWorld,
  type Learner,
  type RecordingTarget,
} from '../fixtures/gateway/gateway-world.ts'

let world: GatewayWorld
const clients: Socket[] = []
const learners: Learner[] = []

beforeEach(async () => {
  world = await startGatewayWorld()
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect()
  for (const learner of learners.splice(0)) learner.stop()
  await world.close()
})

async function learner(options: object = {}): Promise<Learner> {
  const started = await startEchoServer(options)
  learners.push(started)
  return started
}

async function door(target: RecordingTarget, port: number, client = 'ann'): Promise<string> {
  const opened = await world.gateway.openDoor(target, { client, port: 0, learnerPort: () => port })
  return `http://127.0.0.1:${opened.port}`
}

function client(address: string, options: object = {}): Socket {
  const socket = io(address, { forceNew: true, ...options })
  clients.push(socket)
  return socket
}

type Frame = Extract<TraceEventDraft, { kind: 'frame' }>

/** The argument of each `echo` packet of a direction, as it stands in the trace's frames. */
function echoed(frames: readonly Frame[], direction: 'up' | 'down'): (string | Buffer)[] {
  const header = direction === 'up' ? /^4(?:2|51-)\d+\["echo",(.*)\]$/s : /^4(?:3|61-)\d+\[(.*)\]$/s
  const found: (string | Buffer)[] = []
  const own = frames.filter((frame) => frame.direction === direction)
  for (const [index, frame] of own.entries()) {
    const value = frame.form === 'text' ? header.exec(frame.data)?.[1] : undefined
    if (value === undefined) continue
    const parsed: unknown = JSON.parse(value)
    const bytes = own[index + 1]
    if (typeof parsed === 'string') found.push(parsed)
    // The tap inflates beside the passing bytes: the last message's may not be recorded yet.
    else if (bytes) found.push(attachment(bytes))
  }
  return found
}

function attachment(frame: Frame): Buffer {
  return Buffer.from(frame.form === 'text' ? frame.data.slice(1) : frame.data, 'base64')
}

const alphabet = ['a', 'ж', '水', '😀', '"', '\\', '\n', '\u001f', ' ']

function randomText(): string {
  const length = randomInt(2) ? randomInt(200) : randomInt(100_000)
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}

const modes = [
  { name: 'the default transports', transports: ['polling', 'websocket'] },
  { name: 'polling only', transports: ['polling'] },
  { name: 'websocket only', transports: ['websocket'] },
]

describe.each(modes)('a plain socket.io-client with $name', ({ transports }) => {
  test.each([false, true])(
    'gets every message back unchanged, and each is recorded once, in order (deflate: %s)',
    async (perMessageDeflate) => {
      const { port } = await learner({ io: { perMessageDeflate } })
      const target = recordingTarget('a')
      world.gateway.register(target)
      const socket = client(await door(target, port), { transports, perMessageDeflate: { threshold: 0 } })

      const sent: (string | Buffer)[] = Array.from({ length: 150 }, (_, index) =>
        index % 3 === 2 ? randomBytes(index % 30 === 2 ? 524_288 : randomInt(1, 5000)) : randomText(),
      )
      // Some at a time: engine.io-client takes base64 for shorter than it is, and a full batch of binaries gets a 413.
      const answers: unknown[] = []
      for (let start = 0; start < sent.length; start += 10) {
        const batch = sent.slice(start, start + 10)
        const echoes = batch.map((value): Promise<unknown> => socket.emitWithAck('echo', value))
        answers.push(...(await Promise.all(echoes)))
      }
      expect(answers.every((answer, index) => same(answer, sent[index]))).toBe(true)

      await vi.waitFor(() => expect(echoed(target.of('frame'), 'down')).toHaveLength(sent.length))
      for (const direction of ['up', 'down'] as const) {
        const recorded = echoed(target.of('frame'), direction)
        expect(recorded).toHaveLength(sent.length)
        expect(recorded.every((value, index) => same(value, sent[index]))).toBe(true)
      }
      const times = target.of('frame').map((frame) => frame.at)
      expect(times.every((at, index) => index === 0 || (at ?? 0) >= (times[index - 1] ?? 0))).toBe(true)
    },
  )

  test('is one link from its handshake to its end', async () => {
    const { port } = await learner()
    const target = recordingTarget('a')
    world.gateway.register(target)
    const socket = client(await door(target, port), { transports })
    await socket.emitWithAck('echo', 1)
    await vi.waitFor(() => expect(socket.io.engine.transport.name).toBe(transports.at(-1)))
    await vi.waitFor(() => expect(target.of('link')).toHaveLength(transports.length))
    const sid = socket.io.engine.id
    socket.disconnect()

    await vi.waitFor(() =>
      expect(target.of('link').at(-1)).toMatchObject({ phase: 'close', reason: 'client' }),
    )
    const [opened, ...later] = target.of('link')
    expect(opened).toMatchObject({ phase: 'open', client: 'ann', port, transport: transports[0], sid })
    expect(later.map((event) => event.phase)).toEqual(
      transports.length === 2 ? ['upgrade', 'close'] : ['close'],
    )
    expect(new Set(target.of('link').map((event) => event.link)).size).toBe(1)
    expect(new Set(target.of('frame').map((event) => event.link)).size).toBe(1)
  })
})

function same(value: unknown, sent: string | Buffer | undefined): boolean {
  return Buffer.isBuffer(sent) ? Buffer.isBuffer(value) && sent.equals(value) : value === sent
}

test('two clients of one session are kept apart by name and link', async () => {
  const { port } = await learner()
  const target = recordingTarget('a')
  world.gateway.register(target)
  const ann = client(await door(target, port, 'ann'))
  const ben = client(await door(target, port, 'ben'))
  await Promise.all([ann.emitWithAck('echo', 'from ann'), ben.emitWithAck('echo', 'from ben')])

  const frames = target.of('frame')
  for (const name of ['ann', 'ben']) {
    const own = frames.filter((frame) => frame.client === name)
    expect(echoed(own, 'up')).toEqual([`from ${name}`])
    expect(echoed(own, 'down')).toEqual([`from ${name}`])
    expect(new Set(own.map((frame) => frame.link)).size).toBe(1)
  }
  expect(new Set(frames.map((frame) => frame.link)).size).toBe(2)
})

test('the end of a run closes its links with that reason, and only once', async () => {
  const { port, stop } = await learner()
  const target = recordingTarget('a')
  world.gateway.register(target)
  const address = await door(target, port)
  const sockets = [
    client(address, { transports: ['polling'] }),
    client(address, { transports: ['websocket'] }),
  ]
  await Promise.all(sockets.map((socket): Promise<unknown> => socket.emitWithAck('echo', 1)))
  const lost = sockets.map((socket) => new Promise((resolve) => socket.once('disconnect', resolve)))
  for (const socket of sockets) socket.io.reconnection(false)
  world.gateway.endRun(target.id)
  stop()
  await Promise.all(lost)

  expect(target.of('link').filter((event) => event.phase === 'close')).toMatchObject([
    { reason: 'run-ended' },
    { reason: 'run-ended' },
  ])
})

test('a poll may bring more than one frame may hold, but not in one packet', async () => {
  const { port } = await learner()
  const target = recordingTarget('a', { limits: { frameBytes: 300_000 } })
  world.gateway.register(target)
  const polling = `${await door(target, port)}/socket.io/?EIO=4&transport=polling`
  const { sid } = JSON.parse((await (await fetch(polling)).text()).slice(1)) as { sid: string }
  const post = (body: string) => fetch(`${polling}&sid=${sid}`, { method: 'POST', body })
  const poll = () => fetch(`${polling}&sid=${sid}`).then((response) => response.text())
  await post('40')
  await poll()
  const big = 'x'.repeat(100_000)
  for (let index = 0; index < 10; index += 1) await post(`42${index}["echo","${big}"]`)
  expect((await poll()).length).toBeGreaterThan(1_000_000)
  expect(echoed(target.of('frame'), 'down')).toEqual(Array.from({ length: 10 }, () => big))

  await post(`42["swell",400000]`)
  await expect(poll()).rejects.toThrow()
  await vi.waitFor(() => expect(target.of('link').at(-1)).toMatchObject({ phase: 'close', reason: 'cut' }))
})

test('a poll that its client breaks off closes the link', async () => {
  const { port } = await learner()
  const target = recordingTarget('a')
  world.gateway.register(target)
  const connect = vi.spyOn(target, 'connect')
  const polling = `${await door(target, port)}/socket.io/?EIO=4&transport=polling`
  const handshake = await (await fetch(polling)).text()
  const { sid } = JSON.parse(handshake.slice(1)) as { sid: string }
  const leaving = new AbortController()
  const poll = fetch(`${polling}&sid=${sid}`, { signal: leaving.signal }).catch(() => 'left')
  await vi.waitFor(() => expect(connect).toHaveBeenCalledTimes(2))
  leaving.abort()
  expect(await poll).toBe('left')
  await vi.waitFor(() => expect(target.of('link').at(-1)).toMatchObject({ phase: 'close', reason: 'client' }))
  expect(target.of('http').at(-1)).toMatchObject({ status: 0, failure: 'cut' })
})

test('a link that nobody polls is closed after the patience that its server told', async () => {
  const { port } = await learner({ io: { pingInterval: 700, pingTimeout: 400 } })
  const target = recordingTarget('a')
  world.gateway.register(target)
  await fetch(`${await door(target, port)}/socket.io/?EIO=4&transport=polling`)
  expect(target.of('link')).toMatchObject([{ phase: 'open' }])
  await vi.waitFor(
    () => expect(target.of('link').at(-1)).toMatchObject({ phase: 'close', reason: 'client' }),
    {
      timeout: 5000,
    },
  )
})

test('a custom path is still seen as Engine.IO, and a plain WebSocket is a link without sid', async () => {
  const { port } = await learner({ io: { path: '/chat/live/' }, plain: true })
  const target = recordingTarget('a')
  world.gateway.register(target)
  const address = await door(target, port)
  await client(address, { path: '/chat/live/' }).emitWithAck('echo', 'there')
  expect(echoed(target.of('frame'), 'down')).toEqual(['there'])

  const plain = new WebSocket(`${address.replace('http', 'ws')}/plain`)
  await new Promise((resolve) => plain.addEventListener('open', resolve))
  const answer = new Promise<unknown>((resolve) =>
    plain.addEventListener('message', (event) => resolve(event.data)),
  )
  plain.send('1')
  expect(await answer).toBe('1')
  plain.close(4001, 'enough')
  await vi.waitFor(() =>
    expect(target.of('link').filter((event) => event.phase === 'close')).toMatchObject([
      { reason: 'client', code: 4001 },
    ]),
  )
  const opened = target.of('link').find((event) => event.phase === 'open' && event.path === '/plain')
  expect(opened).toMatchObject({ transport: 'websocket' })
  expect(opened).not.toHaveProperty('sid')
})

test('the learner sees localhost and its own port, the client its own address', async () => {
  const { port } = await learner()
  const target = recordingTarget('a')
  world.gateway.register(target)
  const address = await door(target, port)
  const doorPort = Number(new URL(address).port)

  const seen = await ask(doorPort, '/headers', { headers: { Origin: address, Referer: `${address}/page?x` } })
  const headers = JSON.parse(seen.body.toString()) as string[]
  expect(headers[headers.indexOf('Host') + 1]).toBe(`localhost:${port}`)
  expect(headers[headers.indexOf('Origin') + 1]).toBe(`http://localhost:${port}`)
  expect(headers[headers.indexOf('Referer') + 1]).toBe(`http://localhost:${port}/page?x`)
  expect(seen.headers['content-security-policy']).toBeUndefined()

  const moved = await ask(doorPort, '/redirect')
  expect(moved.headers.location).toBe(`http://127.0.0.1:${doorPort}/headers?again`)
  const cookie = await ask(doorPort, '/cookie', { headers: { Cookie: 'a=b' } })
  expect(cookie.headers['set-cookie']).toEqual(['seen=yes; Path=/; HttpOnly'])
  expect(cookie.body.toString()).toBe('"a=b"')
})

test('a pane gets its address in every header that holds one', async () => {
  const { port } = await learner({ cors: { origin: 'http://localhost:3000' } })
  const target = recordingTarget('a', { ports: { 8080: port } })
  world.gateway.register(target)
  const host = world.paneHost(target, 8080)

  const moved = await ask(world.port, '/redirect', { headers: { Host: host } })
  expect(moved.headers.location).toBe(`http://${host}/headers?again`)
  expect(moved.headers['access-control-allow-origin']).toBe(`http://${world.paneHost(target, 3000)}`)
  const cookie = await ask(world.port, '/cookie', { headers: { Host: host } })
  expect(cookie.headers['set-cookie']).toEqual([
    'seen=yes; Path=/; HttpOnly; SameSite=None; Secure; Partitioned',
  ])
  const seen = await ask(world.port, '/headers', {
    headers: { Host: host, Origin: `http://${world.paneHost(target, 3000)}` },
  })
  const headers = JSON.parse(seen.body.toString()) as string[]
  expect(headers[headers.indexOf('Origin') + 1]).toBe('http://localhost:3000')
})

test.each([
  { allowed: 'http://localhost:3000', reaches: true },
  { allowed: '*', reaches: true },
  { allowed: 'http://127.0.0.1:3000', reaches: false },
  { allowed: 'http://localhost:4000', reaches: false },
])(
  'a server that allows $allowed answers a page on localhost:3000 as in real life',
  async ({ allowed, reaches }) => {
    const { port } = await learner({ cors: { origin: allowed } })
    const target = recordingTarget('a', { ports: { 8080: port } })
    world.gateway.register(target)
    const origin = `http://${world.paneHost(target, 3000)}`
    const answer = await ask(world.port, '/headers', {
      headers: { Host: world.paneHost(target, 8080), Origin: origin },
    })
    const allow = answer.headers['access-control-allow-origin']
    expect(allow === '*' || allow === origin).toBe(reaches)
    // No browser asked, and so none keeps the answer.
    expect(target.of('http')).toEqual([expect.not.objectContaining({ cors: expect.anything() })])
    const headers = {
      Host: world.paneHost(target, 8080),
      Origin: origin,
      'Sec-Fetch-Mode': 'cors',
      'Sec-Fetch-Site': 'same-site',
    }
    await ask(world.port, '/headers', { headers })
    expect(target.of('http').at(-1)?.cors).toBe(reaches ? undefined : 'refused')
  },
)

test('the trace says which requests asked for a WebSocket', async () => {
  const { port } = await learner()
  const target = recordingTarget('a')
  world.gateway.register(target)
  const socket = client(await door(target, port), { transports: ['polling', 'websocket'] })
  await socket.emitWithAck('echo', 1)
  await vi.waitFor(() => expect(socket.io.engine.transport.name).toBe('websocket'))
  const asked = target.of('http').filter(({ websocket }) => websocket)
  expect(asked).toMatchObject([{ status: 101, path: expect.stringContaining('transport=websocket') }])
  expect(target.of('http').length).toBeGreaterThan(1)
})

test.each([0, 1, 65_536, 5_000_001])('a body of %i bytes passes both ways unchanged', async (size) => {
  const { port } = await learner()
  const target = recordingTarget('a')
  world.gateway.register(target)
  const address = await door(target, port)
  const body = randomBytes(size)
  const answer = await ask(Number(new URL(address).port), '/upload', { method: 'POST', body })
  expect(answer.status).toBe(200)
  expect(answer.body.equals(body)).toBe(true)
  expect(target.of('http')).toMatchObject([
    { method: 'POST', path: '/upload', status: 200, requestBytes: size, responseBytes: size },
  ])
})

test('a message over maxHttpBufferSize gets the server’s own refusal, not ours', async () => {
  const { port } = await learner({ io: { maxHttpBufferSize: 100_000 } })
  const target = recordingTarget('a')
  world.gateway.register(target)
  const doorPort = Number(new URL(await door(target, port)).port)
  for (let round = 0; round < 10; round += 1) {
    const handshake = await ask(doorPort, '/socket.io/?EIO=4&transport=polling')
    const { sid } = JSON.parse(handshake.body.toString().slice(1)) as { sid: string }
    const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`
    const answer = await ask(doorPort, path, { method: 'POST', body: Buffer.alloc(3_000_000, '4') })
    expect(answer.status).toBe(413)
  }
  const posts = target.of('http').filter((event) => event.method === 'POST')
  expect(posts.every((event) => event.status === 413 && event.failure === undefined)).toBe(true)
})

test('a stream of events is passed on event by event, and ended when the client leaves', async () => {
  const { port, messages } = await learner()
  const target = recordingTarget('a')
  world.gateway.register(target)
  const leaving = new AbortController()
  const response = await fetch(`${await door(target, port)}/events`, { signal: leaving.signal })
  const first = await response.body?.getReader().read()
  expect(Buffer.from(first?.value ?? []).toString()).toBe('data: first\n\n')
  leaving.abort()
  await vi.waitFor(() => expect(messages).toEqual([{ closed: 'events' }]))
})

test('an HTML page gets the page script in a document of a pane, and nowhere else', async () => {
  const { port } = await learner()
  const target = recordingTarget('a', { ports: { 8080: port } })
  world.gateway.register(target)
  const host = world.paneHost(target, 8080)
  const plain = await ask(world.port, '/', { headers: { Host: host } })
  const page = await ask(world.port, '/', { headers: { Host: host, 'Sec-Fetch-Dest': 'iframe' } })
  const element = '<script src="/__wirelab__/page.js"></script>'
  expect(page.body.toString()).toBe(plain.body.toString().replace('<head>', `<head>${element}`))
  expect(Number(page.headers['content-length'])).toBe(page.body.length)
  expect(plain.body.toString()).not.toContain('__wirelab__')
  const script = await ask(world.port, '/__wirelab__/page.js', { headers: { Host: host } })
  expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
  expect(target.of('http').map((event) => event.path)).toEqual(['/', '/'])
})

test('a page that names no type gets the page script as well, since a browser shows it as a page', async () => {
  const page = '<!doctype html>\n<title>x</title>\n'
  const server = createServer((request, response) => {
    if (request.url === '/nosniff') response.setHeader('X-Content-Type-Options', 'nosniff')
    response.end(request.url === '/text' ? 'x' : page)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  const target = recordingTarget('a', { ports: { 8080: (server.address() as AddressInfo).port } })
  world.gateway.register(target)
  const headers = { Host: world.paneHost(target, 8080), 'Sec-Fetch-Dest': 'iframe' }
  const shown = await ask(world.port, '/', { headers })
  expect(shown.body.toString()).toBe(page.replace('\n', '<script src="/__wirelab__/page.js"></script>\n'))
  expect(Number(shown.headers['content-length'])).toBe(shown.body.length)
  expect((await ask(world.port, '/nosniff', { headers })).body.toString()).toBe(page)
  expect((await ask(world.port, '/text', { headers })).body.toString()).toBe('x')
})

test('where nothing listens a person is told so in their language, a program in plain text', async () => {
  const target = recordingTarget('a', { ports: { 8080: 1 } })
  world.gateway.register(target)
  const Host = world.paneHost(target, 8080)
  const page = await ask(world.port, '/', {
    headers: { Host, 'Sec-Fetch-Dest': 'iframe', 'Accept-Language': 'de, ru;q=0.8, en;q=0.5' },
  })
  expect(page.status).toBe(502)
  expect(page.body.toString()).toContain('Порт 8080 никто не слушает')
  expect(page.headers['content-security-policy']).toContain('frame-ancestors')
  const text = await ask(world.port, '/data', { headers: { Host } })
  expect(text.headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(text.body.toString()).toContain('Nothing listens on port 8080')
  expect(target.of('http')).toMatchObject([
    { status: 502, failure: 'nothing-listens' },
    { status: 502, failure: 'nothing-listens' },
  ])
})

test('a session that is no longer registered is gone, with its connections', async () => {
  const { port } = await learner()
  const target = recordingTarget('a', { ports: { 8080: port } })
  const unregister = world.gateway.register(target)
  const socket = client(await door(target, port), { transports: ['websocket'], reconnection: false })
  await socket.emitWithAck('echo', 1)
  const lost = new Promise((resolve) => socket.once('disconnect', resolve))
  unregister()
  await lost
  expect(target.of('link').at(-1)).toMatchObject({ phase: 'close', reason: 'cut' })
  const answer = await ask(world.port, '/', { headers: { Host: world.paneHost(target, 8080) } })
  expect(answer.status).toBe(404)
})
