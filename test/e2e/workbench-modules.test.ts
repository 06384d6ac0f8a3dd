/** What programs and pages may load, what is said of everything else, and what a saved file refreshes. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { moduleStrings } from '../../src/strings/modules.ts'
import { workbenchStrings } from '../../src/strings/workbench.ts'
import type { Product } from './site-app.ts'
import { startWorkbench } from './workbench-app.ts'

const english = workbenchStrings('en')
const provided = ['cors', 'express', 'socket.io', 'socket.io-client', 'zod']
/** With a coarse pointer the editor is a text area, which a test can fill. */
const touch = { hasTouch: true, isMobile: true }
let product: Product

beforeAll(async () => {
  product = await startWorkbench()
})
afterAll(async () => {
  expect(product.app.faults).toEqual([])
  await product.close()
})

interface Asked {
  readonly language?: 'en' | 'ru'
  readonly theme?: 'light' | 'dark'
  readonly keyboard?: boolean
}

async function open({ language = 'en', theme = 'light', keyboard = false }: Asked = {}): Promise<Page> {
  const page = await product.open(`/?language=${language}&theme=${theme}&view=code`, keyboard ? {} : touch)
  return page
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const status = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text })
const pane = (page: Page, name: string) =>
  page.frameLocator(`iframe[title="${english.panes.frameTitle(name)}"]`)

/** Writes a file, a new one too. */
async function put(page: Page, file: string, content: string, strings = english): Promise<void> {
  const tab = page.getByRole('tab', { name: file, exact: true })
  if ((await tab.count()) === 0) {
    await button(page, strings.editor.addFile).click()
    const dialog = page.getByRole('dialog', { name: strings.editor.addFile })
    await dialog.getByRole('textbox', { name: strings.editor.fileName }).fill(file)
    await dialog.getByRole('button', { name: strings.editor.add }).click()
  }
  await tab.click()
  await page.getByRole('textbox', { name: strings.editor.label(file) }).fill(content)
}

/** A server that gives the folder `public` to its pages. */
const server = `const express = require('express')
const app = express()
const http = require('http').createServer(app)
require('socket.io')(http)
app.use(express.static('public'))
http.listen(8080)
`

async function run(page: Page, strings = english): Promise<void> {
  await button(page, strings.toolbar.run).click()
  await status(page, strings.status.running([8080])).waitFor()
}

describe.each(['en', 'ru'] as const)('the list of modules (%s)', (language) => {
  const strings = moduleStrings(language)

  test.each(['light', 'dark'] as const)('names each with its version and purpose (%s)', async (theme) => {
    const page = await open({ language, theme })
    await button(page, strings.title).click()
    const dialog = page.getByRole('dialog', { name: strings.title })
    for (const name of provided) {
      const row = dialog
        .getByRole('listitem')
        .filter({ has: page.getByText(name, { exact: true }) })
        .first()
      await row.getByText(strings.purposes[name] ?? '').waitFor()
      // The sandbox tells it when it is reached.
      await row.getByText(/\d+\.\d+\.\d+/).waitFor()
    }
    const axe = new AxeBuilder({ page }).include('dialog')
    expect((await axe.analyze()).violations).toEqual([])
    await button(page, strings.close).click()
    await dialog.waitFor({ state: 'detached' })
  })

  test('is there without its versions while the sandbox is not', async () => {
    const context = await product.browser.newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()
    await page.routeWebSocket(/control/, (socket) => socket.close())
    await page.goto(`${product.app.origin}/?language=${language}`)
    await button(page, strings.title).click()
    await page.getByText(strings.notConnected).waitFor()
    for (const name of provided)
      await page
        .getByText(strings.purposes[name] ?? '')
        .first()
        .waitFor()
  })

  test.each([
    ['CommonJS', 'server.js', `\nconst _ = require('lodash')`],
    ['an ES module', 'server.js', `import http from 'node:http'\nimport { chunk } from 'lodash'`],
  ])('stands in the error of a module that is not there, on its line (%s)', async (_form, file, source) => {
    const page = await open({ language })
    const texts = workbenchStrings(language)
    await put(page, file, source, texts)
    await button(page, texts.toolbar.run).click()
    const sentence = texts.editor.problem(file, 2, strings.missingFromServer('lodash', provided))
    await page.getByRole('alert').filter({ hasText: sentence }).waitFor()
  })

  test('a file that is not there is told with those that are', async () => {
    const page = await open({ language })
    const texts = workbenchStrings(language)
    await put(page, 'server.js', `require('./rooms')`, texts)
    await button(page, texts.toolbar.run).click()
    const sentence = strings.missingFile('./rooms', ['server.js', 'index.html'], undefined)
    await page.getByRole('alert').filter({ hasText: sentence }).waitFor()
  })

  test('the editor underlines an unknown module with the same words', async () => {
    const page = await open({ language, keyboard: true })
    const texts = workbenchStrings(language)
    await page.getByRole('textbox', { name: texts.editor.label('server.js') }).focus()
    await page.keyboard.press('ControlOrMeta+Home')
    await page.keyboard.type(`require('lodash')\n`)
    await page.locator('.squiggly-error').first().waitFor({ timeout: 30_000 })
    const words = page.getByText(strings.missingFromServer('lodash', provided)).first()
    await vi.waitFor(
      async () => {
        // What was wrong while it was typed can come first.
        await page.keyboard.press('ControlOrMeta+Home')
        await page.keyboard.press('F8')
        await words.waitFor({ timeout: 1_000 })
      },
      { timeout: 30_000 },
    )
  })
})

