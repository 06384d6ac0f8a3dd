/** The built site by itself, without the control channel: what holds of every page for every reader. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { serveSite } from '../../server/site/static-site.ts'
import { launchBrowser } from '../browser.ts'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))
const phone = { viewport: { width: 390, height: 844 } }
const pages = ['/', '/lessons/', '/lessons/server/', '/no-such-page/']
const allPages = [...pages, ...pages.map((path) => `/ru${path}`)]

let server: Server
let browser: Browser
let origin: string

beforeAll(async () => {
  if (!existsSync(dist)) throw new Error('There is no dist/: build the site first, with `npm run build`.')
  server = createServer(serveSite(dist, {}))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  origin = `http://localhost:${address.port}`
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
})

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(origin + path)
  return page
}

const bench = (page: Page) => page.getByRole('region', { name: 'Workbench' })
const theme = (page: Page) => page.getAttribute('html', 'data-theme')
const address = (page: Page) => new URL(page.url()).pathname

test('every link leads to a page of the site, and to its place there', () => {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.html'),
  )
  const text = (file: string) => readFileSync(dist + file, 'utf8')
  const places = new Map(
    files.map((file) => [file, new Set(Array.from(text(file).matchAll(/\bid="([^"]+)"/g), ([, id]) => id))]),
  )
  const leadsSomewhere = (from: string, link: string): boolean => {
    const { pathname, hash } = new URL(link, `http://site/${from}`)
    const file = decodeURI(pathname)
      .slice(1)
      .replace(/(?<=^|\/)$/, 'index.html')
    const ids = places.get(file)
    return ids === undefined ? existsSync(dist + file) : hash === '' || ids.has(hash.slice(1))
  }
  const links = files.flatMap((from) =>
    Array.from(text(from).matchAll(/\bhref="([^"]+)"/g), ([, link = '']) => ({ from, link })),
  )
  const own = links.filter(({ link }) => !/^[a-z]+:/.test(link))
  expect(own.length).toBeGreaterThan(100)
  expect(own.filter(({ from, link }) => !leadsSomewhere(from, link))).toEqual([])
})

describe('languages', () => {
  test.each([
    ['/', 'en', 'Start the first lesson', '/lessons/why-websockets/'],
    ['/ru/', 'ru', 'Начать первый урок', '/ru/lessons/why-websockets/'],
  ])('the home page %s leads to the first lesson in its language', async (path, lang, button, lesson) => {
    const page = await open(path)
    await expect.poll(() => page.getAttribute('html', 'lang')).toBe(lang)
    await page.getByRole('link', { name: button }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(address(page)).toBe(lesson)
    await expect.poll(() => page.getAttribute('html', 'lang')).toBe(lang)
  })

  test('switching the language stays on the same page', async () => {
    const page = await open('/lessons/server/')
    await page.getByRole('link', { name: 'Русский' }).click()
    await page.getByRole('heading', { level: 1, name: 'Сервер, который слушает' }).waitFor()
    expect(address(page)).toBe('/ru/lessons/server/')
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByRole('heading', { level: 1, name: 'A server that listens' }).waitFor()
    expect(address(page)).toBe('/lessons/server/')
  })

  test.each([
    ['/nowhere/', 'Nothing answers at this address'],
    ['/ru/nowhere/', 'По этому адресу никто не отвечает'],
  ])('what is not there, %s, is told in the language of its address', async (path, heading) => {
    const page = await open(path)
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe(heading)
  })
})

test.each([
  ['/', 'Start the first lesson', 'Go on with “A page that joins in”', '/lessons/client/'],
  ['/ru/', 'Начать первый урок', 'Продолжить: «Страница, которая отвечает»', '/ru/lessons/client/'],
])('who has begun goes on from %s where they stopped', async (path, first, next, lesson) => {
  const page = await open(path)
  await page.getByRole('link', { name: first }).waitFor()
  await page.evaluate(() => {
    const done = '2026-01-01T00:00:00.000Z'
    const progress = { 'why-websockets': { tasks: ['a'], done }, server: { tasks: ['a'], done } }
    localStorage.setItem('wirelab:progress', JSON.stringify(progress))
  })
  await page.reload()
  await page.getByRole('link', { name: next }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(address(page)).toBe(lesson)
})

describe('search', () => {
  test.each([
    ['/', 'Search', 'A server that listens', '/lessons/server/'],
    ['/ru/', 'Поиск', 'Сервер, который слушает', '/ru/lessons/server/'],
  ])('on %s it finds a title of that language, and nothing in another', async (path, name, title, lesson) => {
    const page = await open(path)
    await page.getByRole('button', { name, exact: true }).click()
    const dialog = page.getByRole('dialog', { name })
    await dialog.getByRole('searchbox').fill(title)
    const results = dialog.getByRole('listitem').getByRole('link')
    await results.filter({ hasText: title }).first().waitFor()
    await expect.poll(() => results.first().textContent()).toContain(title)
    for (const result of await results.all())
      expect((await result.getAttribute('href'))?.startsWith('/ru/')).toBe(path === '/ru/')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    expect(address(page)).toBe(lesson)
  })

  test('an excerpt holds nothing that its page does not show', async () => {
    const page = await open('/')
    await page.keyboard.press('Control+k')
    const dialog = page.getByRole('dialog', { name: 'Search' })
    await dialog.getByRole('searchbox').fill('broadcast')
    const turn = dialog.getByRole('listitem').filter({ hasText: 'Your turn' })
    await turn.first().waitFor()
    expect(await turn.allTextContents()).not.toContainEqual(expect.stringContaining('(done)'))
  })

  test('it says when nothing is found, opens by Ctrl+K and closes by Escape', async () => {
    const page = await open('/ru/')
    await page.keyboard.press('Control+k')
    const dialog = page.getByRole('dialog', { name: 'Поиск' })
    await dialog.getByRole('searchbox').fill('фламинго')
    await dialog.getByText('Ничего не нашлось').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })
})

describe('theme', () => {
  test.each(['light', 'dark'] as const)(
    'code has one look in the text and in the editor (%s)',
    async (colorScheme) => {
      const page = await open('/lessons/client/', { colorScheme })
      const colour = (text: string, within: Locator) =>
        within
          .getByText(text, { exact: true })
          .first()
          .evaluate((element) => getComputedStyle(element).color)
      const editor = page.getByRole('region', { name: 'Code', exact: true })
      await editor.getByText('charset').waitFor()
      const prose = page.getByRole('article')
      // A name of an attribute, its value, and a tag.
      expect(await colour('"utf-8"', editor)).toBe(await colour('"/socket.io/socket.io.js"', prose))
      expect(await colour('charset', editor)).toBe(await colour('src', prose))
      expect(await colour('meta', editor)).toBe(await colour('script', prose))
    },
  )

  test('it is the system’s until one is chosen, and then kept', async () => {
    const page = await open('/', { colorScheme: 'dark' })
    await expect.poll(() => theme(page)).toBe('dark')
    await page.getByRole('button', { name: 'Theme: as in your system' }).click()
    await page.getByRole('button', { name: 'Theme: light' }).waitFor()
    await expect.poll(() => theme(page)).toBe('light')
    await page.goto(`${origin}/ru/lessons/server/`)
    await expect.poll(() => theme(page)).toBe('light')
    await page.getByRole('button', { name: 'Тема: светлая' }).click()
    await expect.poll(() => theme(page)).toBe('dark')
  })

  test('a change of the system shows at once', async () => {
    const page = await open('/', { colorScheme: 'light' })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.locator('html[data-theme=dark]').waitFor()
  })
})

describe('the lesson page', () => {
  test('without JavaScript the text, the tasks, the code and the wire can be read', async () => {
    const page = await open('/lessons/server/', { javaScriptEnabled: false })
    await page.getByRole('heading', { level: 2, name: 'Your turn' }).waitFor()
    await expect.poll(() => bench(page).innerText()).toContain("io.sockets.on('connection'")
    await expect
      .poll(() => page.getByRole('img', { name: 'The finished server with two clients' }).isVisible())
      .toBe(true)
    await expect.poll(() => page.getByText('needs JavaScript').isVisible()).toBe(true)
  })

  test('the text shows the code of the lesson’s own files', async () => {
    const page = await open('/lessons/server/')
    const text = await page.getByRole('article').innerText()
    expect(text).toContain("var io = require('socket.io')(http);")
    expect(text).toContain('http.listen(8080);')
  })

  test('on a phone the header’s links are behind a button, and Escape hides them again', async () => {
    const page = await open('/ru/lessons/server/', phone)
    const menu = page.getByRole('button', { name: 'Меню' })
    const inspector = page.getByRole('navigation').getByRole('link', { name: 'Инспектор' })
    expect(await inspector.isVisible()).toBe(false)
    await menu.click()
    await inspector.waitFor()
    await page.keyboard.press('Escape')
    await inspector.waitFor({ state: 'hidden' })
    await menu.click()
    await inspector.click()
    await page.waitForURL('**/ru/inspect/')
  })

  test('on a phone one part shows at a time', async () => {
    const page = await open('/lessons/server/', phone)
    const text = page.getByRole('article')
    await expect.poll(() => text.isVisible()).toBe(true)
    expect(await bench(page).isVisible()).toBe(false)
    for (const view of ['Code', 'Clients', 'Wire']) {
      const tab = page.getByRole('group', { name: 'Parts of the lesson' }).getByRole('button', { name: view })
      await tab.click()
      await expect.poll(() => tab.getAttribute('aria-pressed')).toBe('true')
      expect(await text.isVisible()).toBe(false)
      await expect.poll(() => bench(page).isVisible()).toBe(true)
      await page.locator(`[data-view=${view.toLowerCase()}]`).waitFor()
    }
  })

  // Astro links the styles of a lazy chunk in the head, or deletes them: src/vite/lazy-css.ts does neither.
  test('it does not wait for the editor’s styles, and the build has them', async () => {
    const isEditors = (css: string) => css.includes('.monaco-editor')
    const page = await open('/lessons/server/', { javaScriptEnabled: false })
    const sheets = page.locator('link[rel=stylesheet]')
    const linked = await sheets.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    const read = (file: string) => readFileSync(dist + file, 'utf8')
    expect(linked.length).toBeGreaterThan(0)
    expect(linked.filter((href) => isEditors(read(href)))).toEqual([])
    const built = readdirSync(`${dist}_astro`).filter((name) => name.endsWith('.css'))
    expect(built.some((name) => isEditors(read(`_astro/${name}`)))).toBe(true)
  })

  test('the keyboard reaches the text and the code without passing the header', async () => {
    const page = await open('/lessons/server/')
    await page.keyboard.press('Tab')
    await expect(page.locator(':focus').textContent()).resolves.toBe('Skip to the text')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('#workbench:focus').waitFor({ state: 'attached' })
  })
})

