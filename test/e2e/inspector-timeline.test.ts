/** Travelling in time, pins, and two runs side by side, through the page. */
import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { TraceEventDraft } from '../../protocol/trace.ts'
import { compareStrings } from '../../src/strings/compare.ts'
import { inspectorStrings } from '../../src/strings/inspector.ts'
import { timelineStrings } from '../../src/strings/timeline.ts'
import { busyStory } from '../fixtures/inspector/busy-story.ts'
import { phone, push, startInspectorPages, type InspectorPages } from './inspector-page.ts'

let pages: InspectorPages

beforeAll(async () => {
  pages = await startInspectorPages()
})
afterAll(() => pages.close())

const words = timelineStrings('en')
const ms = 1000
const slider = (page: Page) => page.getByRole('slider', { name: words.moment })
const moment = (page: Page) => slider(page).getAttribute('aria-valuetext')
const tab = (page: Page, name: 'ladder' | 'packets' | 'state' | 'console') =>
  page.getByRole('tab', { name: inspectorStrings('en').tabs[name] }).click()
/** A busy machine takes its time. */
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 15_000 })
const isAt = (page: Page, text: string) => eventually(async () => expect(await moment(page)).toBe(text))
const isLive = (page: Page) => eventually(async () => expect(await moment(page)).toMatch(/^live, /))

describe('the timeline', () => {
  it('takes ladder, packets, state and console to one moment by keys, and back to live with Escape', async () => {
    await pages.withPage({}, async (page) => {
      await push(page, busyStory())
      await isLive(page)
      await slider(page).focus()
      await page.keyboard.press('Home')
      await isAt(page, '0.000 s, run began')
      await page.keyboard.press('ArrowRight')
      await isAt(page, '0.020 s, Ann: connection opened')
      const toTheLine = ['Home', 'Shift+ArrowRight', 'Shift+ArrowRight', 'ArrowLeft', 'ArrowLeft']
      for (const key of toTheLine) await page.keyboard.press(key)
      const here = '0.062 s, Server: three are here'
      await isAt(page, here)
      await page.getByText(words.past('0.062')).waitFor()
      await page.keyboard.press('PageUp')
      await eventually(async () => expect(await moment(page)).toMatch(/^0\.961 s, /))
      for (const key of ['PageDown', ...toTheLine]) await page.keyboard.press(key)
      await isAt(page, here)

      await tab(page, 'packets')
      const packets = page.getByRole('grid').getByRole('row')
      // Of each client CONNECT and its answer, and the head of the table.
      await eventually(async () => expect(await packets.count()).toBe(1 + 6))
      await tab(page, 'console')
      await page.getByRole('row', { name: /three are here/ }).waitFor()
      await tab(page, 'state')
      await page.getByText(`At ${here}`).waitFor()
      await page.getByRole('tabpanel').getByText('blue').first().waitFor()

      await push(page, [{ ...laterMessage, at: 2_500 * ms }])
      await isAt(page, here)
      await page.keyboard.press('Escape')
      await isLive(page)
      await page.getByText('Now', { exact: true }).waitFor()
      await tab(page, 'packets')
      await page.getByRole('row', { name: /later/ }).waitFor()
    })
  })

  it('is dragged and clicked, and a selection travels along', async () => {
    await pages.withPage({}, async (page) => {
      await push(page, busyStory())
      await isLive(page)
      const handle = await slider(page).boundingBox()
      const strip = await page.getByRole('region', { name: words.label }).boundingBox()
      if (handle === null || strip === null) throw new Error('the timeline is not shown')
      const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2]
      await page.mouse.move(x, y)
      await page.mouse.down()
      await page.mouse.move(x - 200, y, { steps: 4 })
      await eventually(async () => expect(await moment(page)).not.toMatch(/^live/))
      const dragged = await moment(page)
      await page.mouse.move(x - 400, y, { steps: 4 })
      await eventually(async () => expect(await moment(page)).not.toBe(dragged))
      await page.mouse.up()
      const row = page.getByRole('treeitem', { name: /event whisper/ })
      await row.click()
      await isAt(page, '0.700 s, Ben to Server: whisper')
      await page.getByRole('button', { name: words.ends.live.back }).click()
      await isLive(page)
      await page.mouse.click(strip.x + strip.width / 2, y)
      await eventually(async () => expect(await moment(page)).not.toMatch(/^live/))
      await slider(page).press('End')
      await isLive(page)
    })
  })

  it('marks the question that nobody answered in time, and has a list of sentences instead of arrows', async () => {
    await pages.withPage({}, async (page) => {
      await push(page, busyStory())
      await page.getByRole('treeitem', { name: /are you sure\?.*no answer within 200\sms/ }).waitFor()
      const unanswered = page.getByRole('treeitem', { name: /no answer within/ })
      await expect.poll(() => unanswered.count()).toBe(1)
      await unanswered.click()
      await page
        .getByRole('complementary')
        .getByText(/^no answer within 200\sms$/)
        .waitFor()
      const sentence = page.getByText(/^Ann to server: event chat, "back again"/)
      const seenWidth = async () => (await sentence.boundingBox())?.width ?? 0
      await expect.poll(() => seenWidth()).toBeLessThan(2)
      await page.getByRole('button', { name: words.sentences }).click()
      await eventually(async () => expect(await seenWidth()).toBeGreaterThan(100))
    })
  })
})

