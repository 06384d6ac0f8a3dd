/** What the script that the gateway puts into pages does there, in a real browser. */
import type { Browser, Frame, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { PaneReport } from '../../protocol/control.ts'
import { paneMessageSchema } from '../../protocol/pane.ts'
import { launchBrowser } from '../browser.ts'
import {
  recordingTarget,
  startGatewayWorld,
  startPageServer,
  type GatewayWorld,
  type Learner,
  type RecordingTarget,
} from '../fixtures/gateway/gateway-world.ts'

/** The site's side of the handshake in its shortest form: what arrives is kept as text for the test to parse. */
const sitePage = `<!doctype html><title>site</title><iframe sandbox="allow-scripts allow-same-origin allow-forms allow-modals"></iframe>
<script>
  window.received = []
  addEventListener('message', (event) => {
    const frame = document.querySelector('iframe')
    if (event.source !== frame.contentWindow || event.data?.wirelab !== 'pane-hello') return
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => window.received.push(JSON.stringify(data))
    event.source.postMessage({ wirelab: 'pane-welcome' }, event.origin, [port2])
  })
</script>`

let browser: Browser
let world: GatewayWorld
let page: Page
const learners: Learner[] = []

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  world = await startGatewayWorld(sitePage)
  page = await browser.newPage()
  await page.goto(world.siteOrigin)
})
afterEach(async () => {
  await page.close()
  for (const learner of learners.splice(0)) learner.stop()
  await world.close()
})

async function serve(
  pages: Record<string, string>,
  second: Record<string, string> = {},
): Promise<RecordingTarget> {
  const [first, other] = await Promise.all([startPageServer(pages), startPageServer(second)])
  learners.push(first, other)
  const target = recordingTarget('a', { ports: { 8080: first.port, 3000: other.port } })
  world.gateway.register(target)
  return target
}

/** The pane, with a page that has loaded. */
async function open(target: RecordingTarget, path = '/'): Promise<Frame> {
  const url = `http://${world.paneHost(target, 8080)}${path}`
  await page.locator('iframe').evaluate(
    (frame, address) =>
      new Promise((resolve) => {
        frame.addEventListener('load', resolve, { once: true })
        frame.setAttribute('src', address)
      }),
    url,
  )
  const frame = page.frames().find((one) => one.url() === url)
  if (!frame) throw new Error(`no frame shows ${url}`)
  return frame
}

/** Without what is told of handlers: `page-handlers.test.ts`. */
async function reports(): Promise<PaneReport[]> {
  const texts = await page.evaluate(() => (Reflect.get(window, 'received') as string[]).slice())
  return texts.flatMap((text) => {
    const message = paneMessageSchema.parse(JSON.parse(text))
    return message.type === 'reports' ? message.reports.filter(({ type }) => type !== 'listener') : []
  })
}

async function waitForReports(count: number): Promise<PaneReport[]> {
  return vi.waitFor(
    async () => {
      const found = await reports()
      expect(found.length).toBeGreaterThanOrEqual(count)
      return found
    },
    { timeout: 10_000 },
  )
}

const blank = '<!doctype html>\n<title>blank</title>\n'

test('the classic page connects unchanged: polling first, then the upgrade', async () => {
  const target = await serve({
    '/': `<!doctype html>
<html><head><script src="/socket.io/socket.io.js"></script></head><body><script>
  var socket = io.connect('http://localhost:8080')
  socket.emit('hello', function (text) { window.answer = text })
</script></body></html>`,
  })
  const frame = await open(target)
  await frame.waitForFunction(() => Reflect.get(window, 'answer') !== undefined)
  expect(await frame.evaluate(() => Reflect.get(window, 'answer') as string)).toBe(
    'hello from localhost:8080',
  )
  await vi.waitFor(() =>
    expect(target.of('link').map((event) => event.phase === 'open' && event.transport)).toEqual([
      'polling',
      false,
    ]),
  )
  expect(target.of('link').map((event) => event.phase)).toEqual(['open', 'upgrade'])
})

