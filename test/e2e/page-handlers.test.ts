/** What a page tells of its Socket.IO handlers, in a real browser, and how it is tied to what passed the gateway. */
import type { Browser, Frame } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { PaneReport } from '../../protocol/control.ts'
import type { TraceEventDraft } from '../../protocol/trace.ts'
import { launchBrowser } from '../browser.ts'
import { startHandlersServer } from '../fixtures/gateway/gateway-world.ts'
import { startPaneSite, type PaneSite } from '../fixtures/gateway/pane-site.ts'

type Listener = Extract<PaneReport, { type: 'listener' }>
type Down = Extract<TraceEventDraft, { kind: 'frame' }>

let browser: Browser
let site: PaneSite

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  site = await startPaneSite(browser, startHandlersServer)
})
afterEach(() => site.close())

async function listeners(): Promise<Listener[]> {
  return (await site.reports()).filter((report) => report.type === 'listener')
}

/** The frame that the gateway saw, for the packet that a page speaks of. */
function frameOf({ cause }: Listener): Down | undefined {
  const link = site.target
    .of('link')
    .find((event) => event.phase === 'open' && event.sid === cause?.engine)?.link
  return site.target
    .of('frame')
    .find((frame) => frame.link === link && frame.direction === 'down' && frame.n === cause?.n)
}

async function untilLogged(frame: Frame, text: string): Promise<void> {
  await frame.waitForFunction((wanted) => (Reflect.get(window, 'log') as unknown[]).includes(wanted), text)
}

const builds = {
  'a classic script': ['<script src="/socket.io/socket.io.js"></script><script>', '</script>'],
  // Its private names are shortened.
  'a minified module': [
    `<script type="module">import { io } from 'https://cdn.socket.io/4.8.1/socket.io.esm.min.js';`,
    '</script>',
  ],
} as const

describe.each(Object.entries(builds))('%s', (_name, [before, after]) => {
  test('tells of each event how many handlers there were, and of which packet', async () => {
    const frame = await site.show({
      '/': `<!doctype html>
<title>handlers</title>
<script>window.log = []</script>
${before}
const socket = io()
const admin = io('/admin')
socket.onAny(() => log.push('any'))
socket.on('news', (text) => {
  log.push(text)
  socket.once('later', () => log.push('later'))
})
socket.on('news', () => log.push('again'))
socket.on('file', (first, second) => log.push(first.byteLength + second.byteLength))
socket.on('boom', () => {
  throw new RangeError('of the learner')
})
socket.on('after the upgrade', () => socket.emit('soon', (text) => {
  log.push(text)
  socket.timeout(1).emit('slow', (error) => {
    log.push(error.message)
    socket.emit('now')
  })
}))
admin.on('news', (text) => log.push(text))
socket.io.on('open', () => socket.io.engine.once('upgrade', () => socket.emit('more')))
${after}`,
    })
    await untilLogged(frame, 'operation has timed out')
    const told = await vi.waitFor(async () => {
      const found = await listeners()
      expect(found.filter(({ phase }) => phase === 'answered')).toHaveLength(2)
      return found
    })

    const arrived = told.filter((report) => report.phase === 'arrived')
    const ofMain = arrived.filter(({ namespace }) => namespace === '/')
    expect(ofMain.map(({ event, handlers, any }) => [event, handlers, any])).toEqual([
      ['news', 2, 1],
      ['file', 1, 1],
      ['mesage', 0, 1],
      ['boom', 1, 1],
      ['later', 1, 1],
      ['after the upgrade', 1, 1],
    ])
    expect(arrived.filter(({ namespace }) => namespace === '/admin')).toMatchObject([
      { event: 'news', handlers: 1, any: 0 },
    ])
    for (const report of arrived) {
      const { data } = frameOf(report) ?? { data: undefined }
      expect(data).toContain(JSON.stringify(report.event))
      expect(data).toMatch(report.namespace === '/' ? /^4[25]\d*-?\[/ : /^42\/admin,/)
    }
    // A packet with attachments is told by its header, and what follows is counted on.
    expect(ofMain.filter(({ event }) => event === 'file').map((report) => frameOf(report)?.data)[0]).toMatch(
      /^452-/,
    )
    expect(new Set(ofMain.map(({ socket }) => socket)).size).toBe(1)

    expect(told.filter(({ phase }) => phase === 'added-late')).toMatchObject([
      { event: 'later', handlers: 1, file: 'index.html', line: 10, cause: ofMain[0]?.cause },
    ])
    const answers = told.filter((report) => report.phase === 'answered')
    expect(answers.map(({ ack, handlers }) => [ack, handlers])).toEqual([
      [0, 1],
      [1, 0],
    ])
    expect(answers.map((report) => frameOf(report)?.data)).toEqual(['430["soon"]', '431["too late"]'])

    // The learner's own code has noticed nothing.
    await expect
      .poll(() => frame.evaluate('log'))
      .toEqual(expect.arrayContaining(['hello', 'again', 4, 'later', 'for admins']))
    const errors = (await site.reports()).filter(({ type }) => type === 'error')
    expect(errors).toMatchObject([{ name: 'RangeError', message: 'of the learner', line: 15 }])
  })
})

test('a flood of events is told up to its bound and counted beyond, and the console has room beside it', async () => {
  const count = 3_000
  const frame = await site.show({
    '/': `<!doctype html><script src="/socket.io/socket.io.js"></script><script>
window.log = []
let drops = 0
const socket = io()
socket.on('drop of water', () => { drops += 1 })
socket.on('flooded', () => { console.log('all', drops); log.push('flooded') })
socket.emit('flood', ${count})
</script>`,
  })
  await untilLogged(frame, 'flooded')
  await vi.waitFor(async () => {
    const found = await site.reports()
    expect(found).toContainEqual(expect.objectContaining({ type: 'console', parts: ['all', String(count)] }))
    const told = found.filter(({ type }) => type === 'listener').length
    const given = found.reduce((sum, report) => sum + (report.type === 'dropped' ? report.count : 0), 0)
    // Five when it connects, the last one.
    expect(told + given).toBe(count + 6)
    expect(given).toBeGreaterThan(0)
  })
})

test('a page that breaks what is read of its sockets gets its events all the same', async () => {
  const frame = await site.show({
    '/': `<!doctype html><script src="/socket.io/socket.io.js"></script><script>
window.log = []
const { Socket } = io
Object.assign(io, { again: true })
Socket.prototype.listeners = Socket.prototype.listenersAny = () => { throw new Error('broken') }
for (const name of ['get', 'set', 'has']) WeakMap.prototype[name] = () => { throw new Error('broken ' + name) }
const socket = io({ transports: ['websocket'] })
socket.on('news', (text) => {
  log.push(text)
  Object.defineProperty(socket, 'id', { get() { throw new Error('broken id') } })
})
socket.on('later', () => log.push('later'))
</script>`,
  })
  await untilLogged(frame, 'later')
  await expect.poll(() => frame.evaluate('log')).toEqual(['hello', 'later'])
  await site.say('"still here"')
  await vi.waitFor(async () =>
    expect(await site.reports()).toContainEqual(expect.objectContaining({ parts: ["'still here'"] })),
  )
  await expect.poll(() => listeners()).toMatchObject([{ event: 'news', handlers: 1 }])
  expect((await site.reports()).filter(({ type }) => type === 'error')).toEqual([])
})