const laterMessage: TraceEventDraft = {
  kind: 'frame',
  origin: 'gateway',
  link: 'cat-1',
  client: 'cat',
  direction: 'up',
  transport: 'websocket',
  form: 'text',
  size: 12,
  data: '42["later",1]',
}

describe('a pin', () => {
  it('is set and taken off with P and with buttons, stands above ladder and packets, and leads to its event or chapter', async () => {
    await pages.withPage({}, async (page) => {
      await push(page, busyStory())
      const pinned = page.getByRole('region', { name: words.pins.label('1') })
      const row = page.getByRole('treeitem', { name: /event whisper/ })
      await row.click()
      await page.keyboard.press('p')
      const go = pinned.getByRole('button', { name: /0\.700 Ben to Server: whisper/ })
      await go.waitFor()
      await tab(page, 'packets')
      await page.getByRole('button', { name: inspectorStrings('en').detail.close }).click()
      await go.click()
      await page.getByRole('complementary').getByRole('heading', { name: 'whisper' }).waitFor()
      await page.getByRole('complementary').getByRole('button', { name: words.pins.unpin }).click()
      await pinned.waitFor({ state: 'detached' })

      await tab(page, 'ladder')
      await page.getByRole('tree').press('Home')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('p')
      const chapter = pinned.getByRole('button', { name: /0\.020 Ann: handshake/ })
      await chapter.waitFor()
      await tab(page, 'packets')
      await page.getByRole('button', { name: inspectorStrings('en').detail.close }).click()
      await chapter.click()
      await page
        .getByRole('complementary')
        .getByRole('heading', { name: /^handshake/ })
        .waitFor()
      await pinned.getByRole('button', { name: /^Unpin Ann: handshake/ }).click()
      await pinned.waitFor({ state: 'detached' })
    })
  })
})

const recordedFile = readFileSync(new URL('../fixtures/traces/rooms.jsonl', import.meta.url))

/** The second run misses a message and says something else. */
function twoRuns(): TraceEventDraft[] {
  const second = busyStory(2, 3_000_000).filter(
    (event) => !(event.kind === 'frame' && event.data.includes('whisper')),
  )
  return [
    ...busyStory(),
    ...second.map((event) =>
      event.kind === 'frame' ? { ...event, data: event.data.replace('"saved"', '"refused"') } : event,
    ),
  ]
}

describe('two runs side by side', () => {
  it('tell what only one of them has and what changed, and lead from difference to difference', async () => {
    const strings = compareStrings('en')
    await pages.withPage({}, async (page) => {
      await push(page, twoRuns())
      await page.getByRole('button', { name: strings.open }).click()
      const region = page.getByRole('region', { name: strings.label })
      await region.getByRole('status').getByText(strings.counts['left-only'](1)).waitFor()
      await region.getByRole('status').getByText(strings.counts.changed(1)).waitFor()
      await region.getByRole('tree').focus()
      await page.keyboard.press(']')
      await page
        .getByRole('treeitem', { name: /^only left: Ben to server: event whisper/, selected: true })
        .waitFor()
      await region.getByRole('button', { name: strings.next }).click()
      await page
        .getByRole('treeitem', {
          name: /^other payload: left .*"saved".*; right .*"refused"/,
          selected: true,
        })
        .waitFor()
      await region.getByRole('combobox', { name: strings.left }).selectOption({ index: 1 })
      await region.getByRole('status').getByText(strings.noDifference).waitFor()
      const chosen = page.waitForEvent('filechooser')
      await region.getByRole('button', { name: strings.openFile }).click()
      await (
        await chosen
      ).setFiles({ name: 'other.jsonl', mimeType: 'application/jsonl', buffer: recordedFile })
      await region
        .getByRole('combobox', { name: strings.right })
        .getByText(/^other: Run 1/)
        .waitFor({ state: 'attached' })
      await region
        .getByRole('status')
        .getByText(/only right$/)
        .waitFor()
      await region.getByRole('button', { name: strings.close }).click()
      await page.getByRole('tree', { name: inspectorStrings('en').ladder.label }).waitFor()
    })
  })
})

describe('for everybody', () => {
  it.each([
    ['light', 'en', undefined],
    ['dark', 'ru', phone],
  ] as const)(
    'axe finds nothing in a moment of the past or in a comparison (%s, %s)',
    async (theme, language, viewport) => {
      await pages.withPage(
        { theme, language, ...(viewport === undefined ? {} : { viewport }) },
        async (page) => {
          await push(page, twoRuns())
          await page.getByRole('slider').press('Shift+ArrowLeft')
          await page
            .getByRole('treeitem', { name: / chat, / })
            .first()
            .click()
          await page.keyboard.press('p')
          await page.getByRole('region', { name: timelineStrings(language).pins.label('1') }).waitFor()
          const travelled = await new AxeBuilder({ page }).analyze()
          expect(travelled.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
          await page.getByRole('button', { name: compareStrings(language).open }).click()
          await page.getByRole('region', { name: compareStrings(language).label }).waitFor()
          const compared = await new AxeBuilder({ page }).analyze()
          expect(compared.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
        },
      )
    },
  )
})