test('a client script written with its full local address is loaded and connects with io()', async () => {
  const target = await serve({
    '/': `<!doctype html>
<script src="http://localhost:8080/socket.io/socket.io.js"></script>
<script>io().emit('hello', (text) => { window.answer = text })</script>`,
  })
  const frame = await open(target)
  await frame.waitForFunction(() => Reflect.get(window, 'answer') === 'hello from localhost:8080')
  expect(await reports()).toEqual([])
})

test('the client is found by its CDN address, with the CDN’s hash, and as a module', async () => {
  const target = await serve({
    '/': `<!doctype html>
<script src="https://cdn.socket.io/4.7.5/socket.io.min.js" integrity="sha384-2huaZvOR9iDzHqslqwpR87isEmrfxqyWOF7hr7BY6KG0+hVKLoEXMPUJw3ynWuhO" crossorigin="anonymous"></script>
<script>io().emit('hello', (text) => { window.classic = text })</script>
<script type="module">
  import { io } from 'https://cdn.socket.io/4.8.1/socket.io.esm.min.js'
  import { Manager } from 'socket.io-client'
  import own from 'http://localhost:8080/own.js'
  io('http://localhost:8080').emit('hello', (text) => { window.module = text + (typeof Manager) + own })
</script>`,
    '/own.js': `export default document.scripts.length`,
  })
  const frame = await open(target)
  await frame.waitForFunction(() => Reflect.get(window, 'classic') && Reflect.get(window, 'module'))
  expect(await frame.evaluate('[classic, module]')).toEqual([
    'hello from localhost:8080',
    'hello from localhost:8080function3',
  ])
  expect(await reports()).toEqual([])
})

describe('an address of localhost reaches the learner’s server', () => {
  const ways: Record<string, string> = {
    fetch: `fetch('http://localhost:8080/said').then((response) => response.text())`,
    'fetch with a URL': `fetch(new URL('http://127.0.0.1:8080/said')).then((response) => response.text())`,
    Request: `fetch(new Request('http://[::1]:8080/said')).then((response) => response.text())`,
    'a class of its own that extends Request': `fetch(new (class Own extends Request {})('http://localhost:8080/said')).then((response) => response.text())`,
    XMLHttpRequest: `new Promise((resolve) => {
      const request = new XMLHttpRequest()
      request.onload = () => resolve(request.responseText)
      request.open('GET', 'http://localhost:8080/said')
      request.send()
    })`,
    WebSocket: `new Promise((resolve) => {
      const socket = new WebSocket('ws://localhost:8080/socket.io/?EIO=4&transport=websocket')
      socket.onmessage = ({ data }) => resolve(data[0] === '0' && socket instanceof WebSocket && WebSocket.OPEN === 1 ? 'GET to localhost:8080' : data)
    })`,
    EventSource: `new Promise((resolve) => {
      const events = new EventSource('http://localhost:8080/events')
      events.onmessage = ({ data }) => { events.close(); resolve(data === 'an event' ? 'GET to localhost:8080' : data) }
    })`,
    'a script element': `new Promise((resolve) => {
      const script = document.createElement('script')
      script.onload = () => resolve(typeof io === 'function' ? 'GET to localhost:8080' : 'no io')
      script.src = 'http://localhost:8080/socket.io/socket.io.js'
      document.head.append(script)
    })`,
    'an attribute': `new Promise((resolve) => {
      const frame = document.createElement('iframe')
      frame.setAttribute('src', 'http://localhost:8080/said')
      frame.onload = () => resolve(frame.contentDocument.body.textContent)
      document.body.append(frame)
    })`,
    markup: `new Promise((resolve) => {
      document.body.innerHTML = '<p><a href="http://localhost:8080/said">there</a></p>'
      setTimeout(() => fetch(document.querySelector('a').href).then((response) => response.text()).then(resolve))
    })`,
  }
  test.each(Object.entries(ways))('by %s', async (_name, source) => {
    const frame = await open(await serve({ '/': blank }))
    expect(await frame.evaluate(source)).toBe('GET to localhost:8080')
  })

  test('by sendBeacon', async () => {
    const target = await serve({ '/': blank })
    const frame = await open(target)
    expect(await frame.evaluate(`navigator.sendBeacon('http://localhost:8080/beacon', 'text')`)).toBe(true)
    await vi.waitFor(() => expect(learners[0]?.messages).toEqual([{ beacon: 'localhost:8080' }]))
  })
})

