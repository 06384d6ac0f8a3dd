import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inspectorStrings } from '../../src/strings/inspector.ts'
import { whyStrings } from '../../src/strings/why.ts'
import { InsideStory, roomsStory } from '../fixtures/inspector/inside-story.ts'
import { phone, push, startInspectorPages, type InspectorPages, type View } from './inspector-page.ts'

const english = whyStrings('en')
const ms = 1000
let pages: InspectorPages

beforeAll(async () => {
  pages = await startInspectorPages()
})
afterAll(() => pages.close())

const tab = (page: Page, language: 'en' | 'ru' = 'en') =>
  page.getByRole('tab', { name: inspectorStrings(language).tabs.why })
const verdicts = (page: Page, language: 'en' | 'ru' = 'en') =>
  page.getByRole('list', { name: whyStrings(language).verdicts }).getByRole('listitem')
const recent = (page: Page) => page.getByRole('region', { name: english.recent }).getByRole('button')

function withStory(view: View, use: (page: Page) => Promise<void>): Promise<void> {
  return pages.withPage(view, async (page) => {
    await push(page, roomsStory())
    await use(page)
  })
}

it('says what will appear and how, then lists what was sent, the newest first', async () => {
  await pages.withPage({}, async (page) => {
    await tab(page).click()
    await page.getByText(english.empty.what).waitFor()
    await push(page, roomsStory())
    await recent(page).first().waitFor()
    await expect.poll(() => recent(page).first().innerText()).toContain("io.to('blue').emit('chat', …)")
    await expect.poll(() => recent(page).last().innerText()).toContain('Ann')
  })
})

it('names the runs where what was sent is of several, and says what was cleared away', async () => {
  await withStory({}, async (page) => {
    await tab(page).click()
    const listed = page.getByRole('region', { name: english.recent }).getByRole('listitem')
    await listed.first().waitFor()
    expect(await listed.filter({ hasText: /^Run / }).count()).toBe(0)
    const again = new InsideStory().run(2).connects('ann')
    again.emit({ event: 'news', sockets: ['s-ann'] })
    await push(page, again.events)
    await listed.filter({ hasText: 'Run 2 · server.js' }).waitFor()
    await expect
      .poll(() => listed.filter({ hasText: /^Run / }).allInnerTexts())
      .toEqual(['Run 2 · server.js', 'Run 1 · server.js'])
    const { clear, empty } = inspectorStrings('en')
    await page.getByRole('button', { name: clear }).click()
    await page.getByText(empty.cleared.what).waitFor()
  })
})

it('is two clicks from a hollow arrow: one turns to it, one asks why', async () => {
  await withStory({ viewport: { width: 1000, height: 900 } }, async (page) => {
    const row = page.getByRole('treeitem', { name: /without Ben, who is not in blue/ }).first()
    await row
      .locator('.wli-fan-end')
      .filter({ hasText: 'Ben' })
      .click({ position: { x: 4, y: 4 } })
    await page.getByRole('complementary').getByRole('button', { name: english.ask }).click()
    const ben = verdicts(page).filter({
      hasText: 'Ben was not in room “blue”; who was, at that moment: Ann, Cat.',
    })
    await ben.waitFor()
    await expect.poll(() => ben.getAttribute('aria-current')).toBe('true')
    await expect
      .poll(() => verdicts(page).allInnerTexts())
      .toEqual([
        expect.stringContaining(english.signs.received),
        expect.stringContaining(english.signs['not-sent']),
        expect.stringContaining(english.signs.received),
      ])
  })
})

it('asks about a client’s packet from its details, and shows the handlers that it met', async () => {
  await withStory({ viewport: { width: 1000, height: 900 } }, async (page) => {
    await page.getByRole('treeitem', { name: /Cat to server: event mesage/ }).click()
    await page.getByRole('button', { name: english.ask }).click()
    await verdicts(page).getByText('It reached the server, but nothing there listens for “mesage”.').waitFor()
  })
})