describe('a page', () => {
  test('with the CDN script and its digest, a module and TypeScript connects from each', async () => {
    const page = await open()
    await put(page, 'server.js', `${server}\nio = require('socket.io')\n`)
    await put(
      page,
      'public/index.html',
      `<!doctype html><title>x</title>
<script src="https://cdn.socket.io/4.8.1/socket.io.min.js" integrity="sha384-AAAA" crossorigin="anonymous"></script>
<script>io().on('connect', () => document.body.append('classic '))</script>
<body><script type="module">
import { io } from 'socket.io-client'
io().on('connect', () => document.body.append('module '))
</script>
<script type="module" src="/client.ts"></script>`,
    )
    await put(
      page,
      'public/client.ts',
      `import { io, type Socket } from 'https://cdn.socket.io/4.8.1/socket.io.esm.min.js'
import { word } from './lib/word.ts'
const socket: Socket = io()
socket.on('connect', (): void => document.body.append(word))`,
    )
    await put(page, 'public/lib/word.ts', `export const word: string = 'typed '`)
    await run(page)
    for (const text of ['classic', 'module', 'typed']) await pane(page, 'Ann').getByText(text).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  test("TypeScript's mistake is told on its line, and is gone when it is mended", async () => {
    const page = await open()
    await put(page, 'server.js', server)
    await put(page, 'public/index.html', '<!doctype html><script type="module" src="/client.ts"></script>')
    await put(page, 'public/client.ts', `const a: number = 1\nlet foo bar`)
    await run(page)
    const sentence = english.editor.problem('public/client.ts', 2, 'SyntaxError: Expected a semicolon')
    await page.getByRole('alert').filter({ hasText: sentence }).waitFor()
    await button(page, english.editor.goToLine(2)).click()
    await put(page, 'public/client.ts', `const a: number = 1\ndocument.body.append('mended')`)
    await page.keyboard.press('ControlOrMeta+s')
    await pane(page, 'Ann').getByText('mended').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  test.each(['en', 'ru'] as const)("a page's unknown module is told on its line (%s)", async (language) => {
    const page = await open({ language })
    const texts = workbenchStrings(language)
    await put(page, 'server.js', server, texts)
    await put(
      page,
      'public/index.html',
      `<!doctype html>\n<script type="module">\nimport { chunk } from 'lodash'\n</script>`,
      texts,
    )
    await run(page, texts)
    const words = moduleStrings(language).missingFromPage('lodash', ['socket.io-client'])
    await page.getByRole('alert').filter({ hasText: words }).waitFor()
  })
})

describe('saving', () => {
  test('a style reloads the pane that got it, and neither another one nor the server', async () => {
    const page = await open()
    const answer = `const start = String(process.hrtime.bigint())
app.get('/started', (request, response) => response.send(start))`
    await put(page, 'server.js', server + answer)
    await put(page, 'public/index.html', '<!doctype html><title>x</title><a href="/styled.html">styled</a>')
    const styled = '<!doctype html><title>x</title><link rel="stylesheet" href="/style.css"><p>styled</p>'
    await put(page, 'public/styled.html', styled)
    await put(page, 'public/style.css', 'p { color: rgb(1, 2, 3) }')
    await run(page)
    const start = () =>
      pane(page, 'Ann')
        .locator('html')
        .evaluate(() => fetch('/started').then((response) => response.text()))
    const before = await start()
    for (const name of ['Ann', 'Ben']) {
      await pane(page, name).getByRole('link').waitFor()
      await pane(page, name)
        .locator('html')
        .evaluate(() => Reflect.set(window, 'kept', true))
    }

    await put(page, 'public/style.css', 'p { color: rgb(4, 5, 6) }')
    await page.keyboard.press('ControlOrMeta+s')
    await status(page, english.status.savedUnread(['public/style.css'])).waitFor()

    await pane(page, 'Ben').getByRole('link').click()
    const paragraph = pane(page, 'Ben').getByText('styled')
    await expect
      .poll(() => paragraph.evaluate((element) => getComputedStyle(element).color))
      .toBe('rgb(4, 5, 6)')
    await put(page, 'public/style.css', 'p { color: rgb(7, 8, 9) }')
    await page.keyboard.press('ControlOrMeta+s')
    await status(page, english.status.saved).waitFor()
    await pane(page, 'Ben').getByRole('link').click()
    await expect
      .poll(() => paragraph.evaluate((element) => getComputedStyle(element).color))
      .toBe('rgb(7, 8, 9)')
    expect(
      await pane(page, 'Ann')
        .locator('html')
        .evaluate(() => Reflect.get(window, 'kept') as unknown),
    ).toBe(true)
    expect(await start()).toBe(before)
  })

  test("a file of the server's restarts it, and says so", async () => {
    const page = await open()
    await put(page, 'server.js', server.replace("'public'", "require('./folder')"))
    await put(page, 'folder.js', `module.exports = 'public'`)
    await put(page, 'public/index.html', '<!doctype html><title>x</title><p>first</p>')
    await put(page, 'other/index.html', '<!doctype html><title>x</title><p>other</p>')
    await run(page)
    await pane(page, 'Ann').getByText('first').waitFor()
    expect(await status(page, english.status.restarted).count()).toBe(0)
    await put(page, 'folder.js', `module.exports = 'other'`)
    await page.keyboard.press('ControlOrMeta+s')
    await status(page, `${english.status.restarted} ${english.status.running([8080])}`).waitFor()
    await pane(page, 'Ann').getByText('other').waitFor()
  })

  test('a server whose code is busy is said to be, until it is free again', async () => {
    const page = await open()
    const busy = 'setTimeout(() => { for (const end = Date.now() + 4_000; Date.now() < end;); }, 500)'
    await put(page, 'server.js', `${server}${busy}\n`)
    await button(page, english.toolbar.run).click()
    await status(page, english.status.busy).waitFor()
    await status(page, english.status.running([8080])).waitFor()
  })
})