test('another port is another origin: without CORS headers a page does not get the answer', async () => {
  const target = await serve({ '/': blank }, { '/': blank })
  const frame = await open(target)
  const outcome = await frame.evaluate(`fetch('http://localhost:3000/said').catch((error) => error.name)`)
  expect(outcome).toBe('TypeError')
  expect(target.of('http').at(-1)).toMatchObject({ port: 3000, path: '/said', status: 200 })
})

test('cookies of the server and of the page are kept and sent', async () => {
  const target = await serve({ '/': blank })
  const frame = await open(target)
  const sent = await frame.evaluate(`fetch('/set').then(() => {
    document.cookie = 'page=two; path=/; SameSite=Strict'
    return fetch('/cookies')
  }).then((response) => response.text())`)
  expect(sent).toBe('server=one; page=two')
  expect(await frame.evaluate(() => document.cookie)).toBe('page=two')
})

test('a page under a strict policy of its own, meant for tabs, is shown in the pane', async () => {
  const frame = await open(await serve({}), '/helmet')
  await expect.poll(() => frame.locator('p').textContent()).toBe('shown')
})

test('console lines are told with level, text and the learner’s own line and column', async () => {
  const target = await serve({
    '/': `<!doctype html>
<html>
<head>
<title>lines</title>
<script src="/js/app.js"></script>
</head>
<body>
<script>
  console.log('from the page', { a: [1, undefined, -0], b: new Map([['k', new Set(['v'])]]) })
  console.warn('%s has %d', 'ann', 3.7, document.querySelector('title'))
</script>
</body>
</html>`,
    '/js/app.js': `'use strict'
function tell() {
  const cycle = { name: 'loop', get lazy() { throw new Error('never read') } }
  cycle.self = cycle
  console.error(cycle, new TypeError('wrong'), Symbol('s'), 10n, class A {}, tell, null)
}
tell()
`,
  })
  await open(target)
  const found = await waitForReports(3)
  expect(found[0]).toMatchObject({ type: 'console', level: 'error', file: 'js/app.js', line: 5, column: 11 })
  const [cycle, error, ...rest] = found[0]?.type === 'console' ? found[0].parts : []
  expect(cycle).toBe(`{ name: 'loop', lazy: [Getter], self: [Circular] }`)
  expect(error).toMatch(/^TypeError: wrong\n\s+at tell \(http:\/\/localhost:8080\/js\/app\.js:5:24\)/)
  expect(rest).toEqual(['Symbol(s)', '10n', '[class A]', '[Function: tell]', 'null'])
  expect(found[1]).toMatchObject({
    level: 'log',
    parts: ['from the page', `{ a: [1, undefined, -0], b: Map(1) { 'k' => Set(1) { 'v' } } }`],
    file: 'index.html',
    line: 9,
    column: 11,
  })
  expect(found[2]).toMatchObject({ level: 'warn', parts: ['ann has 3', '<title></title>'], line: 10 })
})

