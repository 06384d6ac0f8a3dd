import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Language } from '../../protocol/lesson.ts'
import { inspectorStrings } from '../../src/strings/inspector.ts'
import { workbenchStrings } from '../../src/strings/workbench.ts'
import { startProduct, type Product } from './site-app.ts'

// The whole road of a learner: read, edit, run, watch, break, see where, mend, run again.

const lines = [
  "var app = require('express')();",
  "var http = require('http').Server(app);",
  "var io = require('socket.io')(http);",
  "app.get('/', function (req, res) {",
  "res.sendFile(__dirname + '/index.html');",
  '});',
  "io.sockets.on('connection', function (socket) {",
  "socket.emit('greeting', { text: 'welcome' });",
  '});',
  "http.listen(8080, function () { console.log('server is up'); });",
]
const program = lines.join('\n')
const brokenLine = 8
const broken = lines.with(brokenLine - 1, "socket.emit('greeting', { text: 'welcome' );").join('\n')

let product: Product
beforeAll(async () => {
  product = await startProduct()
})
afterAll(async () => {
  await product.close()
  expect(product.app.faults).toEqual([])
})

async function write(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: label }).focus()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(text)
}

test.each<[Language, string, string]>([
  ['en', '/lessons/server/', 'greeting'],
  ['ru', '/ru/lessons/server/', 'greeting'],
])('the whole road, language %s', async (language, path, event) => {
  const words = workbenchStrings(language)
  const inspector = inspectorStrings(language)
  const page = await product.open(path)
  const pageErrors: Error[] = []
  page.on('pageerror', (error) => pageErrors.push(error))
  const label = words.editor.label('server.js')
  const panes = ['Ann', 'Ben'].map((name) => page.getByRole('region', { name: words.panes.pane(name) }))
  const ladder = page.getByRole('tree', { name: inspector.ladder.label })
  const greetings = ladder.getByRole('treeitem', { name: event })

  // Read.
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe(language)

  // Edit and run, from within the editor.
  await write(page, label, program)
  await page.keyboard.press('ControlOrMeta+Enter')
  for (const pane of panes) await pane.getByText(words.panes.websocket).waitFor()
  await greetings.nth(1).waitFor()
  await expect.poll(() => greetings.count()).toBe(2)
  await page.getByRole('tab', { name: inspector.tabs.console }).click()
  await page.getByText('server is up').first().waitFor()
  await page.getByRole('tab', { name: inspector.tabs.ladder }).click()

  // Polling first, then the upgrade, for each of the two.
  for (const name of ['Ann', 'Ben'])
    await ladder.getByRole('treeitem', { name: new RegExp(`${name}.*polling → websocket`) }).waitFor()

  // The packet, piece by piece.
  await greetings.first().click()
  const detail = page.getByRole('complementary', { name: inspector.detail.label })
  await detail.getByText('"greeting",{"text":"welcome"}').first().waitFor()
  await expect.poll(() => detail.textContent()).toContain('42["greeting",{"text":"welcome"}]')

  // Break the syntax: the error stands on its line.
  await write(page, label, broken)
  await page.keyboard.press('ControlOrMeta+S')
  const alert = page.getByRole('alert').filter({ hasText: 'SyntaxError' })
  await alert.waitFor()
  await alert.getByRole('button', { name: words.editor.goToLine(brokenLine) }).click()

  // Mend it and run again, on a cleared ladder.
  await page.getByRole('button', { name: inspector.clear }).click()
  await write(page, label, program)
  await page.getByRole('button', { name: words.toolbar.run, exact: true }).click()
  await alert.waitFor({ state: 'detached' })
  for (const pane of panes) await pane.getByText(words.panes.websocket).waitFor()
  await greetings.nth(1).waitFor()
  await expect.poll(() => greetings.count()).toBe(2)

  expect(pageErrors).toEqual([])
})
