/** The State tab over the real server and a real sandbox: what a program does to its sockets is seen, now and then. */
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inspectorStrings } from '../../src/strings/inspector.ts'
import { timelineStrings } from '../../src/strings/timeline.ts'
import { workbenchStrings } from '../../src/strings/workbench.ts'
import type { Product } from './site-app.ts'
import { startWorkbench } from './workbench-app.ts'

const words = workbenchStrings('en')
const inspector = inspectorStrings('en')
const program = `var app = require('express')();
var http = require('http').Server(app);
var io = require('socket.io')(http);
app.get('/', function (req, res) { res.sendFile(__dirname + '/index.html'); });
io.on('connection', function (socket) {
  socket.join('lobby');
  socket.emit('welcome');
  socket.on('nickname', function (name) {
    socket.nickname = name;
    socket.data.named = true;
    socket.join('named');
  });
});
http.listen(8080);
`

let product: Product

beforeAll(async () => {
  product = await startWorkbench()
})
afterAll(async () => {
  await product.close()
  expect(product.app.faults).toEqual([])
})

/** Says its name in a client's page, whose socket is a global there. */
function sayName(page: Page, client: string, name: string): Promise<unknown> {
  return page
    .frameLocator(`iframe[title="${words.panes.frameTitle(client)}"]`)
    .locator('body')
    .evaluate((_, text) => Reflect.get(window, 'socket').emit('nickname', text), name)
}

test('rooms and a nickname appear as the program sets them, and are not there at an earlier packet', async () => {
  const page = await product.open('/?language=en')
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(error.message))
  await page.getByRole('textbox', { name: words.editor.label('server.js') }).focus()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(program)
  await page.keyboard.press('ControlOrMeta+Enter')
  await page.getByRole('tab', { name: inspector.tabs.state }).click()

  const sockets = page.getByRole('region', { name: inspector.state.sockets })
  const rooms = page.getByRole('region', { name: inspector.state.rooms })
  const lobby = rooms.getByRole('listitem').filter({ hasText: 'lobby' })
  await lobby.getByText(inspector.state.members(2)).waitFor()
  for (const name of ['Ann', 'Ben']) await sockets.getByRole('button', { name }).first().waitFor()
  // Both witnesses agree: no socket is only claimed, or only seen.
  const { unconfirmed, untold } = inspector.state
  await expect.poll(() => sockets.getByText(unconfirmed, { exact: true }).count()).toBe(0)
  expect(await sockets.getByText(untold, { exact: true }).count()).toBe(0)

  await sayName(page, 'Ann', 'Ann the Great')
  await sockets.getByText('socket.nickname').waitFor()
  await sockets.getByText('"Ann the Great"').waitFor()
  await sockets.getByText('socket.data.named').waitFor()
  await rooms
    .getByRole('listitem')
    .filter({ hasText: 'named' })
    .getByText(inspector.state.members(1))
    .waitFor()

  // Back in time: when the first of them was welcomed, nothing of it was so.
  await page.getByRole('tab', { name: inspector.tabs.packets }).click()
  await page.getByRole('row').filter({ hasText: 'welcome' }).first().click()
  await page.getByRole('tab', { name: inspector.tabs.state }).click()
  await page.getByRole('button', { name: inspector.state.backToNow.live }).waitFor()
  await lobby.first().waitFor()
  expect(await sockets.getByText('socket.nickname').count()).toBe(0)
  expect(await rooms.getByText('named', { exact: true }).count()).toBe(0)
  await page.getByRole('button', { name: inspector.state.backToNow.live }).click()
  await sockets.getByText('socket.nickname').waitFor()

  // Who travels sees the panes' connections as they were, too.
  const status = (text: string) =>
    page.getByRole('region', { name: words.panes.pane('Ann'), exact: true }).getByText(text, { exact: true })
  await status(words.panes.websocket).waitFor()
  const slider = page.getByRole('slider', { name: timelineStrings('en').moment })
  await slider.press('Home')
  await status(words.panes.idle).waitFor()
  await slider.press('Escape')
  await status(words.panes.websocket).waitFor()

  // The run's end takes them all.
  await page.getByRole('button', { name: words.toolbar.stop, exact: true }).click()
  await page.getByText(inspector.state.empty.ended.what).waitFor()
  expect(failures).toEqual([])
})