it('turns to the events that show it: the ladder to a frame, the details to what has no row', async () => {
  await withStory({ viewport: { width: 1000, height: 900 } }, async (page) => {
    await tab(page).click()
    await recent(page).filter({ hasText: "io.to('blue').emit('chat'" }).last().click()
    await verdicts(page).getByRole('button', { name: 'Cat joins “blue”' }).click()
    await page.getByRole('complementary').getByText('join', { exact: true }).waitFor()
    // The question stays where it was.
    await verdicts(page).getByRole('button', { name: 'Server to Ann: chat' }).click()
    const ladder = page.getByRole('tree', { name: inspectorStrings('en').ladder.label })
    await ladder.getByRole('treeitem', { selected: true }).filter({ hasText: 'event chat' }).waitFor()
    await tab(page).click()
    await expect.poll(() => verdicts(page).count()).toBe(3)
    await page.getByRole('button', { name: english.all }).click()
    await recent(page).first().waitFor()
  })
})

it('tells what is notable where nothing is asked, and a verdict grows with the trace', async () => {
  await pages.withPage({ viewport: { width: 1000, height: 900 } }, async (page) => {
    const story = new InsideStory()
      .run()
      .connects('ann', 10 * ms)
      .connects('ben', 12 * ms)
    story.message('ann', 'up', '427["save"]', { at: 50 * ms })
    story.emit({ event: 'news', rooms: ['blue'], at: 60 * ms })
    await push(page, story.events)
    await tab(page).click()
    const noticed = page.getByRole('region', { name: english.noticed })
    await noticed.getByText('save').first().waitFor()
    await recent(page).filter({ hasText: 'news' }).click()
    await verdicts(page).getByText('Ben was not in room “blue”; who was, at that moment: nobody.').waitFor()
    const before = story.events.length
    await push(page, story.joins('ben', 'blue', { at: 90 * ms }).events.slice(before))
    await verdicts(page).getByText('Ben was not in room “blue” yet: it joined 30 ms later.').waitFor()
  })
})

it('leads on to the lesson about it', async () => {
  await withStory({}, async (page) => {
    await tab(page).click()
    await recent(page).filter({ hasText: 'socket.broadcast' }).click()
    const ben = verdicts(page).filter({ hasText: 'a broadcast leaves its sender out' })
    const link = ben.getByRole('link', { name: english.lesson })
    await expect.poll(() => link.getAttribute('href')).toBe('/lessons/broadcast/')
    // Who received it has nothing to learn about it.
    await expect.poll(() => page.getByRole('link').count()).toBe(1)
  })
})

it('is used with the keyboard alone', async () => {
  await withStory({}, async (page) => {
    await page.getByRole('tab', { selected: true }).focus()
    await page.keyboard.press('End')
    await expect.poll(() => tab(page).getAttribute('aria-selected')).toBe('true')
    await recent(page).first().focus()
    await page.keyboard.press('Enter')
    await verdicts(page).first().waitFor()
    // The focus goes on from the answer, not from the top of the page.
    await page.keyboard.press('Tab')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent.trim())).toBe(english.all)
    await page.keyboard.press('Enter')
    await recent(page).first().waitFor()
    await page.keyboard.press('Tab')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('.wli-why') !== null))
      .toBe(true)
  })
})

it.each([
  { language: 'en', theme: 'light' },
  { language: 'ru', theme: 'dark', viewport: phone },
] as const)('axe finds nothing, and nothing scrolls sideways: $language $theme', async (view) => {
  await withStory(view, async (page) => {
    const violations = async () =>
      (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [
        id,
        nodes.map(({ html }) => html),
      ])
    await tab(page, view.language).click()
    const list = page.getByRole('region', { name: whyStrings(view.language).recent })
    await list.getByRole('button').first().waitFor()
    // The list is made of the same parts as the answer: once is enough.
    if (view.theme === 'dark') expect(await violations()).toEqual([])
    await list.getByRole('button').filter({ hasText: 'socket.broadcast' }).click()
    await verdicts(page, view.language).first().waitFor()
    expect(await violations()).toEqual([])
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    const why = await page.locator('.wli-why').evaluate((view_) => view_.scrollWidth - view_.clientWidth)
    expect(why).toBe(0)
  })
})
