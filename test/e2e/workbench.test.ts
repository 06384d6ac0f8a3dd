/** The workbench by itself, over the real server and real sandboxes: what a learner can do with it. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { lessonFilesStrings } from '../../src/strings/lesson-files.ts'
import { moduleStrings } from '../../src/strings/modules.ts'
import { workbenchStrings } from '../../src/strings/workbench.ts'
import { startTestApp, type TestApp } from '../app.ts'
import { launchBrowser } from '../browser.ts'
import { workbenchPage } from '../fixtures/workbench/build.ts'

const english = workbenchStrings('en')
const { startOver } = lessonFilesStrings('en')
let folder: string
let app: TestApp
let browser: Browser

beforeAll(async () => {
  folder = await workbenchPage()
  app = await startTestApp({}, folder)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  expect(app.faults).toEqual([])
  await app.close()
})

interface Asked extends BrowserContextOptions {
  readonly language?: 'en' | 'ru'
  readonly theme?: 'light' | 'dark'
  readonly view?: 'code' | 'clients' | 'wire'
  readonly origin?: string
}

/** A tab in a browser of its own; the test fails when the page in it throws. */
async function tab(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(error.message))
  onTestFinished(async () => {
    await context.close()
    expect(failures).toEqual([])
  })
  return page
}

async function open(asked: Asked = {}): Promise<Page> {
  const { language = 'en', theme = 'light', view = 'code', origin = app.origin, ...options } = asked
  const page = await tab(options)
  await page.goto(`${origin}/?language=${language}&theme=${theme}&view=${view}`)
  return page
}

/** Monaco's own text box is there but has no size: wait for `attached`. */
const editor = (page: Page, file = 'server.js', strings = english) =>
  page.getByRole('textbox', { name: strings.editor.label(file) })
/** What the editor shows. It draws spaces as no-break spaces. */
const shown = async (page: Page) => (await page.getByRole('code').innerText()).replaceAll('\u00a0', ' ')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const pane = (page: Page, name: string, strings = english) =>
  page.getByRole('region', { name: strings.panes.pane(name), exact: true })
const paneText = (page: Page, name: string, strings = english) =>
  page.frameLocator(`iframe[title="${strings.panes.frameTitle(name)}"]`).locator('body')
const status = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text })

async function run(page: Page, strings = english): Promise<void> {
  await button(page, strings.toolbar.run).click()
  await status(page, strings.status.running([8080])).waitFor()
}

