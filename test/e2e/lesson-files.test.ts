/** A lesson's files as a whole: their spellings, the solution, the download. */
import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import * as z from 'zod'
import { lessonFilesStrings } from '../../src/strings/lesson-files.ts'
import { workbenchStrings } from '../../src/strings/workbench.ts'
import { freePort } from '../free-port.ts'
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
    await expect.poll(() => page.getByRole('radio', { name: names.typescript }).isChecked()).toBe(true)
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
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
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

  test('is one plain listing with the changes marked on a touch screen', async () => {
    const page = await open('', phone)
    await button(page, solution.open).tap()
    await button(page, solution.showIt).tap()
    const listing = page.getByRole('group', { name: solution.compared('server.js'), exact: true })
    await listing.getByRole('deletion').filter({ hasText: 'classic starter' }).waitFor()
    await listing.getByRole('insertion').filter({ hasText: 'classic solution' }).waitFor()
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

describe('the download', () => {
  const manifestSchema = z.object({ type: z.string(), scripts: z.object({ start: z.string() }) })

  /** Presses the button, and unpacks what comes. */
  async function download(page: Page, name: string): Promise<Record<string, string>> {
    const coming = page.waitForEvent('download')
    await button(page, name).click()
    const got = await coming
    expect(got.suggestedFilename()).toMatch(/^wirelab-spelled.*\.zip$/)
    const bytes = await readFile(await got.path())
    return Object.fromEntries(
      Object.entries(unzipSync(bytes))
        .filter(([path]) => !path.endsWith('/'))
        .map(([path, content]) => [path, strFromU8(content)]),
    )
  }

  /** Writes the files out beside our own packages, and starts them as `npm start` does. */
  async function start(files: Record<string, string>, command: string): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'wirelab-download-'))
    await symlink(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'))
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), content)
    }
    const program = spawn(process.execPath, command.split(' ').slice(1), { cwd: folder, stdio: 'inherit' })
    const ended = once(program, 'exit')
    onTestFinished(async () => {
      program.kill()
      await ended
      await rm(folder, { recursive: true, force: true })
    })
  }

  test.each([
    { spelling: 'classic', entry: 'server.js', type: 'commonjs' },
    { spelling: 'typescript', entry: 'server.ts', type: 'module' },
  ] as const)('is a project that runs by itself ($spelling)', async ({ spelling, entry, type }) => {
    const page = await open()
    await shows(page, 'classic starter')
    await page.getByRole('radio', { name: names[spelling] }).check()
    await shows(page, `${spelling} starter`)
    await typeAtTop(page, entry, '/* mine */')
    const zip = await download(page, strings.download.open)
    const folder = spelling === 'classic' ? 'wirelab-spelled/' : 'wirelab-spelled-typescript/'
    const files = Object.fromEntries(
      Object.entries(zip).map(([path, content]) => {
        expect(path.startsWith(folder)).toBe(true)
        return [path.slice(folder.length), content]
      }),
    )
    const expected = ['README.md', 'index.html', 'package.json', entry]
    expect(new Set(Object.keys(files))).toEqual(new Set(expected))
    expect(files['README.md']).toContain('npm start')
    expect(files[entry]).toContain('/* mine */')
    const manifest = manifestSchema.parse(JSON.parse(files['package.json'] ?? ''))
    expect(manifest.type).toBe(type)
    // The lesson's own port may be taken on the machine.
    const port = await freePort()
    const moved = { ...files, [entry]: (files[entry] ?? '').replace('8080', String(port)) }
    await start(moved, manifest.scripts.start)
    const answer = await vi.waitFor(() => fetch(`http://127.0.0.1:${port}/`), {
      timeout: 20_000,
      interval: 100,
    })
    expect(await answer.text()).toContain('<title>Spelled</title>')
    expect((await fetch(`http://127.0.0.1:${port}/socket.io/socket.io.js`)).status).toBe(200)
  })

  test('tells how to run it in the language of the page', async () => {
    const page = await open('&language=ru')
    const files = await download(page, lessonFilesStrings('ru').download.open)
    expect(files['wirelab-spelled/README.md']).toContain('Понадобится Node')
  })
})