test('errors are told with their line, also when the whole page is one line', async () => {
  const target = await serve({
    '/': `<!doctype html><html><head><script>missing()</script></head></html>`,
    '/more': `<!doctype html>
<html>
<head>
<script>
  Promise.reject(new RangeError('too far'))
</script>
<script>
  let x = = 1
</script>
<script src="/nowhere.js"></script>
<script>fetch('https://example.com/').catch(() => {})</script>
</head>
</html>`,
  })
  await open(target)
  const [first] = await waitForReports(1)
  expect(first).toMatchObject({
    type: 'error',
    stage: 'uncaught',
    name: 'ReferenceError',
    message: 'missing is not defined',
    file: 'index.html',
    line: 1,
    column: 36,
  })
  await open(target, '/more')
  const later = (await waitForReports(5)).slice(1)
  const byStage = (stage: string) => later.find((report) => report.type === 'error' && report.stage === stage)
  expect(byStage('rejection')).toMatchObject({
    name: 'RangeError',
    message: 'too far',
    file: 'more',
    line: 5,
  })
  expect(byStage('syntax')).toMatchObject({ name: 'SyntaxError', file: 'more', line: 8, column: 11 })
  expect(byStage('load')).toMatchObject({ message: '<script> /nowhere.js' })
  expect(byStage('page')).toMatchObject({
    name: 'SecurityPolicyViolation',
    message: 'connect-src https://example.com/',
  })
})

test('a flood is cut to its bound and what was given up is counted', async () => {
  const target = await serve({
    '/': `${blank}<script>for (let i = 0; i < 5000; i += 1) console.log(i, 'x'.repeat(20000))</script>`,
  })
  await open(target)
  const total = await vi.waitFor(async () => {
    const found = await reports()
    const lines = found.filter((report) => report.type === 'console').length
    const given = found.reduce((sum, report) => sum + (report.type === 'dropped' ? report.count : 0), 0)
    expect(lines + given).toBe(5000)
    return { lines, given }
  })
  expect(total.lines).toBeLessThanOrEqual(500)
  expect(total.given).toBeGreaterThan(0)
})

test('a page that patches prototypes keeps its mapping and its console, and nothing goes round in circles', async () => {
  const target = await serve({
    '/': `${blank}<p></p><script>
  for (const holder of [Array.prototype, String.prototype, RegExp.prototype, Map.prototype, JSON, Object, Reflect]) {
    for (const name of ['push', 'slice', 'replace', 'exec', 'test', 'indexOf', 'split', 'get', 'stringify', 'keys', 'apply', 'construct'])
      if (name in holder && !(holder === Object && name === 'keys')) holder[name] = () => { console.log('patched'); throw new Error('patched ' + name) }
  }
  console.log({ still: 'here' })
  document.querySelector('p').textContent = new WebSocket('ws://localhost:8080/socket.io/?EIO=4&transport=websocket').url
</script>`,
  })
  const frame = await open(target)
  // Read from outside the page's world, which cannot be relied on any more.
  await expect.poll(() => frame.locator('p').textContent()).toContain(world.paneHost(target, 8080))
})

// Hostile input 40; the page's end of it is in test/unit/playground/companion-runtime.test.ts.
test('the pane speaks to the site alone: a port offered by anybody else is not taken', async () => {
  const target = await serve({
    '/': `${blank}<script>
  const { port1, port2 } = new MessageChannel()
  window.stolen = []
  port1.onmessage = ({ data }) => window.stolen.push(data)
  window.postMessage({ wirelab: 'pane-welcome' }, location.origin, [port2])
  window.heard = []
  addEventListener('message', ({ source }) => window.heard.push(source === window))
  addEventListener('load', () => console.log('said'))
</script>`,
  })
  const frame = await open(target)
  const found = await waitForReports(1)
  expect(found).toMatchObject([{ type: 'console', parts: ['said'] }])
  // Its own message it hears, those between the site and the script it does not.
  await expect.poll(() => frame.evaluate(`window.heard`)).toEqual([true])
  expect(await frame.evaluate(`window.stolen.length`)).toBe(0)
})

test('in a tab of its own a page is mapped too, and works as in its pane', async () => {
  const target = await serve({ '/': blank })
  await page.goto(`http://${world.paneHost(target, 8080)}/`)
  expect(await page.evaluate(`fetch('http://localhost:8080/said').then((response) => response.text())`)).toBe(
    'GET to localhost:8080',
  )
  const sent = await page.evaluate(`fetch('/set').then(() => {
    document.cookie = 'page=two'
    return fetch('/cookies')
  }).then((response) => response.text())`)
  expect(sent).toBe('server=one; page=two')
})
