import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { createCompanionRuntime } from '../../../src/playground/runtime/companion-runtime.ts'
import type { PageEvents, Runtime } from '../../../src/playground/runtime/runtime.ts'
import { refusal, reply, startControlServer, type ControlServer } from './control-server.ts'

let server: ControlServer
let page: EventTarget
let runtime: Runtime

const console1 = (seq: number, text: string): TraceEvent => ({
  seq,
  at: seq,
  origin: 'server',
  kind: 'console',
  participant: 'server',
  level: 'log',
  parts: [text],
})

const start = () => {
  // An EventTarget hears and tells events as a window does; only its overloads are fewer.
  runtime = createCompanionRuntime({ url: server.url, page: page as PageEvents })
}
const isConnected = () => vi.waitFor(() => expect(runtime.connection.value.state).toBe('connected'))
const texts = () =>
  runtime.trace.events.map((event) => (event.kind === 'console' ? event.parts[0] : event.kind))
const send = (...events: TraceEvent[]) =>
  new Promise<void>((resolve) => {
    server.page().emit('trace', events, resolve)
  })

beforeEach(async () => {
  server = await startControlServer()
  page = new EventTarget()
})
afterEach(async () => {
  runtime.close()
  await server.close()
})

describe('a page on its control channel', () => {
  test('opens a session by itself and knows what a program may import', async () => {
    start()
    await isConnected()
    expect(server.opens).toEqual([{}])
    expect(runtime.connection.value).toMatchObject({
      isolation: 'bubblewrap',
      modules: { 'socket.io': '4.8.4' },
    })
  })

  test('runs files and tells a refusal as data', async () => {
    start()
    await isConnected()
    expect(await runtime.run({ 'server.js': '1' }, 'server.js')).toEqual({ ok: true, run: 1 })
    expect(server.runs).toEqual([{ files: { 'server.js': '1' }, entry: 'server.js' }])
    server.answerRun = () => refusal('too-fast')
    expect(await runtime.run({}, 'server.js')).toEqual({ ok: false, code: 'too-fast' })
  })

  test('disturbs the network of one client or of all, and tells a refusal as data', async () => {
    start()
    expect(await runtime.fault({ type: 'drop' })).toEqual({ ok: false, code: 'not-connected' })
    await isConnected()
    expect(await runtime.fault({ type: 'unplug', on: true }, 'ann')).toEqual({ ok: true })
    expect(await runtime.fault({ type: 'latency', ms: 100 })).toEqual({ ok: true })
    expect(server.faults).toEqual([
      { client: 'ann', fault: { type: 'unplug', on: true } },
      { fault: { type: 'latency', ms: 100 } },
    ])
    server.answerFault = () => refusal('never-ran')
    expect(await runtime.fault({ type: 'restart' })).toEqual({ ok: false, code: 'never-ran' })
  })

  test('runs what was asked for before it was through', async () => {
    start()
    expect(await runtime.run({ 'server.js': '1' }, 'server.js')).toEqual({ ok: true, run: 1 })
  })

  test('follows the status and acknowledges each batch of the trace', async () => {
    start()
    await isConnected()
    server.page().emit('status', { state: 'running', run: 1, ports: [8080] })
    await send(console1(1, 'a'), console1(2, 'b'))
    expect(texts()).toEqual(['a', 'b'])
    expect(runtime.status.value).toEqual({ state: 'running', run: 1, ports: [8080] })
  })

  test('takes its session up again after a lost connection, without a gap or a double in the trace', async () => {
    start()
    await isConnected()
    await send(console1(1, 'a'), console1(2, 'b'))
    const trace = runtime.trace
    server.answerOpen = () => ({ ok: true, value: reply({ resumed: true }) })
    server.cut()
    await vi.waitFor(() => expect(runtime.connection.value.state).toBe('lost'))
    await isConnected()
    expect(server.opens.at(-1)).toEqual({
      resume: { session: 'a'.repeat(26), secret: 's'.repeat(43), after: 2 },
    })
    await send(console1(2, 'b'), console1(3, 'c'))
    expect(texts()).toEqual(['a', 'b', 'c'])
    expect(runtime.trace).toBe(trace)
  })

  test.each(['no-session', 'wrong-secret'] as const)(
    'keeps the old trace until the next run when the session is gone (%s)',
    async (code) => {
      start()
      await isConnected()
      await send(console1(1, 'old'))
      server.answerOpen = (request) =>
        request.resume === undefined
          ? { ok: true, value: reply({ startedAt: '2026-01-02T00:00:00.000Z' }) }
          : refusal(code)
      server.cut()
      await vi.waitFor(() => expect(server.opens.length).toBe(3))
      await isConnected()
      expect(texts()).toEqual(['old'])
      await send(console1(1, 'new'))
      expect(texts()).toEqual(['new'])
      expect(runtime.trace.header.startedAt).toBe('2026-01-02T00:00:00.000Z')
    },
  )

  test('stays refused until somebody asks again', async () => {
    server.answerOpen = () => refusal('server-full')
    start()
    await vi.waitFor(() =>
      expect(runtime.connection.value).toEqual({ state: 'refused', code: 'server-full' }),
    )
    await vi.waitFor(() => expect(server.connected()).toBe(0))
    server.answerOpen = () => ({ ok: true, value: reply() })
    runtime.reattach()
    await isConnected()
  })

  test('says when the sandbox was never there, and connects when it comes', async () => {
    const { port } = new URL(server.url)
    await server.close()
    start()
    await vi.waitFor(() => expect(runtime.connection.value.state).toBe('unreachable'))
    expect(runtime.connection.value).toMatchObject({ attempt: 1, retryAt: expect.any(Number) })
    expect(await runtime.run({}, 'server.js')).toEqual({ ok: false, code: 'not-connected' })
    server = await startControlServer(Number(port))
    runtime.reattach()
    await isConnected()
  })

  test('frees the session when the page goes away, and opens another when it comes back', async () => {
    start()
    await isConnected()
    page.dispatchEvent(new Event('pagehide'))
    await vi.waitFor(() => expect(server.closes).toBe(1))
    await vi.waitFor(() => expect(server.connected()).toBe(0))
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    await isConnected()
    expect(server.opens).toEqual([{}, {}])
  })

  test('gives each client an origin of its own for each port', async () => {
    start()
    await isConnected()
    const pane = runtime.openPane('ann')
    expect(pane.url(8080)).toBe(`http://ann-8080--${'a'.repeat(26)}.localhost:4680/`)
    expect(pane.url(3000, '/x?y')).toBe(`http://ann-3000--${'a'.repeat(26)}.localhost:4680/x?y`)
  })
})