test.each(allPages)('%s asks nobody but its own origin for anything', async (path) => {
  const context = await browser.newContext()
  onTestFinished(() => context.close())
  const foreign: string[] = []
  const page = await context.newPage()
  page.on('request', (request) => {
    if (!/^(?:data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin)
      foreign.push(request.url())
  })
  await page.goto(origin + path, { waitUntil: 'load' })
  expect(foreign).toEqual([])
})

test.each(allPages)('%s does not scroll sideways on a phone', async (path) => {
  const page = await open(path, phone)
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  expect(widths[0]).toBe(widths[1])
})

test.each([
  ['a desk', '/lessons/server/', { viewport: { width: 1440, height: 900 } }],
  ['a small desk', '/ru/lessons/server/', { viewport: { width: 1024, height: 768 } }],
])('on %s the lesson page itself does not scroll', async (_name, path, options) => {
  const page = await open(path, options)
  await page.locator('.wl-workbench').waitFor()
  const sizes = await page.evaluate(() => [
    document.documentElement.scrollHeight,
    document.documentElement.scrollWidth,
  ])
  expect(sizes).toEqual([options.viewport.height, options.viewport.width])
})

test.each([
  ['a sheet', { viewport: { width: 794, height: 1123 } }],
  ['a sheet on its side', { viewport: { width: 1123, height: 794 } }],
])('on %s the whole text of a lesson stands in the light, and nothing else', async (_name, options) => {
  const page = await open('/lessons/server/', { ...options, colorScheme: 'dark' })
  await page.locator('.wl-workbench').waitFor({ state: 'attached' })
  // Printed from a part that is not the text, too.
  await page.locator('[data-view]').evaluate((element) => element.setAttribute('data-view', 'code'))
  await page.emulateMedia({ media: 'print' })
  await expect.poll(() => theme(page)).toBe('light')
  await page.getByRole('region', { name: 'Workbench' }).waitFor({ state: 'hidden' })
  await page.getByRole('group', { name: 'Parts of the lesson' }).waitFor({ state: 'hidden' })
  const last = await page.getByRole('link', { name: 'A page that joins in' }).boundingBox()
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  expect(last?.y).toBeGreaterThan(options.viewport.height)
  expect(height - (last?.y ?? 0)).toBeLessThan(options.viewport.height)
  await page.emulateMedia({ media: 'screen' })
  await expect.poll(() => theme(page)).toBe('dark')
})

test('no part of a lesson scrolls sideways on a phone', async () => {
  const page = await open('/ru/lessons/server/', phone)
  for (const view of ['Код', 'Клиенты', 'Провод']) {
    await page.getByRole('group', { name: 'Части урока' }).getByRole('button', { name: view }).click()
    await page.locator('.wl-workbench').waitFor()
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    expect(widths[0], view).toBe(widths[1])
  }
})

describe.each(['light', 'dark'] as const)('axe in the %s theme', (colorScheme) => {
  // The lessons themselves are looked at by lesson-access.test.ts.
  test.each(allPages.filter((path) => !/lessons\/./.test(path)))('finds nothing on %s', async (path) => {
    const page = await open(path, { colorScheme })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))).toEqual([])
  })

  test.each(['Code', 'Clients', 'Wire'])('finds nothing in a lesson on a phone, at %s', async (view) => {
    const page = await open('/lessons/server/', { colorScheme, ...phone })
    const tab = page.getByRole('group', { name: 'Parts of the lesson' }).getByRole('button', { name: view })
    await tab.click()
    await page.getByRole('heading', { level: 1, name: 'A server that listens' }).waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))).toEqual([])
  })

  test('finds nothing in the search', async () => {
    const page = await open('/ru/', { colorScheme })
    await page.keyboard.press('Control+k')
    await page.getByRole('searchbox').fill('сервер')
    await page.getByRole('dialog').getByRole('listitem').first().waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))).toEqual([])
  })
})
