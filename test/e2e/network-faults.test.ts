/** The learner pulls a cable by keyboard, and sees what a server sees of it: nothing, and then a ping timeout. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import type { Language } from '../../protocol/lesson.ts'
import { networkStrings } from '../../src/strings/network.ts'
import { workbenchStrings } from '../../src/strings/workbench.ts'
import type { Product } from './site-app.ts'
import { startWorkbench } from './workbench-app.ts'

const impatient = `var app = require('express')();
var http = require('http').Server(app);
var io = require('socket.io')(http, { pingInterval: 400, pingTimeout: 400 });
app.get('/', function (req, res) { res.sendFile(__dirname + '/index.html'); });
io.on('connection', function (socket) {
  socket.emit('greeting', 'hello');
  socket.on('disconnect', function (reason) { console.log('left:', reason); });
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

async function open(language: Language): Promise<Page> {
  const page = await product.open(`/?language=${language}`)
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(error.message))
  onTestFinished(() => expect(failures).toEqual([]))
  const words = workbenchStrings(language)
  await page.getByRole('textbox', { name: words.editor.label('server.js') }).focus()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(impatient)
  await page.keyboard.press('ControlOrMeta+Enter')
  for (const name of ['Ann', 'Ben']) await status(page, name, language, 'websocket').waitFor()
  return page
}

const pane = (page: Page, name: string, language: Language) =>
  page.getByRole('region', { name: workbenchStrings(language).panes.pane(name), exact: true })
const status = (page: Page, name: string, language: Language, state: 'websocket' | 'polling') =>
  pane(page, name, language).getByText(workbenchStrings(language).panes[state], { exact: true })

test.each(['en', 'ru'] as const)(
  'a cable is pulled and plugged in again by keyboard, language %s',
  async (language) => {
    const strings = networkStrings(language)
    const page = await open(language)
    const plug = page.getByRole('button', { name: strings.unplug('Ann'), exact: true })
    await plug.focus()
    await page.keyboard.press('Enter')
    const unplugged = pane(page, 'Ann', language).getByText(strings.marks.unplugged, { exact: true })
    await unplugged.waitFor()
    await expect.poll(() => plug.getAttribute('aria-pressed')).toBe('true')
    await page.getByText('left: ping timeout').first().waitFor()
    await expect.poll(() => status(page, 'Ben', language, 'websocket').count()).toBe(1)

    await page.keyboard.press('Enter')
    await status(page, 'Ann', language, 'websocket').waitFor()
    await expect.poll(() => unplugged.count()).toBe(0)
    await expect.poll(() => plug.getAttribute('aria-pressed')).toBe('false')
  },
)

test('an unplugged client’s page says so, and comes by itself when the cable is back', async () => {
  const strings = networkStrings('en')
  const { panes } = workbenchStrings('en')
  const page = await open('en')
  await page.getByRole('button', { name: strings.unplug('Ann'), exact: true }).click()
  await page.getByRole('button', { name: panes.reload('Ann') }).click()
  const body = page.frameLocator(`iframe[title="${panes.frameTitle('Ann')}"]`).locator('body')
  await body.getByRole('heading', { name: 'No network' }).waitFor()
  await page.getByRole('button', { name: strings.unplug('Ann'), exact: true }).click()
  await body.getByText('hello').waitFor()
})

test('the menu is walked by keyboard, sets several things in one go, and gives the focus back', async () => {
  const strings = networkStrings('en')
  const page = await open('en')
  const button = page.getByRole('button', { name: strings.menu('Ben'), exact: true })
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  const onFocus = (text: string) => vi.waitFor(async () => expect(await focused()).toBe(text))
  await button.focus()
  await page.keyboard.press('ArrowDown')
  const menu = page.getByRole('menu', { name: strings.menu('Ben') })
  await onFocus(strings.noLatency)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('l')
  await onFocus(strings.pollingOnly)
  await page.keyboard.press(' ')
  const marks = page.getByRole('status', { name: strings.marks.label('Ben') })
  await marks.getByText(strings.marks.pollingOnly).waitFor()
  await marks.getByText(/^100/).waitFor()
  expect(
    await menu.getByRole('menuitemcheckbox', { name: strings.pollingOnly }).getAttribute('aria-checked'),
  ).toBe('true')
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze()
  expect(violations.map((violation) => violation.id)).toEqual([])
  await page.keyboard.press('End')
  await onFocus(strings.drop)
  await page.keyboard.press('ArrowDown')
  await onFocus(strings.noLatency)
  await page.keyboard.press('Escape')
  await menu.waitFor({ state: 'hidden' })
  await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true)
  await status(page, 'Ben', 'en', 'polling').waitFor()
  await expect.poll(() => status(page, 'Ann', 'en', 'websocket').count()).toBe(1)
})

test('what is done to all is done to each and to who comes later; the server restarts with its files', async () => {
  const strings = networkStrings('en')
  const { panes, toolbar } = workbenchStrings('en')
  const page = await open('en')
  const network = page.getByRole('toolbar').getByRole('button', { name: strings.all, exact: true })
  await network.click()
  await page.getByRole('menuitemcheckbox', { name: strings.pollingOnly }).click()
  await page.getByRole('menuitem', { name: strings.restart }).click()
  await page
    .getByRole('treeitem', { name: /^Run 2/ })
    .or(page.getByText(/^Run 2/))
    .first()
    .waitFor()
  for (const name of ['Ann', 'Ben']) await status(page, name, 'en', 'polling').waitFor()
  await page.getByRole('button', { name: panes.add, exact: true }).click()
  await page
    .getByRole('status', { name: strings.marks.label('Cat') })
    .getByText(strings.marks.pollingOnly)
    .waitFor()
  await status(page, 'Cat', 'en', 'polling').waitFor()
  await expect.poll(() => page.getByRole('button', { name: toolbar.stop }).isEnabled()).toBe(true)
})
