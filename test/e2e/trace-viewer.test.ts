/** The inspector by itself: files in, files out. On the real product, whose policy says what a page may do. */
import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import mermaid from 'mermaid'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { parseTrace } from '../../trace/jsonl.ts'
import { startProduct, type Product } from './site-app.ts'

const fixture = new URL('../fixtures/traces/rooms.jsonl', import.meta.url)

let product: Product
let text: string
beforeAll(async () => {
  text = await readFile(fixture, 'utf8')
  product = await startProduct()
})
afterAll(() => product.close())

async function open(path: string, options: Parameters<Product['open']>[1] = {}): Promise<Page> {
  const page = await product.open(path, { reducedMotion: 'reduce', ...options })
  onTestFinished(() => page.context().close())
  return page
}

/** Drops a file on the page, as a file manager does. */
async function drop(page: Page, name: string, content: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, parts]) => {
      const data = new DataTransfer()
      data.items.add(new File([parts], fileName))
      return data
    },
    [name, content] as const,
  )
  await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer })
  await page.getByText('Let go to open it').waitFor()
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer })
}

const row = (page: Page, name: RegExp) => page.getByRole('treeitem', { name })

/** Walks to the last row until it is this one: the file is read bit by bit. */
async function seeEnd(page: Page, name: RegExp): Promise<void> {
  const tree = page.getByRole('tree')
  await tree.waitFor()
  const last = async () => {
    await tree.press('End')
    return row(page, name).count()
  }
  await expect.poll(last, { timeout: 30_000 }).toBe(1)
}

/** Chooses from the export menu; gives the file that the browser saves. */
async function exported(page: Page, name: string): Promise<{ name: string; content: Buffer }> {
  await page.getByRole('button', { name: 'Export' }).click()
  const saving = page.waitForEvent('download')
  await page.getByRole('menuitem', { name }).click()
  const download = await saving
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) }
}

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  // It used a page of its own: the keyboard goes to the one in front.
  await page.bringToFront()
  expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))).toEqual([])
}

/**
 * Gives what waits until the page asks for a file. The browser's own window stays shut: without a screen it does not open
 * every time.
 */
async function fileAskedFor(page: Page): Promise<() => Promise<unknown>> {
  const asking = await page.evaluateHandle(() => ({
    asked: new Promise<void>((resolve) =>
      addEventListener(
        'click',
        (event) => {
          if (!(event.target instanceof HTMLInputElement)) return
          event.preventDefault()
          resolve()
        },
        { capture: true },
      ),
    ),
  }))
  return () => asking.evaluate(({ asked }) => asked)
}

const focused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement)

