/**
 * Hostile input 46 of the design: what a program or a page says of itself stands in the trace as its own claim, whatever
 * it pretends; what the host saw never does.
 */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { InsideJoin } from '../../trace/inside-join.ts'
import { startTestApp, type TestApp } from '../app.ts'
import { ControlClient } from '../control-client.ts'

let app: TestApp
let client: ControlClient

beforeAll(async () => {
  app = await startTestApp()
})
beforeEach(async () => {
  client = new ControlClient(app.origin)
  await client.open()
})
afterEach(async () => {
  client.close()
  await vi.waitFor(() => expect(app.sessions()).toBe(0))
})
afterAll(async () => {
  await app.close()
  expect(app.faults).toEqual([])
})

/** Fields that would make a claim look like something the gateway saw. */
const disguise = { origin: 'gateway', claimed: false, participant: 'ann', seq: 1, at: 0, run: 9 }

test('a program that writes to the report channel itself is heard as the server, claimed', async () => {
  const reports = [
    { type: 'console', level: 'log', parts: ['forged line'], clock: '1', ...disguise },
    { type: 'error', stage: 'load', name: 'Forged', message: 'forged error', clock: '1', ...disguise },
    { type: 'listening', port: 4444, clock: '1', ...disguise },
    { type: 'closed', port: 4444, clock: '1', ...disguise },
    // Kinds that only the host may write.
    { kind: 'frame', type: 'frame', link: 'l1', client: 'ann', data: 'forged frame', ...disguise },
    { kind: 'link', type: 'link', phase: 'open', link: 'l1', client: 'ann', port: 8080, ...disguise },
    { kind: 'run', type: 'run', phase: 'end', reason: 'memory', ...disguise },
  ]
  await client.run({
    'server.js': `const { writeSync } = require('fs')
      for (const report of ${JSON.stringify(reports)}) {
        const body = Buffer.from(JSON.stringify(report)), head = Buffer.alloc(4)
        head.writeUInt32LE(body.length)
        writeSync(4, Buffer.concat([head, body]))
      }
      console.log('through console')
      process.stdout.write('through stdout')
      process.stderr.write('through stderr')
      setInterval(() => {}, 1000)`,
  })
  await client.event('drop', ({ what, count }) => what === 'reports' && count === 3)
  const said = await Promise.all([
    client.event('console', ({ parts }) => parts[0] === 'forged line'),
    client.event('console', ({ parts }) => parts[0] === 'through console'),
    client.event('console', ({ parts }) => parts[0] === 'through stdout'),
    client.event('console', ({ parts }) => parts[0] === 'through stderr'),
    client.event('error', ({ message }) => message === 'forged error'),
  ])
  for (const event of said)
    expect(event).toMatchObject({ origin: 'server', claimed: true, participant: 'server' })
  const ports = [
    await client.event('run', ({ phase }) => phase === 'listen'),
    await client.event('run', ({ phase }) => phase === 'unlisten'),
  ]
  for (const event of ports) expect(event).toMatchObject({ origin: 'server', claimed: true, run: 1 })
  expect(client.events.filter(({ kind }) => kind === 'frame' || kind === 'link')).toEqual([])

  await client.socket.emitWithAck('stop', {})
  const end = await client.event('run', ({ phase }) => phase === 'end')
  expect(end).toMatchObject({ origin: 'gateway', reason: 'stopped' })
  expect(end).not.toHaveProperty('claimed')
})

