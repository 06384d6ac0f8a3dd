/** Modules and scripts of learners' pages: CDN addresses, import maps and TypeScript, in a real browser. */
import type { Browser, BrowserContext, Frame, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import {
  recordingTarget,
  startGatewayWorld,
  startPageServer,
  type GatewayWorld,
  type Learner,
  type RecordingTarget,
} from '../fixtures/gateway/gateway-world.ts'

let browser: Browser
let world: GatewayWorld
const learners: Learner[] = []
const contexts: BrowserContext[] = []

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  world = await startGatewayWorld()
})
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close()
  for (const learner of learners.splice(0)) learner.stop()
  await world.close()
})

interface Opened {
  readonly page: Page
  readonly frame: Frame
  readonly target: RecordingTarget
  readonly errors: string[]
}

async function open(pages: Record<string, string>, userAgent?: string): Promise<Opened> {
  const learner = await startPageServer(pages)
  learners.push(learner)
  const target = recordingTarget('a', { ports: { 8080: learner.port } })
  world.gateway.register(target)
  const context = await browser.newContext(userAgent === undefined ? {} : { userAgent })
  contexts.push(context)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(`http://${world.paneHost(target, 8080)}/`)
  return { page, frame: page.mainFrame(), target, errors }
}

const found = (frame: Frame, name = 'result') =>
  frame
    .waitForFunction((key) => Reflect.get(window, key) as unknown, name, { timeout: 8_000 })
    .then((handle) => handle.jsonValue())

const hello = `io('http://localhost:8080').emit('hello', (text) => { window.result = text })`
const greeting = 'hello from localhost:8080'

describe("Socket.IO's client is served here in the place of", () => {
  const digest =
    'integrity="sha384-AAAAaAAAaaAaAaaaaAaaaaAAAAaaaAaaaAaaaaAAAAaaaaaAAAaAAaaaaaAAAAa" crossorigin="anonymous"'
  test.each([
    'https://cdn.socket.io/4.8.1/socket.io.min.js',
    'https://cdn.socket.io/4.0.0/socket.io.js',
    'https://cdn.socket.io/socket.io-1.7.4.js',
    'https://cdn.jsdelivr.net/npm/socket.io-client@4.8.1/dist/socket.io.min.js',
    'https://cdn.jsdelivr.net/npm/socket.io-client',
    '//unpkg.com/socket.io-client@^4/dist/socket.io.js',
    'https://cdnjs.cloudflare.com/ajax/libs/socket.io/2.3.0/socket.io.slim.js',
  ])('the script %s, whatever digest is promised for it', async (address) => {
    const { frame, errors } = await open({
      '/': `<!doctype html><script src="${address}" ${digest}></script><script>${hello}</script>`,
    })
    expect(await found(frame)).toBe(greeting)
    expect(errors).toEqual([])
  })

  test.each([
    'https://cdn.socket.io/4.8.1/socket.io.esm.min.js',
    'https://cdn.jsdelivr.net/npm/socket.io-client@4.8.1/+esm',
    'https://cdn.jsdelivr.net/npm/socket.io-client@4/dist/socket.io.esm.min.js',
    'https://esm.sh/socket.io-client@4.8.1',
    'https://unpkg.com/socket.io-client@4.7.5/dist/socket.io.esm.min.js',
    'socket.io-client',
  ])('the import of %s, inline, in a file and dynamic', async (address) => {
    const { frame, errors } = await open({
      '/': `<!doctype html><script type="module">
import { io } from '${address}'
import file from './file.js'
const { io: later } = await import('${address}')
if (io === later && io === file) ${hello}
</script>`,
      '/file.js': `import { io } from '${address}'\nexport default io`,
    })
    expect(await found(frame)).toBe(greeting)
    expect(errors).toEqual([])
  })

  test.each(['src first', 'digest first'])('a script element made by a script (%s)', async (order) => {
    const steps = [
      `script.src = 'https://cdn.socket.io/4.7.2/socket.io.min.js'`,
      `script.integrity = 'sha384-AAAA'`,
    ]
    const { frame } = await open({
      '/': `<!doctype html><script>
const script = document.createElement('script')
${(order === 'src first' ? steps : steps.toReversed()).join('\n')}
script.onload = () => { ${hello} }
document.head.append(script)
</script>`,
    })
    expect(await found(frame)).toBe(greeting)
  })
})

test('another package of a CDN is refused under its own name', async () => {
  const { frame } = await open({
    '/': `<!doctype html><script>
addEventListener('securitypolicyviolation', ({ blockedURI }) => { window.result = blockedURI })
</script><script type="module">import 'https://cdn.jsdelivr.net/npm/vue@3/+esm'</script>`,
  })
  expect(await found(frame)).toMatch(/\/__wirelab__\/cdn\/cdn\.jsdelivr\.net\/npm\/vue@3\/\+esm$/)
})

