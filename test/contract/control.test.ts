import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { controlPath } from '../../protocol/control.ts'
import { startTestApp, type TestApp } from '../app.ts'
import { connectControl, ControlClient, handshake, type ControlSocket } from '../control-client.ts'

const echoServer = `
const http = require('http').createServer()
const io = require('socket.io')(http)
io.on('connection', (socket) => socket.on('echo', (...args) => socket.emit('echo', ...args)))
http.listen(8080, () => console.log('up'))
`

const detachedMs = 300
let app: TestApp
const clients: ControlClient[] = []
const sockets: ControlSocket[] = []

beforeAll(async () => {
  app = await startTestApp({ detachedMs, startsPerMinute: 5 })
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect()
  for (const client of clients.splice(0)) client.close()
  await vi.waitFor(() => expect(app.sessions()).toBe(0), { timeout: 5_000 })
})
afterAll(async () => {
  await app.close()
  expect(app.faults).toEqual([])
})

function newClient(): ControlClient {
  const client = new ControlClient(app.origin)
  clients.push(client)
  return client
}

function attempt(headers: Record<string, string>): Promise<'connected' | 'refused'> {
  const socket = connectControl(app.origin, headers)
  sockets.push(socket)
  return handshake(socket)
}

describe('who may connect', () => {
  test('the site itself', async () => {
    expect(await attempt({ Origin: app.origin })).toBe('connected')
  })

  test.each([
    ['a foreign website', () => ({ Origin: 'https://attacker.example' })],
    ['the same name on another port', () => ({ Origin: 'http://localhost:1' })],
    ['an opaque origin', () => ({ Origin: 'null' })],
    ['a program that sends no Origin', () => ({})],
    ['a pane', () => ({ Origin: `http://ann-8080--${'a'.repeat(26)}.localhost:${app.port}` })],
    ['a rebound host name', () => ({ Origin: app.origin, Host: `attacker.example:${app.port}` })],
    [
      'a pane as host',
      () => ({ Origin: app.origin, Host: `ann-8080--${'a'.repeat(26)}.localhost:${app.port}` }),
    ],
  ])('not %s', async (_name, headers) => {
    expect(await attempt(headers())).toBe('refused')
  })

  test('nobody by long polling, which browsers send without an Origin', async () => {
    const answer = await fetch(`${app.origin}/control/socket.io/?EIO=4&transport=polling`)
    expect(answer.status).toBe(400)
  })
})

