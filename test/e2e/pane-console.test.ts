/** A learner types into a pane's console: over the real workbench, server and sandbox. */
import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Language } from '../../protocol/lesson.ts'
import { inspectorStrings } from '../../src/strings/inspector.ts'
import { paneConsoleStrings } from '../../src/strings/pane-console.ts'
import { workbenchStrings } from '../../src/strings/workbench.ts'
import type { Product } from './site-app.ts'
import { startWorkbench } from './workbench-app.ts'

let product: Product

beforeAll(async () => {
  product = await startWorkbench()
})
afterAll(async () => {
  await product.close()
  expect(product.app.faults).toEqual([])
})

const server = `var app = require('express')();
var http = require('http').Server(app);
var io = require('socket.io')(http);
app.get('/', function (req, res) { res.sendFile(__dirname + '/index.html'); });
io.on('connection', function (socket) {
  socket.on('message', function (text) { io.emit('message', text); });
});
http.listen(8080);
`
/** Its page is a picture, which gets no script of ours, and takes the port for itself. */
const silentServer = `var picture = '<svg xmlns="http://www.w3.org/2000/svg"><script>parent.postMessage({ wirelab: "pane-hello" }, "*")</script></svg>';
require('express')().get('/', (req, res) => res.type('svg').send(picture)).listen(8080);
`
const modulePage = `<!doctype html>
<title>Module</title>
<p id="heard">nothing</p>
<script type="module">
  import { io } from 'socket.io-client'
  const connection = io()
  connection.on('message', (text) => { document.getElementById('heard').textContent = text })
</script>
`
const hostilePage = `<!doctype html>
<title>Hostile</title>
<script>
  const broken = () => { throw new Error('patched') }
  window.eval = window.Function = broken
  JSON.stringify = JSON.parse = Promise.prototype.then = broken
  for (const name of ['postMessage', 'start', 'addEventListener', 'close']) MessagePort.prototype[name] = broken
  window.postMessage = broken
  parent.postMessage({ type: 'reports', reports: [{ type: 'console', level: 'log', parts: ['forged'], typed: 'result', ageMs: 0 }] }, '*')
</script>
`

const clientPane = (page: Page, name: string, language: Language = 'en') =>
  page.getByRole('region', { name: workbenchStrings(language).panes.pane(name), exact: true })
const input = (page: Page, name: string, language: Language = 'en') =>
  page.getByRole('textbox', { name: paneConsoleStrings(language).input(name), exact: true })
/** The console's lines as they are read aloud: each as one text. */
const lines = (page: Page, name: string, language: Language = 'en') =>
  page
    .getByRole('log', { name: workbenchStrings(language).panes.consoleOf(name), exact: true })
    .getByRole('paragraph')
const heard = (page: Page, name: string, language: Language = 'en') =>
  page.frameLocator(`iframe[title="${workbenchStrings(language).panes.frameTitle(name)}"]`).locator('#heard')

async function open(language: Language = 'en', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await product.open(`/?language=${language}`, options)
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(error.message))
  onTestFinished(() => expect(failures).toEqual([]))
  return page
}

async function write(page: Page, file: string, text: string, language: Language): Promise<void> {
  const words = workbenchStrings(language)
  await page.getByRole('tab', { name: file, exact: true }).press('Enter')
  await page.getByRole('textbox', { name: words.editor.label(file) }).focus()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(text)
}

/** Runs this page, and opens Ann's console. */
async function runPage(
  page: Page,
  source: string,
  language: Language = 'en',
  program = server,
): Promise<void> {
  await write(page, 'server.js', program, language)
  await write(page, 'index.html', source, language)
  await page.keyboard.press('ControlOrMeta+Enter')
  await page
    .getByRole('status')
    .filter({ hasText: workbenchStrings(language).status.running([8080]) })
    .waitFor()
}

const openConsole = (page: Page, name: string, language: Language = 'en') =>
  clientPane(page, name, language)
    .getByRole('button', { name: workbenchStrings(language).panes.console })
    .click()

/** What typing gave, as one line. */
const answer = (page: Page, text: string) =>
  lines(page, 'Ann').getByText(`‹ ${paneConsoleStrings('en').typed.result}: ${text}`, { exact: true })

