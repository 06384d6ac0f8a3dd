/** Every lesson's page for everybody: axe finds nothing in it, and a whole lesson can be done by keyboard alone. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLessons } from '../../harness/lesson-folder.ts'
import { projectFolder } from '../../server/project-folder.ts'
import { addressIn } from '../../src/lessons/addresses.ts'
import { checksStrings } from '../../src/strings/checks.ts'
import { progressStrings } from '../../src/strings/progress.ts'
import { siteStrings } from '../../src/strings/site.ts'
import { workbenchStrings } from '../../src/strings/workbench.ts'
import { startProduct, type Product } from './site-app.ts'

const { lessons } = await readLessons(join(projectFolder, 'lessons'))
let product: Product

beforeAll(async () => {
  product = await startProduct()
})
afterAll(async () => {
  await product.close()
  expect(product.app.faults).toEqual([])
})

/** The workbench has all its parts, the editor too. */
async function opened(page: Page, language: 'en' | 'ru', file: string): Promise<void> {
  const words = workbenchStrings(language)
  await page.getByRole('textbox', { name: words.editor.label(file) }).waitFor({ state: 'attached' })
  const check = page.getByRole('button', { name: checksStrings(language).check, exact: true })
  await check.and(page.locator('[aria-disabled=false]')).waitFor()
}

// Seven pages, each with an editor, in two themes.
const pagesMs = 300_000
/** All checks of a lesson, on a machine that has much to do. */
const checksMs = 90_000

test.concurrent.each(['en', 'ru'] as const)(
  'axe finds nothing on any lesson’s page (%s)',
  { timeout: pagesMs },
  async (language) => {
    const context = await product.browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    const found: string[] = []
    const look = async (about: string, axe: AxeBuilder) => {
      const { violations } = await axe.analyze()
      for (const { id, nodes } of violations)
        found.push(`${about}: ${id}: ${nodes.map(({ html }) => html).join('\n')}`)
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    for (const { slug, lesson } of lessons) {
      await page.goto(product.app.origin + addressIn(language, `/lessons/${slug}/`))
      await opened(page, language, lesson.files[0] ?? '')
      await look(`${slug}, light`, new AxeBuilder({ page }))
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.locator('html[data-theme=dark]').waitFor({ state: 'attached' })
      // The rest is the same in every theme.
      await look(`${slug}, dark`, new AxeBuilder({ page }).withRules('color-contrast'))
      await page.emulateMedia({ colorScheme: 'light' })
    }
    expect(found).toEqual([])
    expect(lessons.length).toBeGreaterThanOrEqual(7)
    await context.close()
  },
)

/** Presses Tab until the focus is on the element; a page in which it never comes there is no keyboard's. */
async function tabTo(page: Page, role: 'button' | 'link' | 'textbox', name: string): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true }).and(page.locator(':focus'))
  const pressesMax = 150
  for (let presses = 0; presses < pressesMax; presses += 1) {
    await page.keyboard.press('Tab')
    if ((await wanted.count()) > 0) return
  }
  throw new Error(`Tab never came to the ${role} "${name}".`)
}

test(
  'a lesson is read, edited, run, checked, hinted at and left for the next by keyboard alone',
  { timeout: pagesMs },
  async () => {
    const words = workbenchStrings('en')
    const checks = checksStrings('en')
    const folder = lessons.find(({ slug }) => slug === 'server')?.folder ?? ''
    const solution = await readFile(join(projectFolder, 'lessons', folder, 'solution', 'server.js'), 'utf8')
    const page = await product.open('/lessons/server/')
    await opened(page, 'en', 'server.js')

    // Read: the text is in reach at once.
    await tabTo(page, 'link', siteStrings('en').skipToContent)
    await page.keyboard.press('Enter')
    expect(new URL(page.url()).hash).toBe('#_top')

    // Edit.
    await tabTo(page, 'textbox', words.editor.label('server.js'))
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.insertText(solution.replace("'welcome'", "'greeting'"))

    // Run and check from within the editor, where Tab writes a tab.
    await page.keyboard.press('ControlOrMeta+Enter')
    const ann = page.getByRole('region', { name: words.panes.pane('Ann'), exact: true })
    await ann.getByText(words.panes.websocket).waitFor()
    await page.keyboard.press('ControlOrMeta+Shift+Enter')
    const items = page.getByRole('region', { name: checks.label }).getByRole('listitem')
    await items.nth(1).and(page.locator('[data-state=failed]')).waitFor({ timeout: checksMs })
    await page.getByRole('button', { name: checks.cancel }).waitFor({ state: 'detached', timeout: checksMs })

    // Out of it, and a hint for what failed.
    await page.keyboard.press('Escape')
    await tabTo(page, 'button', checks.hint)
    await page.keyboard.press('Enter')
    await items.nth(1).getByRole('status').getByText('socket.emit').waitFor()

    // Mend: back by the page's second link.
    await page.reload()
    await opened(page, 'en', 'server.js')
    await tabTo(page, 'link', siteStrings('en').skipToWorkbench)
    await page.keyboard.press('Enter')
    await tabTo(page, 'textbox', words.editor.label('server.js'))
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.insertText(solution)
    await page.keyboard.press('ControlOrMeta+Shift+Enter')
    await page.getByText(checks.allPassed).waitFor({ timeout: checksMs })
    await page.getByText(progressStrings('en').lessonDone).waitFor()

    // On.
    await page.keyboard.press('Escape')
    await tabTo(page, 'link', nextName())
    await page.keyboard.press('Enter')
    await page.waitForURL('**/lessons/client/')
    await page.getByRole('heading', { level: 1 }).waitFor()
  },
)

/** What the link to the lesson after `server` is called in the tab of checks. */
function nextName(): string {
  const next = lessons.find(({ slug }) => slug === 'client')
  return checksStrings('en').next(next?.lesson.title.en ?? '')
}
