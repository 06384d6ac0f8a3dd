/** What is typed into a pane's console runs in the learner's page, in a real browser, as in a browser's own console. */
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { startPaneSite, type PaneSite } from '../fixtures/gateway/pane-site.ts'

let browser: Browser
let site: PaneSite

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  site = await startPaneSite(browser)
})
afterEach(() => site.close())

const blank = '<!doctype html>\n<title>blank</title>\n'
const library = '<script src="/socket.io/socket.io.js"></script>'

/** What was typed and what it gave, in order: `› code`, `‹ value`, `✗ error`. */
async function typed(): Promise<string[]> {
  const found = await site.reports()
  return found.flatMap((report) =>
    report.type !== 'console' || report.typed === undefined
      ? []
      : [
          `${report.typed === 'input' ? '›' : report.level === 'error' ? '✗' : '‹'} ${report.parts.join(' ')}`,
        ],
  )
}

const results = async () => (await typed()).filter((line) => !line.startsWith('›'))

/** Types each line when the one before has been answered; gives the answers. */
async function answersTo(...lines: string[]): Promise<string[]> {
  for (const line of lines) {
    const before = (await results()).length
    await site.say(line)
    await vi.waitFor(async () => expect((await results()).length).toBeGreaterThan(before), 10_000)
  }
  return (await results()).slice(-lines.length)
}

const connected = /^‹ Socket \{ id: '[\w-]{20}', connected: true, nsp: '\/' \}$/

describe('the page’s socket is `socket`', () => {
  const pages: Record<string, string> = {
    'as the page itself calls it': `${library}<script>const socket = io(); window.sign = socket</script>`,
    'in a module': `<script type="module">import { io } from '/socket.io/socket.io.esm.min.js'; const own = io(); window.sign = own</script>`,
    'in a module from the CDN': `<script type="module">import { io } from 'https://cdn.socket.io/4.8.1/socket.io.esm.min.js'; { const own = io(); window.sign = own }</script>`,
    'under another name, by io.connect': `${library}<script>(() => { const connection = io.connect(); window.sign = connection })()</script>`,
    'made by a Manager': `${library}<script>(() => { window.sign = new io.Manager().socket('/') })()</script>`,
    'in a minified classic script': `<script src="/socket.io/socket.io.min.js"></script><script>(() => { window.sign = io() })()</script>`,
    'not yet connecting': `${library}<script>(() => { const own = io({ autoConnect: false }); addEventListener('load', () => own.connect()); window.sign = own })()</script>`,
  }
  test.each(Object.entries(pages))('%s', async (_name, source) => {
    const frame = await site.show({ '/': blank + source })
    await frame.waitForFunction('window.sign?.connected')
    expect(await answersTo('socket', 'socket === sign')).toEqual([expect.stringMatching(connected), '‹ true'])
    const [emitted] = await answersTo(`socket.emit('hello', (text) => { window.answer = text })`)
    expect(emitted).toMatch(connected)
    await frame.waitForFunction(`window.answer === 'hello from localhost:8080'`)
  })

  test('the newest of several, `sockets` being all', async () => {
    const frame = await site.show({
      '/': `${blank}${library}<script>(() => { const main = io(); window.sign = io('/admin'); main.on('connect', () => { window.ready = true }) })()</script>`,
    })
    await frame.waitForFunction('window.ready')
    const [nsp, list, all] = await answersTo('socket.nsp', 'sockets.map(({ nsp }) => nsp)', 'sockets')
    expect([nsp, list]).toEqual([`‹ '/admin'`, `‹ ['/', '/admin']`])
    expect(all).toMatch(/^‹ \[Socket \{ .+ \}, Socket \{ .+ nsp: '\/admin' \}\]$/)
  })

  test('what the page itself calls `socket` or `sockets` stays that', async () => {
    await site.show({
      '/': `${blank}${library}<script>{ io() } let socket; var sockets = 'mine'; window.before = 'io' in window</script>`,
    })
    expect(await answersTo('socket', 'sockets')).toEqual(['‹ undefined', `‹ 'mine'`])
  })

  test('the page sees nothing of it', async () => {
    const frame = await site.show({ '/': `${blank}${library}<script>{ io() }</script>` })
    await answersTo('socket.nsp')
    expect(
      await frame.evaluate(
        `[typeof socket, 'sockets' in window, Object.assign.name, Object.assign.length, String(Object.assign).includes('native code'), io.Manager.prototype.socket.length, Object.keys(window).some((name) => /wirelab/i.test(name))]`,
      ),
    ).toEqual(['undefined', false, 'assign', 2, true, 2, false])
  })

  test('where nothing was found it is an error like any other', async () => {
    await site.show({ '/': blank })
    expect(await answersTo('socket.emit("message")')).toEqual(['✗ ReferenceError: socket is not defined'])
  })
})

