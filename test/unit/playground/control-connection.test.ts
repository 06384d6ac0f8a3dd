/** The page's end of the control channel by itself: every state it shows, with the clock in the test's hand. */
import { createRequire } from 'node:module'
import { WebSocket as MockWebSocket } from 'mock-socket'
import type * as Library from 'socket.io-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ControlConnection as Connection } from '../../../src/playground/runtime/control-connection.ts'
import { refusal, reply } from './control-server.ts'
import { MockControlServer } from './mock-control-server.ts'

// What a browser gets: Node's own build speaks through `ws`. It takes `WebSocket` when it is imported, so the mock comes
// first and the import after it.
vi.mock('socket.io-client', () => {
  // The build for script elements has no types of its own; it is the same library.
  const { io } = createRequire(import.meta.url)('socket.io-client/dist/socket.io.js') as typeof Library
  return { io }
})
vi.stubGlobal('WebSocket', MockWebSocket)
const { ControlConnection, answerTimeoutMs, runTimeoutMs } =
  await import('../../../src/playground/runtime/control-connection.ts')

const accepted = { ok: true, value: reply() }
const observer = { opened: vi.fn(), trace: vi.fn(), status: vi.fn(), lastEvent: () => 41 }
let server: MockControlServer
let connection: Connection

beforeEach(() => {
  vi.useFakeTimers()
  server = new MockControlServer()
  server.answer = (name) => (name === 'open' ? accepted : undefined)
  connection = new ControlConnection(MockControlServer.origin, observer)
})
afterEach(() => {
  connection.end()
  connection.socket.disconnect()
  server.stop()
  vi.clearAllMocks()
  vi.useRealTimers()
})

const becomes = (state: string) => vi.waitFor(() => expect(connection.state.value.state).toBe(state))

test('connects: one session is opened, and its answer handed on', async () => {
  connection.start()
  await becomes('connected')
  expect(server.opens).toEqual([{}])
  expect(observer.opened).toHaveBeenCalledExactlyOnceWith(accepted.value)
  expect(connection.state.value).toMatchObject({ isolation: 'bubblewrap' })
})

test('hands on the status, and the trace batch by batch: each is acknowledged when it was taken', async () => {
  connection.start()
  await becomes('connected')
  server.emit('trace', [], 7)
  await vi.waitFor(() => expect(server.acknowledged).toEqual([7]))
  expect(observer.trace).toHaveBeenCalledExactlyOnceWith([])
  server.emit('status', { state: 'idle' })
  await vi.waitFor(() => expect(observer.status).toHaveBeenCalledExactlyOnceWith({ state: 'idle' }))
})

test('lost: says so at once and when it will try again', async () => {
  connection.start()
  await becomes('connected')
  server.cut()
  await becomes('lost')
  expect(connection.state.value).toMatchObject({ attempt: 1, retryAt: expect.any(Number) })
  expect(server.connections).toBe(1)
})

test('recovered: the same session is taken up after the last event that arrived', async () => {
  connection.start()
  await becomes('connected')
  server.cut()
  await becomes('lost')
  await becomes('connected')
  const { session, secret } = accepted.value
  expect(server.opens).toEqual([{}, { resume: { session, secret, after: 41 } }])
})

test('lost for longer: tries again and again, each time later, until it is through', async () => {
  connection.start()
  await becomes('connected')
  server.stop()
  server.cut()
  const pauses: number[] = []
  const stop = connection.state.subscribe((state) => {
    if (state.state === 'lost') pauses.push(state.retryAt - Date.now())
  })
  await vi.advanceTimersByTimeAsync(3_000)
  stop()
  expect(pauses.length).toBeGreaterThan(2)
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
  server = new MockControlServer()
  server.answer = () => accepted
  await vi.advanceTimersByTimeAsync(5_000)
  await becomes('connected')
  expect(server.opens).toMatchObject([{ resume: { after: 41 } }])
})

test('unreachable from the beginning is told apart from lost', async () => {
  server.stop()
  connection.start()
  await becomes('unreachable')
})

test('refused: the reason is kept, and nothing is tried until it is asked for', async () => {
  server.answer = () => refusal('server-full')
  connection.start()
  await becomes('refused')
  expect(connection.state.value).toEqual({ state: 'refused', code: 'server-full' })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(server.connections).toBe(1)
  server.answer = () => accepted
  connection.retryNow()
  await becomes('connected')
  expect(server.connections).toBe(2)
})

test('slow: an answer that does not come in time ends the attempt, and the next one may succeed', async () => {
  server.answer = () => undefined
  connection.start()
  await vi.waitFor(() => expect(server.opens.length).toBe(1))
  await vi.advanceTimersByTimeAsync(answerTimeoutMs - 100)
  expect(connection.state.value.state).toBe('connecting')
  await becomes('unreachable')
  server.answer = () => accepted
  await becomes('connected')
  expect(server.opens).toEqual([{}, {}])
})

test('slow: a late answer to one question is nobody’s, and the connection stays', async () => {
  connection.start()
  await becomes('connected')
  const asked = connection.ask((socket) => socket.emitWithAck('stop', {}))
  await vi.advanceTimersByTimeAsync(answerTimeoutMs)
  expect(await asked).toBeUndefined()
  // The first question was `open`, with the id 0.
  server.acknowledge(1, { ok: true, value: {} })
  server.emit('status', { state: 'idle' })
  await vi.waitFor(() => expect(observer.status).toHaveBeenCalledOnce())
  expect(connection.state.value.state).toBe('connected')
})

test('slow: what may take longer is waited for, but not when the connection is lost', async () => {
  connection.start()
  await becomes('connected')
  const run = () =>
    connection.ask((socket) => socket.emitWithAck('run', { files: {}, entry: 'server.js' }), runTimeoutMs)
  const asked = run()
  await vi.advanceTimersByTimeAsync(2 * answerTimeoutMs)
  server.acknowledge(1, { ok: true, value: { run: 1 } })
  await vi.advanceTimersByTimeAsync(10)
  expect(await asked).toEqual({ ok: true, value: { run: 1 } })
  const askedInVain = run()
  server.cut()
  await becomes('lost')
  expect(await askedInVain).toBeUndefined()
})
