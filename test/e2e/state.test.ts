import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TraceEventDraft } from '../../protocol/trace.ts'
import { inspectorStrings } from '../../src/strings/inspector.ts'
import { connects, joins, keeps, runStarts, socketOf, stateStory } from '../fixtures/inspector/state-story.ts'
import { frame } from '../fixtures/inspector/story.ts'
import { phone, push, startInspectorPages, type InspectorPages, type View } from './inspector-page.ts'

const words = inspectorStrings('en').state
const ms = 1000
let pages: InspectorPages

beforeAll(async () => {
  pages = await startInspectorPages()
})
afterAll(() => pages.close())

/** A page whose State tab is open. */
function withState(view: View, use: (page: Page) => Promise<void>): Promise<void> {
  return pages.withPage(view, async (page) => {
    await page.getByRole('tab', { name: inspectorStrings(view.language ?? 'en').tabs.state }).click()
    await use(page)
  })
}

const sockets = (page: Page) => page.getByRole('region', { name: words.sockets })
const rooms = (page: Page) => page.getByRole('region', { name: words.rooms })
const drop = (what: 'reports' | 'pane-reports', count: number): TraceEventDraft => ({
  origin: 'server',
  claimed: true,
  kind: 'drop',
  what,
  count,
})

describe('the state', () => {
  it('says what will appear, what it waits for, and that it went with its run', async () => {
    await withState({}, async (page) => {
      await page.getByText(words.empty.before.what).waitFor()
      const [start, listen] = runStarts(1, 0)
      await push(page, start === undefined ? [] : [start])
      await page.getByText(words.empty.starting.what).waitFor()
      await push(page, listen === undefined ? [] : [listen])
      await page.getByText(words.empty.nobody.what).waitFor()
      await push(page, connects('ann', 10 * ms))
      await sockets(page).getByRole('button', { name: /Ann/ }).first().waitFor()
      await push(page, [{ origin: 'gateway', kind: 'run', phase: 'end', run: 1, reason: 'stopped' }])
      await page.getByText(words.empty.ended.what).waitFor()
    })
  })

  it('shows whose each socket is, its rooms, what the program keeps on it, and who is in each room', async () => {
    await withState({}, async (page) => {
      await push(page, stateStory())
      const ann = sockets(page).getByRole('listitem').filter({ hasText: 'Ann the Great' }).first()
      await ann.waitFor()
      const text = (await ann.innerText()).replace(/\s+/g, ' ')
      for (const part of [
        'Ann /',
        'websocket',
        'lobby',
        'blue',
        'socket.data.points 3',
        'socket.nickname "Ann the Great"',
      ])
        expect(text).toContain(part)
      const blue = rooms(page).getByRole('listitem').filter({ hasText: 'blue' }).first()
      expect((await blue.innerText()).replace(/\s+/g, ' ')).toBe('blue 2 sockets A Ann B Ben')
      await rooms(page).getByText(words.notText).waitFor()
    })
  })

  it('says of a socket who tells of it: the program alone, the wire alone, or both', async () => {
    await withState({}, async (page) => {
      const [link, asked, told, joined, confirmed] = connects('ann', 10 * ms)
      const [otherLink, , , , seen] = connects('ben', 10 * ms)
      const steps = [link, asked, told, joined, otherLink, seen].filter((event) => event !== undefined)
      await push(page, [...runStarts(1, 0), ...steps])
      const socket = (name: string) => sockets(page).getByRole('listitem').filter({ hasText: name }).first()
      await socket('Ann').getByText(words.unconfirmed, { exact: true }).waitFor()
      await socket('Ben').getByText(words.untold, { exact: true }).waitFor()
      await push(page, confirmed === undefined ? [] : [confirmed])
      await socket('Ann').getByText(words.unconfirmed, { exact: true }).waitFor({ state: 'detached' })
    })
  })

  it('tells since when a socket is connected, however long nothing has happened and whatever tab was open', async () => {
    await pages.withPage({}, async (page) => {
      await page.clock.install()
      await push(page, [...runStarts(1, 0), ...connects('ann', 10 * ms)])
      await page.getByRole('treeitem').first().waitFor()
      await page.clock.fastForward(90_000)
      await page.getByRole('tab', { name: inspectorStrings('en').tabs.state }).click()
      await page.getByText(/^for 1\smin/).waitFor()
    })
  })

  it('says that reports were dropped', async () => {
    await withState({}, async (page) => {
      await push(page, [...runStarts(1, 0), drop('pane-reports', 5)])
      await page.getByText(words.empty.nobody.what).waitFor()
      expect(await page.getByText('dropped').count()).toBe(0)
      await push(page, [drop('reports', 12)])
      await page.getByText(words.lost(12)).waitFor()
    })
  })
})