/** A frame whose window keeps what is posted to it. */
function frame() {
  const posted: { data: unknown; origin: string; ports: MessagePort[] }[] = []
  const contentWindow = {
    postMessage: (data: unknown, target: string, ports: MessagePort[] = []) =>
      posted.push({ data, origin: target, ports }),
  }
  return { posted, contentWindow }
}
const line = (text: string) => ({ type: 'console', level: 'log', parts: [text], ageMs: 0 })
/** The same as the server hears it: the way took its time. */
const told = (text: string) => ({ ...line(text), ageMs: expect.any(Number) as number })
/** Sends through a port. */
function post(port: MessagePort, data: unknown): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin, it has one other end
  port.postMessage(data)
}

/** Attaches a frame to ann and shakes hands. */
async function attached() {
  start()
  await isConnected()
  const own = frame()
  // What is used of a frame is its window, and that it tells of what it has loaded.
  const detach = runtime
    .openPane('ann')
    .attach(Object.assign(new EventTarget(), { contentWindow: own.contentWindow }) as never)
  return { ...own, detach }
}

describe('a pane', () => {
  const origin = `http://ann-8080--${'a'.repeat(26)}.localhost:4680`
  const hello = { wirelab: 'pane-hello' }

  const say = (source: object, from: string, data: unknown) =>
    page.dispatchEvent(
      Object.assign(new MessageEvent('message', { data, origin: from }), {}, { [sourceKey]: source }),
    )
  const sourceKey = 'wirelabTestSource'

  beforeEach(() => {
    // Node's MessageEvent takes ports only as a source; a window is what browsers give.
    vi.spyOn(MessageEvent.prototype, 'source', 'get').mockImplementation(function (this: object) {
      return Reflect.get(this, sourceKey)
    })
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })

  async function port(own: Awaited<ReturnType<typeof attached>>): Promise<MessagePort> {
    say(own.contentWindow, origin, hello)
    const welcome = await vi.waitUntil(() => own.posted.at(-1))
    expect(welcome).toMatchObject({ data: { wirelab: 'pane-welcome' }, origin })
    const [given] = welcome.ports
    if (given === undefined) throw new Error('The welcome carried no port.')
    return given
  }

  test("reports what its page printed, in the client's name", async () => {
    const own = await attached()
    const given = await port(own)
    post(given, { type: 'reports', reports: [line('hi')] })
    await vi.waitFor(() => expect(server.reports).toEqual([{ client: 'ann', reports: [told('hi')] }]))
    own.detach()
    given.close()
  })

  // What was typed is posted at once, its answer a little later with others: both may be sent on together.
  test('is heard in the order in which it told things, with the time that they waited here', async () => {
    const own = await attached()
    const given = await port(own)
    post(given, { type: 'reports', reports: [line('typed')] })
    post(given, { type: 'reports', reports: [{ ...line('answer'), ageMs: 10 }] })
    await vi.waitFor(() => expect(server.reports.flatMap(({ reports }) => reports).length).toBe(2))
    const [typed, answer] = server.reports.flatMap(({ reports }) => reports)
    expect([typed, answer]).toMatchObject([told('typed'), told('answer')])
    const age = (report: typeof typed) => (report !== undefined && 'ageMs' in report ? report.ageMs : NaN)
    expect(age(typed)).toBeGreaterThan(0)
    expect(age(answer)).toBeLessThanOrEqual(age(typed))
    own.detach()
    given.close()
  })

  test('that says hello again before it is answered is heard on the first port that it got', async () => {
    const own = await attached()
    for (let times = 0; times < 3; times += 1) say(own.contentWindow, origin, hello)
    await vi.waitFor(() => expect(own.posted.length).toBe(3))
    const given = own.posted.flatMap((welcome) => welcome.ports)
    const [first] = given
    if (first === undefined) throw new Error('The welcome carried no port.')
    post(first, { type: 'reports', reports: [line('hi')] })
    await vi.waitFor(() => expect(server.reports.length).toBe(1))
    own.detach()
    for (const each of given) each.close()
  })

  test('gives no port to another window, another origin, or another message (hostile 40)', async () => {
    const own = await attached()
    say({}, origin, hello)
    say(own.contentWindow, origin.replace('ann', 'ben'), hello)
    say(own.contentWindow, origin.replace('8080', '08080'), hello)
    say(own.contentWindow, origin.replace('localhost', 'localhost.example'), hello)
    say(own.contentWindow, `${origin}.example`, hello)
    say(own.contentWindow, origin, { wirelab: 'pane-hello?' })
    say(own.contentWindow, 'null', hello)
    // The true one comes last: when it is answered, all before it have been looked at.
    const given = await port(own)
    expect(own.posted.length).toBe(1)
    own.detach()
    given.close()
  })

  test('passes over what does not fit the schema', async () => {
    const own = await attached()
    const given = await port(own)
    post(given, { type: 'reports', reports: [{ ...line('x'), level: 'shout' }] })
    post(given, { type: 'reports', reports: [] })
    post(given, 'reports')
    post(given, { type: 'reports', reports: [line('true')] })
    await vi.waitFor(() => expect(server.reports).toEqual([{ client: 'ann', reports: [told('true')] }]))
    own.detach()
    given.close()
  })

  test('that floods is cut to its rate, and the loss is counted', async () => {
    const own = await attached()
    const given = await port(own)
    for (let batch = 0; batch < 20; batch += 1) {
      post(given, { type: 'reports', reports: Array.from({ length: 200 }, () => line('x')) })
    }
    await vi.waitFor(() => {
      const all = server.reports.flatMap((request) => request.reports)
      const dropped = all.reduce((sum, each) => sum + (each.type === 'dropped' ? each.count : 0), 0)
      const kept = all.filter((each) => each.type === 'console').length
      expect(kept + dropped).toBe(4_000)
      expect(dropped).toBeGreaterThan(0)
    })
    expect(server.reports.every((request) => request.reports.length <= 200)).toBe(true)
    own.detach()
    given.close()
  })
})