async function type(page: Page, text: string, language: Language = 'en'): Promise<void> {
  const box = input(page, 'Ann', language)
  await box.fill(text)
  // A page that is still loading takes nothing, and what was typed stays.
  await vi.waitFor(async () => {
    await box.press('Enter')
    expect(await box.inputValue()).toBe('')
  })
}

describe.each(['en', 'ru'] as const)('in language %s', (language) => {
  const strings = paneConsoleStrings(language)

  test('what is typed for one client is emitted by its socket, and heard by the other', async () => {
    const page = await open(language)
    await openConsole(page, 'Ann', language)
    await page.getByText(strings.noPage).waitFor()
    await expect.poll(() => input(page, 'Ann', language).isDisabled()).toBe(true)
    await expect.poll(() => input(page, 'Ann', language).getAttribute('placeholder')).toBe(strings.example)

    await runPage(page, modulePage, language)
    for (const name of ['Ann', 'Ben']) {
      await clientPane(page, name, language)
        .getByText(workbenchStrings(language).panes.websocket, { exact: true })
        .waitFor()
    }
    await type(page, strings.example, language)
    const said = /, '(.+)'\)$/.exec(strings.example)?.[1] ?? ''
    await heard(page, 'Ben', language).getByText(said, { exact: true }).waitFor()

    await lines(page, 'Ann', language).nth(1).waitFor()
    await expect
      .poll(() => lines(page, 'Ann', language).allTextContents())
      .toEqual([
        `› ${strings.typed.input}: ${strings.example}`,
        expect.stringMatching(new RegExp(`^‹ ${strings.typed.result}: Socket \\{ id: .+ connected: true`)),
      ])
    const { violations } = await new AxeBuilder({ page })
      .include('[data-panel="clients"]')
      .exclude('iframe')
      .analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })
})

test('the history is walked by keyboard; Shift+Enter begins a line; Ctrl+Enter still runs the files', async () => {
  const page = await open()
  await runPage(page, modulePage)
  await openConsole(page, 'Ann')
  await type(page, '1 + 1')
  await answer(page, '2').waitFor()
  await input(page, 'Ann').fill('if (true) {')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type(`'inner' }`)
  await page.keyboard.press('Enter')
  await answer(page, `'inner'`).waitFor()

  await page.keyboard.type('half')
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => input(page, 'Ann').inputValue()).toBe(`if (true) {\n'inner' }`)
  // Within the text first, then to the input before it.
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => input(page, 'Ann').inputValue()).toBe('1 + 1')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => input(page, 'Ann').inputValue()).toBe('half')

  await page.keyboard.press('ControlOrMeta+Enter')
  // The new run begins with an empty console, and what was being typed is still there.
  await page.getByText(workbenchStrings('en').panes.consoleEmpty).waitFor()
  await expect.poll(() => input(page, 'Ann').inputValue()).toBe('half')
})

test('an error is said with a hint where a socket is hidden, and both stand in the inspector', async () => {
  const page = await open()
  await runPage(page, '<!doctype html><title>No socket</title>')
  await openConsole(page, 'Ann')
  await type(page, 'socket')
  await answer(page, 'ReferenceError: socket is not defined').waitFor()
  await page.getByText(paneConsoleStrings('en').hint.socket).waitFor()

  const { tabs, console: words } = inspectorStrings('en')
  await page.getByRole('tab', { name: tabs.console }).click()
  for (const [typed, text] of [
    [words.typed.input, 'socket'],
    [words.typed.result, 'ReferenceError: socket is not defined'],
  ] as const) {
    await page
      .getByRole('gridcell')
      .filter({ has: page.getByTitle(typed, { exact: true }), hasText: text })
      .waitFor()
  }
})

test('a page that never answers is said not to, until another one is loaded', async () => {
  const page = await open()
  await runPage(page, 'unused', 'en', silentServer)
  await openConsole(page, 'Ann')
  await type(page, '1 + 1')
  await page.getByText(paneConsoleStrings('en').noAnswer).waitFor()
  await runPage(page, modulePage)
  await page.getByText(paneConsoleStrings('en').noAnswer).waitFor({ state: 'detached' })
})