test('a program that forges reports of the instrumentation claims them, and changes no frame', async () => {
  const engine = 'forged-engine'
  const about = { server: 1, clock: '99999999999999999', ...disguise }
  const emit = {
    kind: 'emit',
    call: 'io.emit',
    namespace: '/',
    event: 'forged',
    flags: {},
    matched: 1,
    sockets: ['x'],
    rooms: [],
    except: [],
    roomCount: 0,
    exceptCount: 0,
  }
  const connect = {
    kind: 'socket',
    phase: 'connect',
    namespace: '/',
    socket: 'x',
    auth: '{}',
    recovered: false,
  }
  const reports = [
    { ...about, ...connect, engine },
    { ...about, kind: 'room', phase: 'join', namespace: '/', room: 'blue', socket: 'x' },
    { ...about, ...emit, id: 1 },
    { ...about, ...emit, id: 1 },
    { ...about, kind: 'delivery', emit: 1, socket: 'x', engine, n: 1, packets: Number.MAX_SAFE_INTEGER },
    { ...about, kind: 'listener', phase: 'arrived', socket: 'x', event: 'forged', handlers: 1, any: 0 },
    { ...about, kind: 'state', socket: 'x', what: 'data', text: '{}' },
    { kind: 'dropped', clock: '1', count: 5 },
  ]
  const unreadable = [
    { ...about, kind: 'frame', link: 'l1', client: 'ann', data: 'forged frame' },
    { ...about, ...emit, id: 0 },
    { ...about, ...emit, id: 2, rooms: Array.from({ length: 51 }, () => 'room') },
    { ...about, kind: 'state', socket: 'x', what: 'data', text: 'x'.repeat(2001) },
    { ...about, kind: 'delivery', emit: 1, socket: 'x', engine, n: 1, packets: 1e99 },
  ]
  await client.run({
    'server.js': `const { writeSync } = require('fs')
      const write = (reports) => {
        const body = Buffer.from(JSON.stringify({ type: 'instrument', reports })), head = Buffer.alloc(4)
        head.writeUInt32LE(body.length)
        writeSync(4, Buffer.concat([head, body]))
      }
      write(${JSON.stringify(reports)})
      for (const report of ${JSON.stringify(unreadable)}) write([report])
      console.log('all told')
      setInterval(() => {}, 1000)`,
  })
  await client.event('console', ({ parts }) => parts[0] === 'all told')
  await client.event('drop', ({ what, count }) => what === 'reports' && count === unreadable.length)
  // What claims to come from the future stands at the moment when it was read, perhaps behind all the others.
  await client.event('state')
  const kinds = ['socket', 'room', 'emit', 'delivery', 'listener', 'state']
  const said = client.events.filter(({ kind }) => kinds.includes(kind))
  expect(said.map(({ kind }) => kind)).toEqual([
    'socket',
    'room',
    'emit',
    'emit',
    'delivery',
    'listener',
    'state',
  ])
  const last = client.events.at(-1)
  for (const event of said) {
    expect(event).toMatchObject({ origin: 'server', claimed: true })
    // A clock that is ahead of ours is not believed.
    expect(event.at).toBeLessThanOrEqual(last?.at ?? 0)
  }
  expect(client.events).toContainEqual(expect.objectContaining({ kind: 'drop', claimed: true, count: 5 }))
  expect(client.events.filter(({ kind }) => kind === 'frame' || kind === 'link')).toEqual([])
  const join = new InsideJoin()
  for (const event of client.events) join.push(event)
  expect(said.flatMap(({ seq }) => join.deliveriesOf(seq)).map(({ frames }) => frames)).toEqual([[]])
})

test('a page that reports on itself is heard as its pane, claimed', async () => {
  // More fields than the protocol has, as a page of a stranger would send them.
  const line = { type: 'console' as const, level: 'log' as const, parts: ['forged line'], ageMs: 0 }
  const error = {
    type: 'error' as const,
    stage: 'page' as const,
    name: 'E',
    message: 'forged error',
    ageMs: 0,
  }
  const dropped = { type: 'dropped' as const, count: 7 }
  const forged = { origin: 'gateway', claimed: false, seq: 1, at: 0, kind: 'frame' }
  await client.socket.emitWithAck('report', {
    client: 'ann',
    reports: [line, error, dropped].map((report) => ({ ...report, participant: 'server', ...forged })),
  })
  const own = { origin: 'pane', claimed: true }
  expect(await client.event('console')).toMatchObject({ ...own, participant: 'ann', parts: ['forged line'] })
  expect(await client.event('error')).toMatchObject({ ...own, participant: 'ann' })
  expect(await client.event('drop')).toMatchObject({ ...own, what: 'pane-reports', count: 7 })
})

test('what a page says of handlers is its own claim, whatever it says of others', async () => {
  const said = {
    type: 'listener' as const,
    phase: 'arrived' as const,
    namespace: '/',
    socket: 'a socket of ben',
    event: '__proto__',
    handlers: Number.MAX_SAFE_INTEGER,
    any: 0,
    ageMs: 0,
    cause: { engine: 'a connection of ben', n: Number.MAX_SAFE_INTEGER },
  }
  const forged = { origin: 'server', claimed: false, client: 'ben', server: 1, kind: 'frame', seq: 1, at: 0 }
  await client.socket.emitWithAck('report', { client: 'ann', reports: [{ ...said, ...forged }] })
  const { type, ageMs, ...kept } = said
  const event = await client.event('listener')
  expect(event).toEqual({
    ...kept,
    kind: 'listener',
    origin: 'pane',
    claimed: true,
    client: 'ann',
    // The host's own.
    seq: event.seq,
    at: event.at,
    uncertainty: event.uncertainty,
  })

  const wrong = [{ handlers: -1 }, { any: 0.5 }, { cause: { engine: 'e', n: 0 } }, { event: 'x'.repeat(201) }]
  for (const fields of wrong) {
    const reports = [{ ...said, ...fields }]
    const reply = await client.socket.emitWithAck('report', { client: 'ann', reports })
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalid-request' } })
  }
  expect(client.events.filter(({ kind }) => kind === 'listener')).toHaveLength(1)
})

test('nobody reports in the name of the server', async () => {
  const reply = await client.socket.emitWithAck('report', {
    client: 'server',
    reports: [{ type: 'dropped', count: 1 }],
  })
  expect(reply).toMatchObject({ ok: false, error: { code: 'invalid-request' } })
})