const oldChromium = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36'

describe.each([
  ['where a page may have several import maps', undefined],
  ['where it may have one', oldChromium],
])("a page's own import map %s", (_name, userAgent) => {
  const importMap = `<script type="importmap">
{ "imports": {
  "own": "/own.js",
  "socketio": "https://cdn.socket.io/4.8.1/socket.io.esm.min.js",
  "server/": "http://localhost:8080/server/"
}, "integrity": { "https://cdn.socket.io/4.8.1/socket.io.esm.min.js": "sha384-AAAA" } }
</script>`
  const modules = `<script type="module">
import own from 'own'
import { io } from 'socketio'
import { io as plain } from 'socket.io-client'
import { part } from 'server/part.js'
if (own === 'own' && typeof plain === typeof io && part === 1) ${hello}
</script>`
  const files = { '/own.js': `export default 'own'`, '/server/part.js': 'export const part = 1' }

  test('works, and what it names is found here', async () => {
    const { frame, errors, page } = await open(
      { '/': `<!doctype html><head>${importMap}${modules}`, ...files },
      userAgent,
    )
    expect(await found(frame)).toBe(greeting)
    expect(errors).toEqual([])
    await expect.poll(() => page.locator('script[type=importmap]').count()).toBe(1)
  })

  test('is not needed', async () => {
    const { frame, errors } = await open(
      {
        '/': `<!doctype html><script type="module">import { io } from 'socket.io-client'\n${hello}</script>`,
      },
      userAgent,
    )
    expect(await found(frame)).toBe(greeting)
    expect(errors).toEqual([])
  })

  test('that is long is read whole', async () => {
    const many = Array.from({ length: 4_000 }, (_, index) => `"m${index}": "/m${index}.js"`).join(',\n')
    const { frame } = await open(
      { '/': `<!doctype html>${importMap.replace('"own":', `${many}, "own":`)}${modules}`, ...files },
      userAgent,
    )
    expect(await found(frame)).toBe(greeting)
  })
})

describe('TypeScript in a page', () => {
  test('runs as a module with imports, and its errors have the lines of the source', async () => {
    const { frame, page } = await open({
      '/': '<!doctype html><script type="module" src="/client.ts"></script>',
      '/client.ts': `import { io, type Socket } from 'socket.io-client'
import { shout } from './lib/shout.mts'

interface Heard {
  text: string
}
const socket: Socket = io('http://localhost:8080')
socket.emit('hello', (text: string) => {
  const heard: Heard = { text: shout(text) }
  Reflect.set(window, 'result', heard.text + (new Error().stack ?? '').match(/client\\.ts:\\d+:\\d+/))
})`,
      '/lib/shout.mts': 'export const shout = (text: string): string => text.toUpperCase()',
    })
    expect(await found(frame)).toBe(`${greeting.toUpperCase()}client.ts:10:47`)
    // As data it is what the server sent.
    const raw = await page.evaluate(() => fetch('/lib/shout.mts').then((response) => response.text()))
    expect(raw).toContain('(text: string): string')
  })

  test.each([
    ['const a: number = 1\nlet foo bar', { message: 'Expected a semicolon', line: 2, column: 9 }],
    [
      'const a = 1\n  enum Colour { red }',
      { message: 'TypeScript enum is not supported in strip-only mode', line: 2, column: 3 },
    ],
    ['('.repeat(5_000), { message: 'The TypeScript is nested too deeply to be read.' }],
    [
      `'a?(b):c=>'.length\n${'a?(b):c=>'.repeat(40)}`,
      { message: 'The TypeScript is nested too deeply to be read.' },
    ],
  ])('that cannot be read (%#) is told with its place, and the next one runs', async (source, told) => {
    const { frame, target } = await open({
      '/': `<!doctype html>
<script type="module" src="/js/broken.ts"></script>
<script type="module" src="/good.ts"></script>`,
      '/js/broken.ts': source,
      '/good.ts': `window['result'] = 'runs' as string`,
    })
    expect(await found(frame)).toBe('runs')
    expect(target.of('error')).toMatchObject([
      {
        origin: 'gateway',
        participant: 'ann',
        stage: 'syntax',
        name: 'SyntaxError',
        file: 'js/broken.ts',
        ...told,
      },
    ])
    expect(target.of('http').find(({ path }) => path === '/js/broken.ts')).toMatchObject({ status: 422 })
  })
})