describe.each(['en', 'ru'] as const)('in language %s', (language) => {
  const { panes } = workbenchStrings(language)
  /** Ann's page loops until it is mended; Ben's is well. */
  const loop =
    '<!doctype html><title>Loop</title><script>if (location.host.startsWith("ann-")) for (;;);</script>'
  const well = '<!doctype html><title>Well</title>'

  test('a page in an endless loop is told, and gives way to the next: by Run, by Save and by reload', async () => {
    const page = await open(language)
    const ann = clientPane(page, 'Ann', language)
    const silent = ann.getByText(panes.silent)
    await runPage(page, loop, language)
    await silent.waitFor()
    await runPage(page, well, language)
    await silent.waitFor({ state: 'detached' })
    await ann.frameLocator('iframe').locator('html').waitFor()

    await write(page, 'index.html', loop, language)
    await page.keyboard.press('ControlOrMeta+KeyS')
    await silent.waitFor()
    await write(page, 'index.html', well, language)
    await page.keyboard.press('ControlOrMeta+KeyS')
    await silent.waitFor({ state: 'detached' })
    await openConsole(page, 'Ann', language)
    const answers = (word: string) =>
      expect
        .poll(async () => {
          // What the page heard that is on its way out, it does not answer.
          await type(page, `document.title + ' ${word}'`, language)
          return lines(page, 'Ann', language).allTextContents()
        })
        .toContainEqual(expect.stringContaining(`'Well ${word}'`))
    await answers('once')

    await type(page, 'for (;;);', language)
    await silent.waitFor()
    await ann.getByRole('button', { name: panes.reload('Ann') }).click()
    await silent.waitFor({ state: 'detached' })
    await answers('again')
  })
})

test('a hostile page spoils nothing but its own console', async () => {
  const page = await open()
  await runPage(page, hostilePage)
  await openConsole(page, 'Ann')
  await type(page, '1 + 1')
  await lines(page, 'Ann').nth(1).waitFor()
  const shown = await lines(page, 'Ann').allTextContents()
  expect(shown[0]).toContain('1 + 1')
  expect(shown.join()).not.toContain('forged')

  await runPage(page, modulePage)
  await clientPane(page, 'Ann').getByText(workbenchStrings('en').panes.websocket, { exact: true }).waitFor()
  await type(page, 'socket.nsp')
  await answer(page, `'/'`).waitFor()
})

test('beside more clients than there is height for, an open console hides neither its page nor its line', async () => {
  const page = await open()
  for (const name of ['Cat', 'Dan']) {
    await page.getByRole('button', { name: workbenchStrings('en').panes.add, exact: true }).click()
    await clientPane(page, name).waitFor()
  }
  await runPage(page, modulePage + '<script>for (let i = 0; i < 40; i++) console.log("line", i)</script>')
  // The last one's console opens below what is in view.
  for (const name of ['Ann', 'Dan']) {
    await clientPane(page, name).getByText(workbenchStrings('en').panes.websocket, { exact: true }).waitFor()
    await openConsole(page, name)
    await expect
      .poll(() =>
        input(page, name).evaluate((element) => {
          const { left, top, bottom } = element.getBoundingClientRect()
          return [top + 1, bottom - 1].every((y) => document.elementFromPoint(left + 1, y) === element)
        }),
      )
      .toBe(true)
    const frame = page.locator(`iframe[title="${workbenchStrings('en').panes.frameTitle(name)}"]`)
    expect((await frame.boundingBox())?.height).toBeGreaterThan(64)
  }
})

test('on a phone the line to type in is there, and nothing scrolls sideways', async () => {
  const page = await open('en', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  await page.getByRole('button', { name: workbenchStrings('en').toolbar.run, exact: true }).tap()
  await page
    .getByRole('main')
    .locator('[data-view]')
    .evaluate((element) => element.setAttribute('data-view', 'clients'))
  await clientPane(page, 'Ann').getByText(workbenchStrings('en').panes.websocket, { exact: true }).waitFor()
  await openConsole(page, 'Ann')
  await type(page, `'${'long '.repeat(60)}'`)
  await lines(page, 'Ann').nth(1).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
})
