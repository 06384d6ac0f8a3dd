/** "Why did Cat not get it?", asked in two clicks of ten of the explained programs, through the real page. */
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inspectorStrings } from '../../src/strings/inspector.ts'
import { whyStrings } from '../../src/strings/why.ts'
import { workbenchStrings } from '../../src/strings/workbench.ts'
import { clientsOf, whyLessons, type WhyLesson } from '../fixtures/workbench/why-lessons.ts'
import type { Product } from './site-app.ts'
import { startWorkbench } from './workbench-app.ts'

const words = workbenchStrings('en')
const inspector = inspectorStrings('en')
const why = whyStrings('en')
/** What a program does takes a second; a busy machine, more. */
const stepMs = 20_000

let product: Product
/** One for all: the editor is loaded once. */
let page: Page

beforeAll(async () => {
  product = await startWorkbench()
  page = await product.browser.newPage({ viewport: { width: 1440, height: 1200 } })
  page.setDefaultTimeout(stepMs)
})
afterAll(async () => {
  await product.close()
  expect(product.app.faults).toEqual([])
})

/** Runs the program, and does in its pages what the lesson says. */
async function play(lesson: WhyLesson): Promise<void> {
  const { slug, steps } = lesson
  await page.goto(`${product.app.origin}/?lesson=why/${slug}`)
  await page.getByRole('button', { name: words.layout.maximise(words.layout.wire) }).waitFor()
  await page.getByRole('button', { name: words.toolbar.run, exact: true }).click()
  for (const name of clientsOf(lesson)) {
    const pane = page.getByRole('region', { name: words.panes.pane(name), exact: true })
    await pane.getByText(words.panes.websocket, { exact: true }).waitFor()
  }
  const ladder = page.getByRole('tree', { name: inspector.ladder.label })
  for (const [client, code, row] of steps) {
    const frame = page.frameLocator(`iframe[title="${words.panes.frameTitle(client)}"]`)
    await frame.locator('body').evaluate(async (_, text) => void (await window.eval(text)), code)
    if (row !== undefined) await ladder.getByRole('treeitem', { name: row }).first().waitFor()
  }
}

test.each(whyLessons)('$slug', async (lesson) => {
  await play(lesson)
  await page.getByRole('tab', { name: inspector.tabs.why }).click()
  await page
    .getByRole('region', { name: why.recent })
    .getByRole('button', { name: lesson.asked })
    .first()
    .click()
  const verdicts = page.getByRole('list', { name: why.verdicts })
  await verdicts.getByRole('listitem').filter({ hasText: lesson.of }).getByText(lesson.answer).waitFor()
})