/** The whole page, the learner's pages in the panes included. */
async function expectAccessible(page: Page): Promise<void> {
  const axe = new AxeBuilder({ page }).options({
    // An experiment of axe's; who speaks to the page says what is written on it.
    rules: { 'label-content-name-mismatch': { enabled: true } },
  })
  const { violations } = await axe.analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${String(nodes[0]?.target)} ${nodes[0]?.html}`)
  expect(found).toEqual([])
}

/** Puts the cursor at the beginning of a line (from 1). */
async function goToLine(page: Page, line: number, file = 'server.js', strings = english): Promise<void> {
  await editor(page, file, strings).focus()
  await page.keyboard.press('ControlOrMeta+Home')
  for (let step = 1; step < line; step += 1) await page.keyboard.press('ArrowDown')
}

describe.each(['en', 'ru'] as const)('the whole road (%s)', (language) => {
  const strings = workbenchStrings(language)

  test('edit, run, two clients connect; break it, see the error on its line, mend it, run again', async () => {
    const page = await open({ language })
    await pane(page, 'Ann', strings).getByText(strings.panes.empty).waitFor()
    await run(page, strings)
    for (const name of ['Ann', 'Ben']) {
      await paneText(page, name, strings).getByText('hello').waitFor()
      await pane(page, name, strings).getByText(strings.panes.websocket).waitFor()
    }

    await goToLine(page, 3, 'server.js', strings)
    await page.keyboard.type(')')
    await button(page, strings.toolbar.run).click()
    const alert = page.getByRole('alert').filter({ hasText: 'SyntaxError' })
    await alert.waitFor()
    await expect
      .poll(() => alert.textContent())
      .toContain(strings.editor.problem('server.js', 3, 'SyntaxError'))
    await status(page, strings.status.ended.failed).waitFor()
    await pane(page, 'Ann', strings).getByText(strings.panes.ended).waitFor()

    await goToLine(page, 1, 'server.js', strings)
    await button(page, strings.editor.goToLine(3)).click()
    await page.keyboard.press('Delete')
    await alert.waitFor({ state: 'detached' })
    await run(page, strings)
    await paneText(page, 'Ben', strings).getByText('hello').waitFor()
  })
})

// Of every lesson's page before it runs, lesson-access.test.ts has all pairs.
describe.each([
  ['en', 'light'],
  ['ru', 'dark'],
] as const)('nothing for axe to find (%s, %s)', (language, theme) => {
  const strings = workbenchStrings(language)

  test('running or not', async () => {
    const page = await open({ language, theme })
    await editor(page, 'server.js', strings).waitFor({ state: 'attached' })
    await expectAccessible(page)
    await run(page, strings)
    await pane(page, 'Ann', strings).getByText(strings.panes.websocket).waitFor()
    await page.getByRole('treeitem', { name: 'Ann' }).first().click()
    await expectAccessible(page)
  })

  test('on a phone', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
    const page = await open({ language, theme, ...phone })
    await run(page, strings)
    const root = page.getByRole('main').locator('[data-view]')
    for (const view of ['code', 'clients', 'wire']) {
      await root.evaluate((element, name) => element.setAttribute('data-view', name), view)
      if (view === 'wire') await page.getByRole('treeitem', { name: 'Ann' }).first().click()
      await expectAccessible(page)
    }
  })
})

describe('the editor', () => {
  async function complete(page: Page, member: string): Promise<void> {
    await page.keyboard.press('End')
    await page.keyboard.type(`\nsocket.${member.slice(0, 3)}`)
    const suggestion = page.getByRole('option', { name: member, exact: false }).first()
    await vi.waitFor(
      async () => {
        await page.keyboard.press('Control+Space')
        await suggestion.waitFor({ timeout: 1_000 })
      },
      { timeout: 30_000 },
    )
    await page.keyboard.press('Enter')
    await vi.waitFor(async () => expect(await shown(page)).toMatch(new RegExp(`socket.${member}\\b`)))
  }

  test('completes the members of a socket', async () => {
    const page = await open()
    await goToLine(page, 10)
    for (const member of ['broadcast', 'data', 'rooms']) await complete(page, member)
  })

  test('asks for what knows TypeScript when somebody turns to the code, until it is there', async () => {
    const page = await tab()
    let asked = 0
    await page.route(/ts\.worker/, async (route) => {
      asked += 1
      await (asked === 1 ? route.abort() : route.continue())
    })
    await page.goto(app.origin)
    await run(page)
    await paneText(page, 'Ann').getByText('hello').waitFor()
    expect(asked).toBe(0)
    await goToLine(page, 10)
    await complete(page, 'broadcast')
    expect(asked).toBeGreaterThan(1)
  })

  test('indents with Tab, and Escape then Tab leaves it', async () => {
    const page = await open()
    await goToLine(page, 1)
    await page.keyboard.press('Tab')
    await vi.waitFor(async () => expect(await shown(page)).toMatch(/^\s+var app/m))
    await page.keyboard.press('Escape')
    await status(page, english.editor.tabLeaves).waitFor()
    await page.keyboard.press('Tab')
    await expect
      .poll(() => editor(page).evaluate((element) => element === document.activeElement))
      .toBe(false)
  })

  test('keeps an undo history and a cursor for each file', async () => {
    const page = await open()
    await goToLine(page, 1)
    await page.keyboard.type('/*mine*/')
    await page.getByRole('tab', { name: 'index.html' }).click()
    await vi.waitFor(async () => expect(await shown(page)).toContain('First'))
    await goToLine(page, 1, 'index.html')
    await page.keyboard.type('<!-- page -->')
    await page.getByRole('tab', { name: 'server.js' }).click()
    await editor(page).focus()
    await page.keyboard.press('ControlOrMeta+z')
    await vi.waitFor(async () => expect(await shown(page)).not.toContain('mine'))
    await page.getByRole('tab', { name: 'index.html' }).click()
    await vi.waitFor(async () => expect(await shown(page)).toContain('page'))
  })

  test('adds a file, refuses a bad name, deletes it and brings it back', async () => {
    const page = await open()
    await editor(page).waitFor({ state: 'attached' })
    await button(page, english.editor.addFile).click()
    const dialog = page.getByRole('dialog', { name: english.editor.addFile })
    await dialog.getByRole('textbox', { name: english.editor.fileName }).fill('../up.js')
    await dialog.getByRole('button', { name: english.editor.add }).click()
    await dialog.getByText(english.editor.invalidName).waitFor()
    await dialog.getByRole('textbox', { name: english.editor.fileName }).fill('rooms.js')
    await dialog.getByRole('button', { name: english.editor.add }).click()
    await editor(page, 'rooms.js').focus()
    await page.keyboard.type('// rooms')
    await button(page, english.editor.deleteFile('rooms.js')).click()
    await page.getByRole('tab', { name: 'rooms.js' }).waitFor({ state: 'detached' })
    await button(page, english.drafts.undo).click()
    await page.getByRole('tab', { name: 'rooms.js' }).click()
    await vi.waitFor(async () => expect(await shown(page)).toContain('rooms'))
  })

  test('works by touch', async () => {
    const page = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    await editor(page).fill('console.log("by touch"); require("http").createServer().listen(8080)')
    await button(page, english.toolbar.run).tap()
    await status(page, english.status.running([8080])).waitFor()
  })
})

describe('keys', () => {
  test.each(['ControlOrMeta+Enter', 'ControlOrMeta+s'])('%s runs from within the editor', async (keys) => {
    const page = await open()
    await goToLine(page, 1)
    await page.keyboard.press(keys)
    await status(page, english.status.running([8080])).waitFor()
    await expect.poll(() => shown(page)).toMatch(/^var app/m)
  })

  test('saving a page reloads the panes and leaves the server running', async () => {
    const page = await open()
    await run(page)
    await paneText(page, 'Ann').getByText('hello').waitFor()
    await page.getByRole('tab', { name: 'index.html' }).click()
    await goToLine(page, 3, 'index.html')
    await page.keyboard.type('<h2>Second version</h2>')
    await page.keyboard.press('ControlOrMeta+s')
    for (const name of ['Ann', 'Ben']) await paneText(page, name).getByText('Second version').waitFor()
    await status(page, english.status.saved).waitFor()
  })

  test('a question mark opens the list of shortcuts, but is text in the editor', async () => {
    const page = await open()
    await goToLine(page, 1)
    await page.keyboard.type('?')
    await vi.waitFor(async () => expect(await shown(page)).toContain('?var'))
    await page.getByRole('tab', { name: 'server.js' }).focus()
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: english.shortcuts.title })
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  test('a list that is longer than the screen is read from its beginning', async () => {
    const page = await open()
    await page.setViewportSize({ width: 1024, height: 500 })
    for (const name of [english.toolbar.shortcuts, moduleStrings('en').title]) {
      await button(page, name).click()
      const title = page.getByRole('dialog').getByRole('heading', { name, exact: true })
      await title.and(page.locator(':focus')).waitFor()
      expect(await title.evaluate((element) => element.closest('dialog')?.scrollTop)).toBe(0)
      await page.keyboard.press('Escape')
      await title.waitFor({ state: 'detached' })
    }
  })

  test('the tab of the file that is shown is in view, however many there are', async () => {
    const page = await open()
    const inView = (file: string) =>
      page.getByRole('tab', { name: file, exact: true }).evaluate((tab) => {
        const list = tab.parentElement?.getBoundingClientRect()
        const { left, right } = tab.getBoundingClientRect()
        return list !== undefined && left >= list.left - 1 && right <= list.right + 1
      })
    for (const file of [
      'rooms.js',
      'users.js',
      'public/a-style-sheet.css',
      'public/another-style-sheet.css',
    ]) {
      await button(page, english.editor.addFile).click()
      await page.getByRole('textbox', { name: english.editor.fileName }).fill(file)
      await page.keyboard.press('Enter')
      await page.getByRole('tab', { name: file, exact: true, selected: true }).waitFor()
      await expect.poll(() => inView(file)).toBe(true)
    }
    // From the last one on to the first, as the arrow goes.
    await page.getByRole('tab', { name: 'public/another-style-sheet.css' }).press('ArrowRight')
    await expect.poll(() => inView('server.js')).toBe(true)
  })

  test('dividers move with the arrows, and their place is remembered', async () => {
    const page = await open()
    const divider = page.getByRole('separator', { name: english.layout.resizeColumns })
    const before = Number(await divider.getAttribute('aria-valuenow'))
    await divider.press('ArrowLeft')
    await divider.press('ArrowLeft')
    const after = Number(await divider.getAttribute('aria-valuenow'))
    expect(after).toBeLessThan(before)
    await page.reload()
    await divider.waitFor()
    expect(Number(await divider.getAttribute('aria-valuenow'))).toBe(after)
  })

  test('a panel is maximised, and Escape puts it back', async () => {
    const page = await open()
    const panel = page.getByRole('region', { name: english.layout.code, exact: true })
    await button(page, english.layout.maximise(english.layout.clients)).click()
    await panel.waitFor({ state: 'hidden' })
    await page.keyboard.press('Escape')
    await panel.waitFor()
    await button(page, english.layout.maximise(english.layout.code)).click()
    await pane(page, 'Ann').waitFor({ state: 'hidden' })
    await goToLine(page, 1)
    await page.keyboard.press('Escape')
    await pane(page, 'Ann').waitFor()
  })
})

describe('drafts', () => {
  test('survive a reload, are discarded after a question, and come back', async () => {
    const page = await open()
    await goToLine(page, 1)
    await page.keyboard.type('// my idea\n')
    await page.reload()
    await status(page, english.drafts.restored).waitFor()
    await editor(page).waitFor({ state: 'attached' })
    await expect.poll(() => shown(page)).toContain('idea')
    await button(page, english.toolbar.reset).click()
    const dialog = page.getByRole('dialog', { name: startOver.title })
    await dialog.getByRole('button', { name: startOver.discard }).click()
    await vi.waitFor(async () => expect(await shown(page)).not.toContain('idea'))
    await button(page, english.drafts.restore).click()
    await vi.waitFor(async () => expect(await shown(page)).toContain('idea'))
  })

  test('of two tabs: the other one is told, and can take the newer text', async () => {
    const page = await open()
    const other = await page.context().newPage()
    await other.goto(page.url())
    await editor(other).waitFor({ state: 'attached' })
    await goToLine(page, 1)
    await page.keyboard.type('// first tab\n')
    await button(other, english.drafts.takeTheirs).click()
    await vi.waitFor(async () => expect(await shown(other)).toContain('first'))
  })
})

describe('panes', () => {
  test('are added up to eight and removed', async () => {
    const page = await open()
    const add = button(page, english.panes.add)
    for (const name of ['Cat', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal']) {
      await add.click()
      await pane(page, name).waitFor()
    }
    await expect.poll(() => add.isDisabled()).toBe(true)
    await button(page, english.panes.remove('Dan')).click()
    await pane(page, 'Dan').waitFor({ state: 'detached' })
    await add.click()
    await pane(page, 'Dan').waitFor()
  })

  test('show what their page printed, in a console of their own', async () => {
    const page = await open()
    await run(page)
    const toggle = pane(page, 'Ben').getByRole('button', { name: english.panes.console })
    await toggle.filter({ hasText: english.panes.lines(1) }).waitFor()
    await toggle.click()
    await page
      .getByRole('log', { name: english.panes.consoleOf('Ben') })
      .getByText('heard hello')
      .waitFor()
  })

  test('hold a page with no more rights than it needs', async () => {
    const page = await open()
    await run(page)
    const frame = page.getByTitle(english.panes.frameTitle('Ann'))
    await expect
      .poll(() => frame.getAttribute('sandbox'))
      .toBe('allow-scripts allow-same-origin allow-forms allow-modals')
    const address = new URL((await frame.getAttribute('src')) ?? '')
    expect(address.origin).not.toBe(app.origin)
    expect(address.hostname).toMatch(/^ann-8080--[a-z2-7]{26}\.localhost$/)
  })
})

describe('when the sandbox is not there', () => {
  test('the page says so, stays editable, and refuses a run in words', async () => {
    const own = await startTestApp({}, folder)
    const page = await open({ origin: own.origin })
    await run(page)
    for (const name of ['Ann', 'Ben']) await paneText(page, name).getByText('hello').waitFor()
    await own.close()
    await page.getByRole('alert').filter({ hasText: english.connection.lost }).waitFor()
    await goToLine(page, 1)
    await page.keyboard.type('// written meanwhile\n')
    await expect.poll(() => shown(page)).toContain('meanwhile')
    await button(page, english.toolbar.run).click()
    await status(page, english.status.refused['not-connected']).waitFor()
  })

  test('a lost connection is mended by itself, and the run goes on', async () => {
    const page = await tab()
    let cut: () => Promise<void> = () => Promise.resolve()
    await page.routeWebSocket(/\/control\//, (socket) => {
      const server = socket.connectToServer()
      cut = async () => {
        await socket.close({ code: 1001 })
        await server.close({ code: 1001 })
      }
    })
    // A server of its own: sessions of pages that are closed go a while later.
    const own = await startTestApp({}, folder)
    onTestFinished(() => own.close())
    await page.goto(own.origin)
    await run(page)
    await paneText(page, 'Ann').getByText('hello').waitFor()
    expect(own.sessions()).toBe(1)
    const alert = page.getByRole('alert').filter({ hasText: english.connection.lost })
    const [, lost] = await Promise.all([cut(), alert.waitFor().then(() => true)])
    expect(lost).toBe(true)
    await alert.waitFor({ state: 'detached' })
    await status(page, english.status.running([8080])).waitFor()
    await pane(page, 'Ann').getByText(english.panes.websocket).waitFor()
    expect(own.sessions()).toBe(1)
  })

  test('a full server is told as such, and can be asked again', async () => {
    const full = await startTestApp({ sessions: 0 }, folder)
    onTestFinished(() => full.close())
    const page = await open({ origin: full.origin })
    await page.getByRole('alert').filter({ hasText: english.status.refused['server-full'] }).waitFor()
    await button(page, english.connection.tryNow).waitFor()
  })

  test('a closed tab frees its session', async () => {
    const page = await open()
    await run(page)
    const before = app.sessions()
    await page.close({ runBeforeUnload: true })
    await vi.waitFor(() => expect(app.sessions()).toBeLessThan(before), { timeout: 5_000 })
  })
})
