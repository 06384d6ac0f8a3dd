import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InsideStory } from '../fixtures/inspector/inside-story.ts'
import { chatStory, frame } from '../fixtures/inspector/story.ts'
import { phone, push, startInspectorPages, type InspectorPages } from './inspector-page.ts'

let pages: InspectorPages
const withPage: InspectorPages['withPage'] = (view, use) => pages.withPage(view, use)

beforeAll(async () => {
  pages = await startInspectorPages()
})
afterAll(() => pages.close())

const input = (page: Page) => page.getByRole('combobox')
const rows = (page: Page) => page.getByRole('treeitem')
const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click()

/** Sets the filter, as somebody does who ends with Enter. */
async function filterBy(page: Page, text: string): Promise<void> {
  await input(page).fill(text)
  await input(page).press('Enter')
}

describe('the filter', () => {
  it('limits the ladder, the packets and the console, and says how much passes', async () => {
    await withPage({}, async (page) => {
      await push(page, chatStory())
      await rows(page).first().waitFor()
      await filterBy(page, 'event:message')
      await expect.poll(() => rows(page).count()).toBe(3)
      await page.getByText('3 of 20').waitFor()
      await tab(page, 'Packets')
      await expect.poll(() => page.getByRole('row').count()).toBe(1 + 3)
      await tab(page, 'Console')
      await page.getByText('Nothing here passes the filter.').waitFor()
      await filterBy(page, '"hi everyone"')
      await expect.poll(() => page.getByRole('row').count()).toBe(1 + 1)
      await page.getByText('1 of 3').waitFor()
      await page.getByRole('button', { name: 'Clear the filter' }).click()
      await expect.poll(() => page.getByRole('row').count()).toBe(1 + 3)
      expect(await page.getByText('1 of 3').count()).toBe(0)
    })
  })

  it('lets through what comes, also where the server tells only later what a frame was for', async () => {
    await withPage({}, async (page) => {
      await filterBy(page, 'room:blue or event:up')
      const story = new InsideStory().run().connects('ann').connects('ben')
      const before = story.events.length
      story.reaches({ rooms: ['blue'] }, ['ann'], '42["chat","hi"]').reaches({}, ['ben'], '42["chat","all"]')
      await push(page, story.events.slice(0, before))
      await push(page, [frame('ann', 'up', '42["up"]'), frame('ann', 'up', '42["other"]')])
      await expect.poll(() => rows(page).count()).toBe(1)
      const said = story.events.slice(before)
      await push(
        page,
        said.filter(({ kind }) => kind === 'frame'),
      )
      await page.getByText('1 of 7').waitFor()
      await push(
        page,
        said.filter(({ kind }) => kind !== 'frame'),
      )
      await page.getByRole('treeitem', { name: /chat.*blue/ }).waitFor()
      await expect.poll(() => rows(page).count()).toBe(2)
    })
  })

  it('shows a folded chapter that holds something that passes, and keeps the details of what it hides', async () => {
    await withPage({}, async (page) => {
      await push(page, chatStory())
      await page.getByRole('treeitem', { name: /TypeError/ }).click()
      const title = page.getByRole('complementary', { name: 'Details' }).getByRole('heading', { level: 2 })
      await expect.poll(() => title.textContent()).toBe('TypeError')
      await filterBy(page, 'client:ann type:open')
      await page.getByRole('treeitem', { name: /^Ann: page, handshake, upgrade/ }).waitFor()
      await expect.poll(() => rows(page).count()).toBe(1)
      await expect.poll(() => title.textContent()).toBe('TypeError')
    })
  })

  it('limits an opened chapter and its details, and tells what it hides there', async () => {
    await withPage({}, async (page) => {
      await push(page, chatStory())
      await filterBy(page, 'client:ann type:open')
      await page.getByRole('treeitem', { name: /^Ann: page, handshake, upgrade.*1 of them passes/ }).click()
      await expect.poll(() => rows(page).count()).toBe(2)
      await page.getByRole('treeitem', { name: /^Server to Ann: .*open/, level: 2 }).waitFor()
      const details = page.getByRole('complementary', { name: 'Details' })
      await expect.poll(() => details.getByRole('listitem').count()).toBe(1)
      await details.getByText(/^The filter hides \d+ of \d+ steps\./).waitFor()
      await filterBy(page, 'client:ben')
      await details.getByText(/^The filter hides all of its steps/).waitFor()
      expect(await details.getByRole('listitem').count()).toBe(0)
      await details.getByRole('button', { name: 'Clear the filter' }).click()
      await expect.poll(() => details.getByRole('listitem').count()).toBeGreaterThan(5)
    })
  })

  it('is reached with /, offers what the trace has shown, and is left with Escape', async () => {
    await withPage({}, async (page) => {
      await push(page, chatStory())
      await rows(page).first().waitFor()
      await page.keyboard.press('/')
      await page.keyboard.type('cl')
      await page.getByRole('option', { name: /^client:/ }).waitFor()
      await page.keyboard.press('ArrowDown')
      const active = await input(page).getAttribute('aria-activedescendant')
      await expect.poll(() => page.getByRole('option', { selected: true }).getAttribute('id')).toBe(active)
      await page.keyboard.press('Enter')
      await expect.poll(() => input(page).inputValue()).toBe('client:')
      await page.keyboard.type('b')
      await page.getByRole('option', { name: 'ben' }).click()
      await expect.poll(() => input(page).inputValue()).toBe('client:ben ')
      await expect.poll(() => input(page).getAttribute('aria-expanded')).toBe('false')
      await page.getByRole('treeitem', { name: /^Ann to server/ }).waitFor({ state: 'detached' })
      await page.keyboard.press('Escape')
      await expect.poll(() => input(page).inputValue()).toBe('')
      await page
        .getByRole('treeitem', { name: /^Ann to server/ })
        .first()
        .waitFor()
      await page.keyboard.press('Escape')
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('tree')
    })
  })

  it('underlines and explains a mistake, while the last filter without one holds, and mends it', async () => {
    await withPage({}, async (page) => {
      await push(page, chatStory())
      await rows(page).first().waitFor()
      await input(page).click()
      await page.keyboard.type('event:message clent:ann ')
      const status = page.getByRole('search').getByRole('status')
      await status.getByText('There is no key “clent”').waitFor()
      await status.getByText('Until then this filter holds: event:message').waitFor()
      await expect.poll(() => page.locator('mark').textContent()).toBe('clent')
      await expect.poll(() => input(page).getAttribute('aria-invalid')).toBe('true')
      await expect.poll(() => rows(page).count()).toBe(3)
      await page.getByRole('button', { name: 'Write client' }).click()
      await expect.poll(() => rows(page).count()).toBe(1)
      await expect.poll(() => input(page).inputValue()).toBe('event:message client:ann ')
      await expect.poll(() => status.textContent()).toBe('')
    })
  })

  it('is narrowed from the details of a packet', async () => {
    await withPage({}, async (page) => {
      await push(page, chatStory())
      await page.getByRole('treeitem', { name: /^Server to Cat: event message/ }).click()
      await page.getByRole('button', { name: 'Add to the filter: event:message' }).click()
      await expect.poll(() => rows(page).count()).toBe(3)
      await page.getByRole('button', { name: 'Add to the filter: client:cat' }).click()
      await expect.poll(() => rows(page).count()).toBe(1)
      await expect.poll(() => input(page).inputValue()).toBe('event:message client:cat')
    })
  })

  it('is accessible with its list open and a mistake told', async () => {
    await withPage({ theme: 'dark' }, async (page) => {
      await push(page, chatStory())
      await rows(page).first().waitFor()
      await page.keyboard.press('/')
      await page.keyboard.type('dir:left ')
      await page.getByRole('option').first().waitFor()
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    })
  })

  it('has its grammar in a table, which is accessible too', async () => {
    await withPage({ language: 'ru' }, async (page) => {
      await page.getByRole('button', { name: 'Как писать фильтр' }).click()
      await page.getByRole('dialog').getByRole('rowheader', { name: 'event:chat', exact: true }).waitFor()
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    })
  })

  it('opens in a line of its own on a phone, and stays there while it holds', async () => {
    await withPage({ language: 'ru', viewport: phone }, async (page) => {
      await push(page, chatStory())
      await rows(page).first().waitFor()
      expect(await input(page).count()).toBe(0)
      await page.getByRole('button', { name: 'Фильтр', exact: true }).click()
      await filterBy(page, 'kind:console')
      await page.getByText('2 из 20').waitFor()
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide).toBeLessThanOrEqual(phone.width)
      await input(page).press('Escape')
      await input(page).press('Escape')
      await input(page).waitFor({ state: 'hidden' })
    })
  })
})
