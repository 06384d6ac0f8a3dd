/** A lesson's files as a whole: their spellings, the solution, the download. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { lessonFilesStrings } from '../../src/strings/lesson-files.ts'
import { workbenchStrings } from '../../src/strings/workbench.ts'
import type { Product } from './site-app.ts'
import { startWorkbench } from './workbench-app.ts'

const words = workbenchStrings('en')
const strings = lessonFilesStrings('en')
const { names } = strings.spelling
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

let workbench: Product

beforeAll(async () => {
  workbench = await startWorkbench()
})
afterAll(async () => {
  await workbench.close()
  expect(workbench.app.faults).toEqual([])
})

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const editor = (page: Page, file: string) => page.getByRole('textbox', { name: words.editor.label(file) })
/** What the editor shows. It draws spaces as no-break spaces. */
const shown = async (page: Page) => (await page.getByRole('code').innerText()).replaceAll('\u00a0', ' ')
const shows = (page: Page, text: string) =>
  vi.waitFor(async () => expect(await shown(page)).toContain(text), { timeout: 10_000 })
const heard = (page: Page, text: string) =>
  page
    .frameLocator(`iframe[title="${words.panes.frameTitle('Ann')}"]`)
    .getByText(text)
    .waitFor()

const open = (query = '', options = {}) => workbench.open(`/?lesson=spelled${query}`, options)

async function typeAtTop(page: Page, file: string, text: string): Promise<void> {
  await editor(page, file).focus()
  await page.keyboard.press('ControlOrMeta+Home')
  await page.keyboard.type(text)
}

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

describe('the spelling switch', () => {
  test('swaps the files and keeps each draft, also over a reload', async () => {
    const page = await open()
    await shows(page, 'classic starter')
    await typeAtTop(page, 'server.js', '/* mine */')
    await page.getByRole('radio', { name: names.typescript }).check()
    await page.getByRole('tab', { name: 'server.ts' }).waitFor()
    await shows(page, 'typescript starter')
    await typeAtTop(page, 'server.ts', '/* typed */')
    await page.getByRole('radio', { name: names.classic }).check()
    await shows(page, '/* mine */')
    // Undo belongs to the spelling in which something was typed.
    await editor(page, 'server.js').focus()
    await page.keyboard.press('ControlOrMeta+z')
    await page.getByRole('radio', { name: names.typescript }).check()
    await shows(page, '/* typed */')
    await page.reload()
    await shows(page, '/* typed */')
    expect(await page.getByRole('radio', { name: names.typescript }).isChecked()).toBe(true)
  })

  test('leaves the server running until the next run, and says so', async () => {
    const page = await open()
    await button(page, words.toolbar.run).click()
    await heard(page, 'classic starter')
    await page.getByRole('radio', { name: names.current }).check()
    const note = page.getByText(strings.spelling.running(names.classic))
    await note.waitFor()
    await button(page, words.panes.reload('Ann')).click()
    await heard(page, 'classic starter')
    await button(page, words.toolbar.run).click()
    await heard(page, 'current starter')
    await note.waitFor({ state: 'detached' })
  })

  test('is walked with the arrow keys', async () => {
    const page = await open()
    await shows(page, 'classic starter')
    await page.getByRole('radio', { name: names.classic }).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await shows(page, 'typescript starter')
  })

  test('is not there where a lesson has one spelling', async () => {
    const page = await workbench.open('/')
    await editor(page, 'server.js').waitFor({ state: 'attached' })
    expect(await page.getByRole('radio').count()).toBe(0)
  })

  test.each(['light', 'dark'])('has nothing for axe to find (%s)', async (theme) => {
    for (const options of [{}, phone]) {
      const page = await open(`&theme=${theme}&language=ru`, options)
      await page.getByRole('radio', { name: 'TypeScript' }).check()
      expect(await findings(page)).toEqual([])
    }
  })
})

describe('the solution', () => {
  const { solution, startOver } = strings
  const dialog = (page: Page) => page.getByRole('dialog', { name: solution.title })

  test('asks first where nothing was tried, and shows it to whoever insists', async () => {
    const page = await open()
    await shows(page, 'classic starter')
    await button(page, solution.open).click()
    await page.getByText(solution.question).waitFor()
    await button(page, solution.tryFirst).click()
    expect(await page.getByRole('dialog').count()).toBe(0)
    await button(page, solution.open).click()
    await button(page, solution.showIt).click()
    await dialog(page).locator('.line-insert').first().waitFor()
    await dialog(page).getByText('classic starter').waitFor()
    await dialog(page).getByText('classic solution').waitFor()
    await button(page, solution.close).click()
    await shows(page, 'classic starter')
  })

  test('takes the place of what was written, which comes back, after a reload too', async () => {
    const page = await open()
    await shows(page, 'classic starter')
    await typeAtTop(page, 'server.js', '/* mine */')
    await button(page, solution.open).click()
    await dialog(page).getByText('/* mine */').waitFor()
    await button(page, solution.use).click()
    await shows(page, 'classic solution')
    await button(page, words.toolbar.run).click()
    await heard(page, 'classic solution')
    await page.reload()
    await shows(page, 'classic solution')
    await page.getByText(words.drafts.mineWaits).waitFor()
    await button(page, words.drafts.backToMine).click()
    await shows(page, '/* mine */')
  })

  test('back to the starter keeps what was written', async () => {
    const page = await open()
    await shows(page, 'classic starter')
    await typeAtTop(page, 'server.js', '/* mine */')
    await button(page, words.toolbar.reset).click()
    await button(page, startOver.starter).click()
    await vi.waitFor(async () => expect(await shown(page)).not.toContain('mine'))
    await button(page, words.drafts.backToMine).click()
    await shows(page, '/* mine */')
  })

  test('is a plain listing on a touch screen', async () => {
    const page = await open('', phone)
    await button(page, solution.open).tap()
    await button(page, solution.showIt).tap()
    for (const label of [solution.mineOf('server.js'), solution.solutionOf('server.js')]) {
      await page.getByRole('group', { name: label, exact: true }).waitFor()
    }
  })

  test.each(['light', 'dark'])('has nothing for axe to find (%s)', async (theme) => {
    for (const options of [{}, phone]) {
      const page = await open(`&theme=${theme}`, options)
      await button(page, solution.open).click()
      expect(await findings(page)).toEqual([])
      await button(page, solution.showIt).click()
      await dialog(page).getByText('classic solution').waitFor()
      expect(await findings(page)).toEqual([])
    }
  })
})