describe('a trace file', () => {
  test('that is dropped is shown; one that cannot be read is told why, and the shown one stays', async () => {
    const page = await open('/inspect/')
    await page.getByRole('heading', { name: 'Open a trace file' }).waitFor()
    await expectNoViolations(page)

    await drop(page, 'shopping.txt', 'milk\n')
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('shopping.txt is not a trace.')

    const [header = '', ...lines] = text.split('\n')
    await drop(page, 'half.jsonl', text.slice(0, 9_000))
    await row(page, /^Ann: handshake, upgrade/).waitFor()
    await expect
      .poll(() => page.getByRole('status').first().textContent())
      .toContain('ends in the middle of a line')
    // Nothing is added to a file that could be held back or made room for.
    await page.getByRole('button', { name: 'Export' }).waitFor()
    for (const name of ['Pause', 'Clear'])
      expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0)

    await drop(page, 'newer.jsonl', header.replace('"version":1', '"version":99'))
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('written by a newer Wirelab')
    await drop(page, 'bad.jsonl', [header, lines[0], '{"seq":2}', ...lines.slice(2)].join('\n'))
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('from line 3 on')
    await row(page, /^Ann: handshake, upgrade/).waitFor()

    await drop(page, 'whole.jsonl', text)
    // All of it was read, and its beginning is in view.
    const parsed = parseTrace(text)
    const events = parsed.ok ? parsed.source.events : []
    const spanUs = (events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0)
    const handle = page.getByRole('slider', { name: 'Moment that is shown' })
    await expect.poll(() => handle.getAttribute('aria-valuemax')).toBe(String(spanUs))
    expect(await page.getByRole('tree').evaluate(({ scrollTop }) => scrollTop)).toBe(0)
    expect(await page.getByRole('button', { name: /\d+ new$/ }).count()).toBe(0)
    await page.getByText('Whole trace', { exact: true }).waitFor()
    await seeEnd(page, /^Ben: disconnected/)
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  test('leaves in every form, whole or as it is in view', async () => {
    const page = await open('/inspect/', { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Open an example' }).waitFor()
    await drop(page, 'my rooms.jsonl', text)
    await seeEnd(page, /^Ben: disconnected/)

    const trace = await exported(page, 'Trace, .jsonl')
    expect(trace.name).toBe('wirelab-my-rooms-2026-01-01-0000.jsonl')
    const [again, before] = [parseTrace(trace.content.toString()), parseTrace(text)]
    expect(again.ok && again.source.events).toEqual(before.ok && before.source.events)

    const archive = await exported(page, 'HTTP archive')
    expect(JSON.parse(archive.content.toString())).toMatchObject({ log: { version: '1.2' } })

    const diagram = await exported(page, 'Mermaid, .mmd')
    expect(await mermaid.parse(diagram.content.toString())).toMatchObject({ diagramType: 'sequence' })

    const picture = await exported(page, 'Picture, .png')
    expect(picture.content.subarray(1, 4).toString()).toBe('PNG')
    const [width, height] = [picture.content.readUInt32BE(16), picture.content.readUInt32BE(20)]
    expect(width).toBeGreaterThan(1_600)
    expect(height).toBeGreaterThan(3_000)

    const drawing = await exported(page, 'Picture, .svg')
    expect(drawing.content.toString()).toMatch(/^<svg .*prefers-color-scheme.*<\/svg>\n$/s)

    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: 'Copy as Mermaid' }).click()
    await page.getByText('Copied', { exact: true }).waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toMatch(/^```mermaid\nsequenceDiagram\n/)

    await page.getByRole('combobox', { name: /^Filter/ }).fill('event:said')
    await row(page, /^Ben: disconnected/).waitFor({ state: 'detached' })
    const inView = await exported(page, 'Text, .txt')
    expect(inView.content.toString()).toContain(' said ')
    expect(inView.content.toString()).not.toContain('disconnected')
    const excerpt = await exported(page, 'Trace, .jsonl')
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitemradio', { name: 'Everything' }).click()
    await page.keyboard.press('Escape')
    const whole = await exported(page, 'Text, .txt')
    expect(whole.content.toString()).toContain('disconnected')

    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'said.jsonl', mimeType: '', buffer: excerpt.content })
    await page.getByText(/^Events not in this file: \d+$/).waitFor()
  })

  test('is opened, walked and exported by keyboard alone, on a phone, in Russian', async () => {
    const page = await open('/ru/inspect/', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
    const choose = page.getByRole('button', { name: 'Выбрать файл…' })
    await choose.waitFor()
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    expect(widths[0]).toBe(widths[1])

    await choose.focus()
    const chosen = await fileAskedFor(page)
    await page.keyboard.press('Enter')
    await chosen()
    const rooms = { name: 'rooms.jsonl', mimeType: '', buffer: Buffer.from(text) }
    await page.locator('input[type=file]').first().setInputFiles(rooms)
    await page.getByRole('tree').focus()
    await page.keyboard.press('Home')
    await row(page, /^Ann: рукопожатие, переход/).waitFor()

    const button = page.getByRole('button', { name: 'Экспорт' })
    await button.focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => focused(page.getByRole('menuitem', { name: 'Трасса, .jsonl' }))).toBe(true)
    await expectNoViolations(page)
    await page.keyboard.press('End')
    await expect.poll(() => focused(page.getByRole('menuitem', { name: 'Открыть трассу…' }))).toBe(true)
    const again = await fileAskedFor(page)
    await page.keyboard.press('Enter')
    await again()
  })
})

test('the lines of code that a trace names are shown from the trace itself', async () => {
  const page = await open('/inspect/')
  await page.getByRole('button', { name: 'Open an example' }).click()
  await page.getByRole('tree').waitFor()
  await page.getByRole('combobox', { name: /^Filter/ }).fill('kind:emit event:said')
  await row(page, /event typing/)
    .first()
    .waitFor({ state: 'detached' })
  await page.getByRole('tree').focus()
  await page.keyboard.press('Home')
  await page
    .getByRole('button', { name: /server\.js:\d+/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog', { name: /^server\.js:\d+$/ })
  await dialog.getByText("socket.on('say'").waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})