describe('an answer is', () => {
  beforeEach(() => site.show({ '/': `${blank}<p id="text">here</p>` }))

  test.each([
    ['1 + 1', '2'],
    [`'text'`, `'text'`],
    ['undefined', 'undefined'],
    ['{ a: 1, b: [2] }', '{ a: 1, b: [2] }'],
    ['{ const a = 1; a }', '1'],
    ['this === window', 'true'],
    ['document.querySelector("p")', '<p id="text"></p>'],
    ['1; // and so on', '1'],
    ['Promise.resolve({ ok: true })', '{ ok: true }'],
    ['await Promise.resolve(3);', '3'],
    ['const a = await Promise.resolve(3)\na + 1', '4'],
    ['for await (const x of [1, 2]) { window.last = x }; last', '2'],
    ['(async () => { await 1; return "in" })()', `'in'`],
  ])('%s → %s', async (code, expected) => {
    expect(await answersTo(code)).toEqual([`‹ ${expected}`])
  })

  test.each([
    ['missing', 'ReferenceError: missing is not defined'],
    ['throw "words"', `'words'`],
    ['(', 'SyntaxError: Unexpected end of input'],
    ['Promise.reject(new RangeError("far"))', 'RangeError: far'],
    ['await Promise.reject(null)', 'null'],
    ['JSON.parse("{")', /^SyntaxError: Expected property name/],
    ['} alert(1) {', /^SyntaxError: /],
  ])('the error of %s', async (code, expected) => {
    const [answer] = await answersTo(code)
    if (typeof expected === 'string') expect(answer).toBe(`✗ ${expected}`)
    else expect(answer?.slice(2)).toMatch(expected)
    expect(await site.reports()).not.toContainEqual(expect.objectContaining({ type: 'error' }))
  })
})

test('what is declared stays, may be declared again, and leaves the page’s own names alone', async () => {
  const frame = await site.show({ '/': `${blank}<script>const fixed = 1; window.name = 'pane'</script>` })
  expect(
    await answersTo(
      'const x = 1',
      'const x = x === undefined ? 2 : 3; x',
      'class A { get b() { return x } }',
      'new A().b',
      'function later() { return x }',
      'later() + 1',
      'let { y, z } = { y: 4, z: 5 }',
      'y + z',
      'const [late] = await Promise.resolve([6])',
      'late',
      `const name = { of: 'mine' }`,
      'name.of',
      'const fixed = 2',
      'fixed',
    ),
  ).toEqual([
    '‹ undefined',
    '‹ 3',
    '‹ undefined',
    '‹ 3',
    '‹ undefined',
    '‹ 4',
    '‹ undefined',
    '‹ 9',
    '‹ undefined',
    '‹ 6',
    '‹ undefined',
    `‹ 'mine'`,
    `✗ SyntaxError: Identifier 'fixed' has already been declared`,
    '‹ 1',
  ])
  expect(await frame.evaluate('[window.name, typeof later, fixed]')).toEqual(['pane', 'function', 1])
})

test('a promise that takes long is shown as pending, and its value when it comes', async () => {
  const frame = await site.show({ '/': blank })
  expect(await answersTo('new Promise((resolve) => { window.settle = resolve })')).toEqual([
    '‹ Promise { <pending> }',
  ])
  await frame.evaluate(`settle('late')`)
  await vi.waitFor(async () => expect((await typed()).at(-1)).toBe(`‹ 'late'`))
})

test('the input is told before the code runs, and lines that it prints come between it and its answer', async () => {
  await site.show({ '/': blank })
  await answersTo(`console.log('printed'); 7`)
  expect(await site.reports()).toMatchObject([
    { typed: 'input', level: 'log', parts: [`console.log('printed'); 7`] },
    { level: 'log', parts: ['printed'] },
    { typed: 'result', level: 'log', parts: ['7'] },
  ])
})

test('a page that lets no text become code says so', async () => {
  await site.show({
    '/': `${blank}<meta http-equiv="Content-Security-Policy" content="script-src 'self' 'unsafe-inline'">`,
  })
  expect((await answersTo('1 + 1'))[0]).toMatch(/^✗ EvalError: .*(Content Security Policy|unsafe-eval)/)
})

// Hostile input: the page's own code runs before anything is typed.
test('a page that patches what evaluation stands on is answered all the same', async () => {
  await site.show({
    '/': `${blank}<script>
  const broken = () => { throw new Error('patched') }
  window.eval = window.Function = broken
  JSON.stringify = JSON.parse = Promise.prototype.then = broken
  for (const name of ['postMessage', 'start', 'addEventListener']) MessagePort.prototype[name] = broken
  Object.defineProperty = Object.getOwnPropertyDescriptor = Reflect.apply = broken
  for (const name of ['push', 'map', 'includes', Symbol.iterator]) Array.prototype[name] = broken
  for (const name of ['replace', 'slice', 'split', 'match']) String.prototype[name] = broken
  for (const name of ['exec', 'test', Symbol.match, Symbol.replace]) RegExp.prototype[name] = broken
</script>`,
  })
  const before = (await results()).length
  await site.say('1 + 1')
  await vi.waitFor(async () => expect((await results()).length).toBeGreaterThan(before), 10_000)
})

test('nobody but the site can type into the pane', async () => {
  const frame = await site.show({ '/': blank })
  await frame.evaluate(
    `window.postMessage({ type: 'evaluate', code: 'window.typed = 1' }, '*'); new Promise((resolve) => addEventListener('message', resolve, { once: true })).then(() => 0)`,
  )
  await site.page.evaluate(
    `document.querySelector('iframe').contentWindow.postMessage({ type: 'evaluate', code: 'window.typed = 1' }, '*')`,
  )
  expect(await answersTo('typeof typed')).toEqual([`‹ 'undefined'`])
})