describe('the moment', () => {
  it('is that of the selected packet, until its reader goes back to now', async () => {
    await withState({}, async (page) => {
      await push(page, stateStory())
      await page.getByRole('tab', { name: 'Packets' }).click()
      await page.getByRole('row').filter({ hasText: '"Ann the Great"' }).click()
      await page.getByRole('tab', { name: 'State' }).click()
      await page.getByText(words.at('0.800')).waitFor()
      expect(await sockets(page).getByText('socket.nickname').count()).toBe(0)
      expect(await rooms(page).getByText('blue').count()).toBe(0)
      // What comes meanwhile is not of that moment.
      await push(page, [joins('ann', 'late room', 3000 * ms)])
      await page.getByRole('button', { name: words.backToNow.live }).click()
      await rooms(page).getByText('late room').waitFor()
      await sockets(page).getByText('socket.nickname').first().waitFor()
    })
  })

  it('is that of its connection when a socket is pressed, by keyboard too', async () => {
    await withState({}, async (page) => {
      await push(page, stateStory())
      const ben = sockets(page).getByRole('button', { name: /^(B )?Ben/ })
      await ben.focus()
      await page.keyboard.press('Enter')
      await page
        .getByText(/socket connected$/)
        .first()
        .waitFor()
      await expect.poll(() => ben.getAttribute('aria-current')).toBe('true')
      expect(await sockets(page).getByText('Cat').count()).toBe(0)
    })
  })
})

describe('what has changed', () => {
  it('is marked: the property and the room that are new, and no other', async () => {
    await withState({}, async (page) => {
      await push(page, [
        ...runStarts(1, 0),
        ...connects('ann', 10 * ms),
        keeps('ann', 'data', '{"a":1,"b":1}', 20 * ms),
      ])
      await sockets(page).getByText('socket.data.a').waitFor()
      expect(await page.locator('.wli-changed').count()).toBe(0)
      await push(page, [keeps('ann', 'data', '{"a":1,"b":2}', 30 * ms), joins('ann', 'blue', 30 * ms)])
      await rooms(page).getByText('blue').waitFor()
      await expect.poll(() => page.locator('.wli-changed').allInnerTexts()).toEqual(['blue', '2', '1 socket'])
    })
  })
})

describe('a hostile program', () => {
  it('gets its names and values shown as inert, bounded text', async () => {
    await withState({}, async (page) => {
      const markup = '<img src=x onerror="window.hacked=1">'
      const text = JSON.stringify({ [markup]: markup, bidi: 'user\u202Egnp.exe', __proto__x: '\u0000' })
      await push(page, [
        ...runStarts(1, 0),
        ...connects('ann', 10 * ms),
        joins('ann', markup, 20 * ms),
        joins('ann', { notText: '\u202E' }, 20 * ms),
        keeps('ann', 'data', text, 21 * ms),
        keeps('ann', 'own', `{"long":"${'x'.repeat(1900)}…`, 22 * ms),
        joins('nobody', 'blue', 23 * ms),
      ])
      await rooms(page).getByText(words.notConnected).waitFor()
      expect(await page.locator('img, script:not([src]), iframe, a').count()).toBe(0)
      const shown = await page.locator('body').innerText()
      expect(shown).toContain('‹U+202E›')
      for (const character of ['\u202E', '\u0000']) expect(shown).not.toContain(character)
      expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
    })
  })
})

