/** A chat with a room, over the real server, a real sandbox and three panes: one call, drawn with what came of it. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { inspectorStrings } from '../../src/strings/inspector.ts'
import { workbenchStrings } from '../../src/strings/workbench.ts'
import type { Product } from './site-app.ts'
import { startWorkbench } from './workbench-app.ts'

const words = workbenchStrings('en')
const inspector = inspectorStrings('en')
/** Of the call in the fixture's server. */
const callLine = 14

let workbench: Product

beforeAll(async () => {
  workbench = await startWorkbench()
})
afterAll(async () => {
  await workbench.close()
  expect(workbench.app.faults).toEqual([])
})

const frame = (page: Page, name: string) =>
  page.frameLocator(`iframe[title="${words.panes.frameTitle(name)}"]`)

async function enter(page: Page, name: string): Promise<void> {
  await frame(page, name).getByRole('button', { name: 'Enter' }).click()
  await frame(page, name).getByText('in blue').waitFor()
}

test('one call to a room is one row: who got it, who did not and why, its line, its cause', async () => {
  const page = await workbench.open('/?lesson=rooms')
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(error.message))
  await page.getByRole('button', { name: words.toolbar.run, exact: true }).click()
  for (const name of ['Ann', 'Ben', 'Cat']) {
    await page
      .getByRole('region', { name: words.panes.pane(name), exact: true })
      .getByText(words.panes.websocket)
      .waitFor()
  }
  await enter(page, 'Ann')
  await enter(page, 'Cat')
  await frame(page, 'Ann').getByRole('button', { name: 'Say hi' }).click()

  const tree = page.getByRole('tree', { name: inspector.ladder.label })
  const call = tree.getByRole('treeitem', {
    name: /^Server to Ann, Cat: event chat, "hi", to blue; without Ben, who is not in blue/,
  })
  await call.waitFor()
  // No other row shows its frames.
  await expect.poll(() => tree.getByRole('treeitem', { name: /^Server to .*event chat/ }).count()).toBe(1)

  // From its cause and back again, by the keys.
  await call.click({ position: { x: 8, y: 8 } })
  const detail = page.getByRole('complementary', { name: inspector.detail.label })
  await detail.getByText("io.to('blue').emit('chat', …)").first().waitFor()
  await page.keyboard.press('[')
  await tree.getByRole('treeitem', { name: /^Ann to server: event chat/, selected: true }).waitFor()
  await detail.getByText(inspector.handlers.ran('1', 1, 'chat')).waitFor()
  await page.keyboard.press(']')
  await tree.getByRole('treeitem', { name: /^Server to Ann, Cat: event chat/, selected: true }).waitFor()

  // Along its clients: a frame, then the one that was left out, and why.
  const reason = call.getByText('Ben is not in blue')
  expect(await reason.isVisible()).toBe(false)
  await page.keyboard.press('ArrowRight')
  await detail.getByText('Server to Ann', { exact: true }).waitFor()
  await page.keyboard.press('ArrowRight')
  await reason.waitFor()

  // To its line.
  await detail.getByRole('button', { name: inspector.console.open(`server.js:${callLine}`) }).click()
  const editor = page.getByRole('textbox', { name: words.editor.label('server.js') })
  await vi.waitFor(async () =>
    expect(await editor.evaluate((box) => box === document.activeElement)).toBe(true),
  )

  // A socket that the server closed says so at its client's line.
  await frame(page, 'Ben').getByRole('button', { name: 'Leave' }).click()
  await tree
    .getByRole('treeitem', { name: /^Ben: disconnected: server namespace disconnect, claimed/ })
    .waitFor()

  const { violations } = await new AxeBuilder({ page }).include('.wli').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  expect(failures).toEqual([])
})
