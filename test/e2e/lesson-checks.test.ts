/** Checks as a learner meets them in a lesson's page: by keyboard, failing, mended, passed, and kept. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressIn } from '../../src/lessons/addresses.ts'
import { checksStrings } from '../../src/strings/checks.ts'
import { inspectorStrings } from '../../src/strings/inspector.ts'
import { progressStrings } from '../../src/strings/progress.ts'
import { siteStrings } from '../../src/strings/site.ts'
import { workbenchStrings } from '../../src/strings/workbench.ts'
import { ladderWords } from '../../trace/ladder-words.ts'
import { projectFolder } from '../../server/project-folder.ts'
import { openLesson } from './lesson-page.ts'
import { startProduct, type Product } from './site-app.ts'

let product: Product
let solution: string

beforeAll(async () => {
  product = await startProduct()
  solution = await readFile(join(projectFolder, 'lessons/02-server/solution/server.js'), 'utf8')
})
afterAll(async () => {
  expect(product.app.faults).toEqual([])
  await product.close()
})

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

async function writeProgram(page: Page, text: string, label: string): Promise<void> {
  await page.getByRole('textbox', { name: label }).focus()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(text)
}

const ticks = (page: Page, language: 'en' | 'ru') =>
  page
    .getByRole('region', { name: siteStrings(language).lesson.tasks })
    .getByText(`(${progressStrings(language).taskDone})`)
    .filter({ visible: true })

describe.each(['en', 'ru'] as const)('checks in a lesson (%s)', (language) => {
  const strings = checksStrings(language)
  const workbench = workbenchStrings(language)
  const progress = progressStrings(language)

  test('a failing check tells what was expected and seen; mended, all pass, and the ticks stay', async () => {
    const wrong = solution.replace(/socket\.emit\('welcome'/, "socket.emit('greeting'")
    expect(wrong).not.toBe(solution)
    const { page, check, items, shown } = await openLesson(product, 'server', language, {
      'server.js': wrong,
    })
    await check()
    const [run, welcome] = await shown()
    expect(run?.state).toBe('passed')
    expect(welcome?.state).toBe('failed')
    expect(welcome?.told.join('\n')).toContain('greeting')
    await expect
      .poll(() => ticks(page, language).count())
      .toBe((await shown()).filter(({ state }) => state === 'passed').length)

    const failed = items.nth(1)
    await failed.getByRole('button', { name: strings.hint }).click()
    await failed.getByRole('status').waitFor()
    await expectAccessible(page)
    await failed.getByRole('button', { name: strings.showOnWire }).click()
    const ladder = page.getByRole('tab', { name: inspectorStrings(language).tabs.ladder, exact: true })
    await expect.poll(() => ladder.getAttribute('aria-selected')).toBe('true')
    await page.getByRole('treeitem', { selected: true }).filter({ hasText: 'greeting' }).waitFor()
    // Where the check gave up is marked between the packets.
    const mark = ladderWords(language).checks.failed('welcome')
    await page.getByRole('treeitem').filter({ hasText: mark }).waitFor()

    await writeProgram(page, solution, workbench.editor.label('server.js'))
    await check()
    expect((await shown()).filter(({ state }) => state !== 'passed')).toEqual([])
    await expect.poll(() => items.count()).toBe(4)
    await page.getByText(strings.allPassed).waitFor()
    await page.getByText(progress.lessonDone).waitFor()
    await expectAccessible(page)
    // The panes are the learner's again, with the program that was checked.
    const ann = page.getByRole('region', { name: workbench.panes.pane('Ann'), exact: true })
    await ann.getByText(workbench.panes.websocket).waitFor()

    await page.reload()
    await page.getByText(progress.lessonDone).waitFor()
    await expect.poll(() => ticks(page, language).count()).toBe(4)

    await page.goto(product.app.origin + addressIn(language, '/lessons/'))
    await page.getByText(`✓ ${progress.done}`).waitFor()
    await expectAccessible(page)
  })

  test('a program that cannot be read is told with its line, and a click goes there', async () => {
    const { page, check } = await openLesson(product, 'server', language, {
      'server.js': 'var a = 1\nvar b = )\n',
    })
    await check()
    const checks = page.getByRole('region', { name: strings.label })
    await checks.getByText(strings.notStarted['syntax-error']).waitFor()
    await checks.getByText('SyntaxError').waitFor()
    await checks.getByRole('button', { name: 'server.js:2' }).waitFor()
  })

  test('checks end when they are cancelled, and when the learner runs the program meanwhile', async () => {
    const { page, shown } = await openLesson(product, 'server', language)
    const cancel = page.getByRole('button', { name: strings.cancel })
    await page.keyboard.press('ControlOrMeta+Shift+Enter')
    await cancel.click()
    await page.getByText(strings.interrupted.cancelled).first().waitFor()
    const ann = page.getByRole('region', { name: workbench.panes.pane('Ann'), exact: true })
    await ann.getByText(workbench.panes.websocket).waitFor()

    await page.keyboard.press('ControlOrMeta+Shift+Enter')
    await cancel.waitFor()
    await page.keyboard.press('ControlOrMeta+Enter')
    await page.getByText(strings.interrupted.run).first().waitFor()
    // Nothing runs or waits in the list any more.
    const states = (await shown()).map(({ state }) => state)
    expect(states.at(-1)).toBe('untried')
    expect(states).not.toContain('running')
    await ann.getByText(workbench.panes.websocket).waitFor()
  })
})