describe('a hundred sockets in fifty rooms each', () => {
  it('are shown in part, the rest when asked, and the page keeps up while they change', async () => {
    await withState({}, async (page) => {
      const clients = Array.from({ length: 100 }, (_, n) => `c${n}`)
      await push(page, [
        ...runStarts(1, 0),
        ...clients.flatMap((client) => [
          ...connects(client, 10 * ms),
          ...Array.from({ length: 50 }, (_, n) => joins(client, `room ${n}`, 20 * ms)),
        ]),
      ])
      await sockets(page)
        .getByRole('button', { name: words.more('70') })
        .waitFor()
      await expect.poll(() => page.locator('.wli-state *').count()).toBeLessThan(5000)
      for (let burst = 0; burst < 20; burst += 1) {
        await push(
          page,
          clients.flatMap((client) => [
            frame(client, 'up', `42["e",${burst}]`),
            keeps(client, 'data', `{"burst":${burst}}`, 30 * ms),
          ]),
        )
        // A page that answers runs a timer between bursts.
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
      }
      await expect.poll(() => sockets(page).getByText('socket.data.burst 19').count()).toBe(30)
      await sockets(page)
        .getByRole('button', { name: words.more('70') })
        .click()
      await expect.poll(() => sockets(page).getByText('socket.data.burst 19').count()).toBe(100)
    })
  })
})

describe('a socket’s id', () => {
  it('is short, whole when focused, and copied when pressed', async () => {
    await withState({}, async (page) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await push(page, [...runStarts(1, 0), ...connects('ann', 10 * ms)])
      const id = socketOf('ann')
      const button = page.getByRole('button', { name: words.copyId(id) })
      const isWhole = () => button.evaluate((element) => element.scrollWidth <= element.clientWidth)
      expect(await isWhole()).toBe(false)
      await page.getByRole('tab', { name: 'State' }).focus()
      await page.keyboard.press('Tab')
      for (let presses = 0; presses < 9; presses += 1) {
        if (await button.evaluate((element) => element === document.activeElement)) break
        await page.keyboard.press('Tab')
      }
      await expect.poll(() => isWhole()).toBe(true)
      await page.keyboard.press('Enter')
      await page.getByText(words.copied).waitFor()
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(id)
    })
  })
})

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each(['en', 'ru'] as const)('axe finds nothing, now and then (%s)', async (language) => {
    await withState({ theme, language }, async (page) => {
      await push(page, [...stateStory(), drop('reports', 3)])
      const gone: TraceEventDraft = {
        origin: 'gateway',
        kind: 'link',
        phase: 'close',
        link: 'ann-1',
        client: 'ann',
        reason: 'client',
      }
      await page.locator('.wli-socket').first().waitFor()
      await push(page, [gone])
      for (const closed of await page.locator('.wli-state details:not([open]) > summary').all())
        await closed.click()
      const problems = async () => {
        const { violations } = await new AxeBuilder({ page }).analyze()
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
      }
      expect(await problems()).toEqual([])
      await page.locator('.wli-socket-who').nth(1).click()
      await page.locator('.wli-moment-past').waitFor()
      expect(await problems()).toEqual([])
    })
  })
})

describe('on a phone', () => {
  it.each(['en', 'ru'] as const)(
    'nothing scrolls sideways, and every control is in sight (%s)',
    async (language) => {
      await withState({ viewport: phone, language }, async (page) => {
        await push(page, stateStory())
        await page.locator('.wli-socket').first().waitFor()
        const overflow = await page.evaluate(() => {
          const scroller = document.querySelector('.wli-state-scroll')
          return [
            document.documentElement.scrollWidth - innerWidth,
            (scroller?.scrollWidth ?? 0) - (scroller?.clientWidth ?? 0),
          ]
        })
        expect(overflow).toEqual([0, 0])
        const clear = await page.getByRole('button', { name: inspectorStrings(language).clear }).boundingBox()
        expect((clear?.x ?? 0) + (clear?.width ?? 0)).toBeLessThanOrEqual(phone.width)
      })
    },
  )
})