describe('what is not the control channel', () => {
  test.each(['x', `${controlPath.slice(1)}x`, controlPath.slice(1)])('/%s does not exist', async (path) => {
    const answer = await fetch(`${app.origin}/${path}`)
    expect(answer.status).toBe(404)
  })

  test('a WebSocket to it ends with its client, and not with the server', async () => {
    for (const path of ['/x', `${controlPath}x`, `${controlPath}/`]) {
      const client = connect(app.port, '127.0.0.1')
      await once(client, 'connect')
      client.write(
        `GET ${path} HTTP/1.1\r\nHost: localhost:${app.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      )
      // Before the server has read a byte.
      client.resetAndDestroy()
      await once(client, 'close')
    }
    expect(await attempt({ Origin: app.origin })).toBe('connected')
  })
})

describe('what is asked for', () => {
  test('needs a session', async () => {
    const reply = await newClient().socket.emitWithAck('stop', {})
    expect(reply).toMatchObject({ ok: false, error: { code: 'no-session' } })
  })

  // Hostile input 34.
  test('needs the secret: a wrong one and an unknown session get the same answer', async () => {
    const { session, secret } = await newClient().open()
    const wrongSecret = `${secret.startsWith('a') ? 'b' : 'a'}${secret.slice(1)}`
    const stranger = newClient()
    const guessed = await stranger.socket.emitWithAck('open', {
      resume: { session, secret: wrongSecret, after: 0 },
    })
    const unknown = await stranger.socket.emitWithAck('open', {
      resume: { session: 'a'.repeat(26), secret, after: 0 },
    })
    expect(guessed).toMatchObject({ ok: false, error: { code: 'wrong-secret' } })
    expect(unknown).toEqual(guessed)
  })

  test.each([
    ['a path that climbs', { '../server.js': '' }, 'invalid-request'],
    ['an absolute path', { '/etc/passwd': '' }, 'invalid-request'],
    ['a path with NUL', { 'a\u0000.js': '' }, 'invalid-request'],
    ['the provided modules', { 'node_modules/express/index.js': '' }, 'invalid-request'],
    ['no such entry', { 'other.js': '' }, 'entry-missing'],
    [
      'ten thousand files',
      Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`f${n}.js`, ''])),
      'too-many-files',
    ],
    ['three megabytes', { 'server.js': 'x'.repeat(3_000_000) }, 'files-too-large'],
  ])('is refused with a typed error: %s', async (_name, files, code) => {
    const client = newClient()
    await client.open()
    const reply = await client.socket.emitWithAck('run', { files, entry: 'server.js' })
    expect(reply).toMatchObject({ ok: false, error: { code } })
  })

  test('what every object has is no file to start with', async () => {
    const client = newClient()
    await client.open()
    const reply = await client.socket.emitWithAck('run', { files: { 'server.js': '' }, entry: 'toString' })
    expect(reply).toMatchObject({ ok: false, error: { code: 'entry-missing' } })
  })

  test('never crashes the server, whatever arrives', async () => {
    const client = newClient()
    await client.open()
    // Past the types on purpose: a foreign program sends what it likes.
    const send = client.socket.emit.bind(client.socket) as (event: string, ...args: unknown[]) => void
    for (const event of ['open', 'run', 'write', 'stop', 'report', 'close', 'trace', '__proto__'])
      for (const value of [undefined, null, 1, 'text', [], { files: null }, { files: { a: 1 } }])
        send(event, value)
    expect(await newClient().open()).toMatchObject({ resumed: false })
  })

  test('runs a program, tells its port, and its trace has no gaps', async () => {
    const client = newClient()
    await client.open()
    const run = await client.run({ 'server.js': echoServer })
    const listen = await client.event('run', (event) => event.phase === 'listen')
    expect(listen).toMatchObject({ run, port: 8080, claimed: true })
    await client.event('console', (event) => event.parts.join() === 'up')
    await client.until(() => client.statuses.find((status) => status.state === 'running'))
    expect(client.statuses.map((status) => status.state)).toContain('starting')
    expect(client.events.map((event) => event.seq)).toEqual(client.events.map((_, index) => index + 1))
  })

  test('is limited to a number of starts a minute', async () => {
    const client = newClient()
    await client.open()
    for (let start = 0; start < 5; start += 1) await client.run({ 'server.js': '' })
    const reply = await client.socket.emitWithAck('run', { files: { 'server.js': '' }, entry: 'server.js' })
    expect(reply).toMatchObject({ ok: false, error: { code: 'too-fast' } })
  })
})

describe('a step of the checks', () => {
  test('stands in the trace as the checks’ own; as evidence it names only what is there', async () => {
    const client = newClient()
    const passed = { step: { phase: 'passed', check: 'welcome' } } as const
    expect(await client.socket.emitWithAck('check', passed)).toMatchObject({ error: { code: 'no-session' } })
    await client.open()
    expect(await client.socket.emitWithAck('check', passed)).toMatchObject({ ok: true })
    expect(await client.event('check')).toMatchObject({ origin: 'checks', ...passed.step })
    const failed = { phase: 'failed', check: 'log', outcome: 'failed', evidence: [1, 99_999] } as const
    expect(
      await client.socket.emitWithAck('check', { step: { ...failed, evidence: [...failed.evidence] } }),
    ).toMatchObject({ ok: true })
    const event = await client.event('check', ({ check }) => check === 'log')
    expect(event).toMatchObject({ ...failed, evidence: [1] })
    // Past the types on purpose.
    const send = client.socket.emitWithAck.bind(client.socket) as (
      event: string,
      value: unknown,
    ) => Promise<unknown>
    for (const step of [
      { phase: 'won', check: 'log' },
      { phase: 'passed', check: '<b>' },
      { ...failed, evidence: Array.from({ length: 51 }, () => 1) },
    ])
      expect(await send('check', { step })).toMatchObject({ error: { code: 'invalid-request' } })
  })
})

describe('a fault', () => {
  test('needs a session, and is refused when it is none', async () => {
    const client = newClient()
    const unplug = { fault: { type: 'unplug', on: true } } as const
    expect(await client.socket.emitWithAck('fault', unplug)).toMatchObject({ error: { code: 'no-session' } })
    await client.open()
    // Past the types on purpose.
    const send = client.socket.emitWithAck.bind(client.socket) as (
      event: string,
      value: unknown,
    ) => Promise<unknown>
    for (const request of [
      { fault: { type: 'unplug' } },
      { fault: { type: 'latency', ms: -1 } },
      { fault: { type: 'latency', ms: 1e9 } },
      { fault: { type: 'fire' } },
      { client: 'server', fault: { type: 'drop' } },
      { client: '../ann', fault: { type: 'drop' } },
    ])
      expect(await send('fault', request)).toMatchObject({ error: { code: 'invalid-request' } })
    expect(client.events).toEqual([])
  })

  test('stands in the trace as the user’s, for one client or for all', async () => {
    const client = newClient()
    await client.open()
    const drop = { type: 'drop' } as const
    const slow = { type: 'latency', ms: 500 } as const
    expect(await client.socket.emitWithAck('fault', { client: 'ann', fault: slow })).toMatchObject({
      ok: true,
    })
    expect(await client.socket.emitWithAck('fault', { fault: drop })).toMatchObject({ ok: true })
    expect(await client.event('fault')).toMatchObject({ origin: 'user', client: 'ann', fault: slow })
    const forAll = await client.event('fault', (event) => event.fault.type === 'drop')
    expect(forAll).not.toHaveProperty('client')
  })

  test('comes at a limited rate, and to a limited number of clients', async () => {
    const client = newClient()
    await client.open()
    const fault = { type: 'drop' } as const
    const replies = await Promise.all(
      Array.from({ length: 130 }, (_, index) =>
        client.socket.emitWithAck('fault', { client: `c${index}`, fault }),
      ),
    )
    const codes = replies.map((reply) => (reply.ok ? 'ok' : reply.error.code))
    expect(codes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'ok'))
    expect(codes).toContain('too-fast')
    expect(codes.slice(100)).toEqual(Array.from({ length: 30 }, () => 'invalid-request'))
  })

  test('restart runs the same files again, with what was written since; there must have been a run', async () => {
    const client = newClient()
    await client.open()
    const restart = { fault: { type: 'restart' } } as const
    expect(await client.socket.emitWithAck('fault', restart)).toMatchObject({ error: { code: 'never-ran' } })
    await client.run({ 'server.js': echoServer, 'page.html': 'old' })
    await client.event('run', (event) => event.phase === 'listen')
    await client.socket.emitWithAck('write', { files: { 'page.html': 'new' } })
    expect(await client.socket.emitWithAck('fault', restart)).toMatchObject({ ok: true })
    const again = await client.event('run', (event) => event.phase === 'start' && event.run === 2)
    expect(again).toMatchObject({
      entry: 'server.js',
      files: { 'server.js': echoServer, 'page.html': 'new' },
    })
    const kinds = client.events.flatMap((event) =>
      event.kind === 'run' || event.kind === 'fault'
        ? [event.kind === 'run' ? event.phase : event.fault.type]
        : [],
    )
    const inOrder = ['start', 'restart', 'end', 'start']
    expect(kinds.filter((kind) => inOrder.includes(kind))).toEqual(inOrder)
  })
})

describe('a lost connection', () => {
  test('is taken up again: the program still runs, and every event arrives exactly once', async () => {
    const first = newClient()
    const { session, secret } = await first.open()
    await first.run({ 'server.js': echoServer })
    await first.event('run', (event) => event.phase === 'listen')
    const after = first.events.at(-1)?.seq ?? 0
    first.lose()

    const second = newClient()
    const reply = await second.open({ session, secret, after })
    expect(reply).toMatchObject({ session, resumed: true, status: { state: 'running', ports: [8080] } })
    await second.socket.emitWithAck('stop', {})
    await second.event('run', (event) => event.phase === 'end')
    expect(second.events.map((event) => event.seq)).toEqual(
      second.events.map((_, index) => after + index + 1),
    )
  })

  test('frees the session when nobody comes back', async () => {
    const client = newClient()
    const { session, secret } = await client.open()
    client.lose()
    await vi.waitFor(() => expect(app.sessions()).toBe(0), { timeout: 5_000 })
    const late = await newClient().socket.emitWithAck('open', { resume: { session, secret, after: 0 } })
    expect(late).toMatchObject({ ok: false, error: { code: 'wrong-secret' } })
  })

  test('a page that says goodbye frees its session at once', async () => {
    const client = newClient()
    await client.open()
    await client.socket.emitWithAck('close', {})
    expect(app.sessions()).toBe(0)
  })

  // Socket.IO drops an event whose sender has disconnected by the next tick, so `close` alone is not enough.
  test.each([
    ['says goodbye and leaves in the same breath', true],
    ['disconnects without a word', false],
  ])('a page that %s frees its session without a wait', async (_name, says) => {
    const patient = await startTestApp({ detachedMs: 3_600_000 })
    const client = new ControlClient(patient.origin)
    try {
      await client.open()
      if (says) client.socket.emit('close', {}, () => undefined)
      client.close()
      await vi.waitFor(() => expect(patient.sessions()).toBe(0), { timeout: 5_000 })
    } finally {
      client.close()
      await patient.close()
    }
  })
})

test('a page that asks on and on and reads no answer is cut off, before the answers fill memory', async () => {
  const socket = new WebSocket(
    `${app.origin.replace('http', 'ws')}${controlPath}/?EIO=4&transport=websocket`,
    {
      headers: { Origin: app.origin },
    },
  )
  socket.on('error', () => undefined)
  const heard = (start: string) =>
    new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        if (data.toString().startsWith(start)) resolve()
      })
    })
  const [opened, connected, answered] = [heard('0{'), heard('40'), heard('430')]
  await opened
  socket.send('40')
  await connected
  socket.send('420["open",{}]')
  await answered
  expect(app.sessions()).toBe(1)
  socket.pause()
  // Answers to a part of them fill what the kernel holds for a slow reader.
  for (let id = 1; id < 200_000; id += 1) socket.send(`42${id}["open",{}]`)
  await vi.waitFor(() => expect(app.sessions()).toBe(0), { timeout: 20_000 })
  socket.terminate()
})

test('a full server says so, and has room again when somebody leaves', async () => {
  const small = await startTestApp({ sessions: 1 })
  const first = new ControlClient(small.origin)
  const second = new ControlClient(small.origin)
  try {
    await first.open()
    expect(await second.socket.emitWithAck('open', {})).toMatchObject({
      ok: false,
      error: { code: 'server-full' },
    })
    await first.socket.emitWithAck('close', {})
    expect(await second.open()).toMatchObject({ resumed: false })
  } finally {
    first.close()
    second.close()
    await small.close()
  }
})
