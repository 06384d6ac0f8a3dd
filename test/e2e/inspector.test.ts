import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { markup } from '../fixtures/hostile-trace/hostile-text.ts'
import { traceOf } from '../fixtures/hostile-trace/one-text.ts'
import { InsideStory } from '../fixtures/inspector/inside-story.ts'
import { chatStory, frame } from '../fixtures/inspector/story.ts'
import { phone, push, startInspectorPages, type InspectorPages } from './inspector-page.ts'

let pages: InspectorPages
const withPage: InspectorPages['withPage'] = (view, use) => pages.withPage(view, use)

beforeAll(async () => {
  pages = await startInspectorPages()
})
afterAll(() => pages.close())

const detail = (page: Page) => page.getByRole('complementary', { name: 'Details' })
const rows = (page: Page) => page.getByRole('treeitem')

describe('the ladder', () => {
  it('says what will appear before anything does, then shows arrows as they come', async () => {
    await withPage({}, async (page) => {
      await page.getByText('will be drawn here as an arrow').waitFor()
      await push(page, [frame('ann', 'up', '42["message","hi"]')])
      await page.getByRole('treeitem', { name: /^Ann to server: event message, "hi", websocket/ }).waitFor()
      await push(page, [frame('ben', 'down', '42["message","hi"]')])
      await page.getByRole('treeitem', { name: /^Server to Ben: event message/ }).waitFor()
    })
  })

  it('moves the arrows with their lifelines when a client joins', async () => {
    await withPage({}, async (page) => {
      await push(page, [frame('ann', 'up', '42["early"]')])
      const early = page.getByRole('treeitem', { name: /early/ })
      const labelLeft = () =>
        early.getByText('early', { exact: true }).evaluate((b) => b.getBoundingClientRect().left)
      await early.waitFor()
      const before = await labelLeft()
      await push(page, [frame('dan', 'up', '42["late"]')])
      await page.getByRole('treeitem', { name: /late/ }).waitFor()
      await expect.poll(() => labelLeft()).toBeLessThan(before - 10)
    })
  })

  // A component with a state of its own was not drawn anew when the same fan had grown.
  it('draws the arrows of a call that come after it was drawn', async () => {
    await withPage({}, async (page) => {
      const story = new InsideStory().run().connects('ann').connects('ben')
      story.emit({ event: 'chat', sockets: ['s-ann', 's-ben'] })
      await push(page, story.events)
      await page.getByRole('treeitem', { name: /^Server: event chat/ }).waitFor()
      const before = story.events.length
      story.delivery(1, 'ann').message('ann', 'down', '42["chat"]')
      story.delivery(1, 'ben').message('ben', 'down', '42["chat"]')
      await push(page, story.events.slice(before))
      const call = page.getByRole('treeitem', { name: /^Server to Ann, Ben: event chat/ })
      await call.waitFor()
      await expect.poll(() => call.locator('.wli-fan-end').count()).toBe(2)
    })
  })

  it('draws the opening of a connection as one chapter that opens and closes', async () => {
    await withPage({}, async (page) => {
      await push(page, chatStory())
      await page.getByRole('tree').focus()
      await page.keyboard.press('Home')
      const chapter = page.getByRole('treeitem', { name: /^Ann: page, handshake, upgrade/ })
      await chapter.click()
      await expect.poll(() => chapter.getAttribute('aria-expanded')).toBe('true')
      await page.getByRole('treeitem', { name: /^Server to Ann: control packet open/ }).waitFor()
      await page.keyboard.press('ArrowLeft')
      await expect.poll(() => chapter.getAttribute('aria-expanded')).toBe('false')
    })
  })

  it('is walked with the arrow keys, Home and End, and Enter goes to the details', async () => {
    await withPage({}, async (page) => {
      await push(
        page,
        [1, 2, 3].map((value) => frame('ann', 'up', `42["step${value}"]`)),
      )
      await page.getByRole('tree').focus()
      const selected = page.locator('[role=treeitem][aria-selected=true]')
      await page.keyboard.press('End')
      await expect.poll(() => selected.textContent()).toContain('step3')
      await page.keyboard.press('ArrowUp')
      await expect.poll(() => selected.textContent()).toContain('step2')
      await page.keyboard.press('Home')
      await expect.poll(() => selected.textContent()).toContain('step1')
      const id = await selected.getAttribute('id')
      await expect.poll(() => page.getByRole('tree').getAttribute('aria-activedescendant')).toBe(id)
      await page.keyboard.press('Enter')
      await expect
        .poll(() => detail(page).evaluate((element) => element === document.activeElement))
        .toBe(true)
    })
  })

  it('follows the newest row until its reader scrolls up, and offers the way back', async () => {
    await withPage({}, async (page) => {
      const batch = (name: string) =>
        Array.from({ length: 60 }, (_, n) => frame('ann', 'up', `42["${name}${n}"]`))
      await push(page, batch('first'))
      await page.getByRole('treeitem', { name: /first59/ }).waitFor()
      await page.getByRole('tree').hover()
      await page.mouse.wheel(0, -600)
      await page.getByRole('treeitem', { name: /first59/ }).waitFor({ state: 'detached' })
      await push(page, batch('second'))
      const back = page.getByRole('button', { name: '60 new' })
      await back.waitFor()
      expect(await page.getByRole('treeitem', { name: /second59/ }).count()).toBe(0)
      await back.click()
      await page.getByRole('treeitem', { name: /second59/ }).waitFor()
    })
  })
})

describe('the details', () => {
  it('explain 42/chat,7["hi"] piece by piece', async () => {
    await withPage({}, async (page) => {
      await push(page, [frame('ann', 'up', '42/chat,7["hi"]')])
      await rows(page).first().click()
      const pieces = detail(page).getByRole('listitem')
      await pieces.first().waitFor()
      expect((await pieces.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
        '4 Engine.IO message: a Socket.IO packet follows',
        '2 Socket.IO event',
        '/chat, namespace /chat',
        '7 acknowledgement id 7: the sender asks for an answer',
        '["hi"] payload: event hi without arguments',
      ])
      await detail(page).getByText('Not answered yet').waitFor()
    })
  })

  it('lead from an answer to its question and back', async () => {
    await withPage({}, async (page) => {
      await push(page, [
        frame('ann', 'up', '427["ask"]', { at: 1000 }),
        frame('ann', 'down', '437["yes"]', { at: 4200 }),
      ])
      await page.getByRole('treeitem', { name: /acknowledgement ask/ }).click()
      await detail(page).getByText('Answered after 3.2 ms').waitFor()
      await detail(page).getByRole('button', { name: 'Go to the question' }).click()
      await detail(page).getByRole('button', { name: 'Go to the answer' }).waitFor()
    })
  })

  it.each([
    [
      'en',
      'Nobody listens for “mesage” on this socket.',
      'Another handler for “news” was added meanwhile: 3 handlers now.',
    ],
    [
      'ru',
      'Событие «mesage» на этом сокете никто не слушает.',
      'По ходу дела добавлен ещё один обработчик события «news»: теперь их 3.',
    ],
  ] as const)(
    'say what the page says of the handlers of a packet that it received (%s)',
    async (language, nobody, added) => {
      await withPage({ language }, async (page) => {
        const story = new InsideStory()
          .run()
          .connects('ann')
          .message('ann', 'down', '42["mesage"]')
          .heard('ann', 'mesage', 0)
        story.message('ann', 'down', '42["news"]').heard('ann', 'news', 2, 1).addsHandler('ann', 'news', 3)
        await push(page, story.events)
        await page.getByRole('treeitem', { name: /mesage/ }).click()
        await page.getByText(nobody).waitFor()
        await page.getByRole('treeitem', { name: /news/ }).click()
        await page.getByText(added).waitFor()
        await page
          .getByText(language === 'en' ? 'said by the page itself' : 'со слов самой страницы')
          .waitFor()
        await page.getByRole('button', { name: /index\.html:12/ }).click()
        await expect.poll(() => page.evaluate(() => window.inspector.jumps)).toEqual(['index.html:12:3'])
      })
    },
  )

  it('keep the selection from tab to tab', async () => {
    await withPage({}, async (page) => {
      await push(page, chatStory())
      await page.getByRole('treeitem', { name: /Ann to server: event message/ }).click()
      await page.getByRole('tab', { name: 'Ladder' }).press('ArrowRight')
      const selected = page.locator('[role=row][aria-selected=true]')
      await expect.poll(() => selected.innerText()).toContain('hi everyone')
      await expect
        .poll(() => page.getByRole('tab', { name: 'Packets' }).getAttribute('aria-selected'))
        .toBe('true')
    })
  })

  it('say what is only claimed, and lead into the code', async () => {
    await withPage({}, async (page) => {
      await push(page, chatStory())
      await page.getByRole('tab', { name: 'Console' }).click()
      await page.getByRole('row', { name: /TypeError/ }).click()
      await detail(page).getByText('An exception that nobody caught').waitFor()
      await detail(page).getByText('claimed', { exact: true }).waitFor()
      await detail(page).getByRole('button', { name: 'Go to server.js:14' }).click()
      await expect.poll(() => page.evaluate(() => window.inspector.jumps)).toEqual(['server.js:14:22'])
    })
  })
})

describe('what is only claimed', () => {
  it('is said of it in every list, and of nothing that the gateway saw', async () => {
    await withPage({}, async (page) => {
      const line = { kind: 'console', participant: 'server', level: 'log' } as const
      await push(page, [
        { ...line, origin: 'server', claimed: true, parts: ['forged'] },
        { ...line, origin: 'gateway', parts: ['seen'] },
      ])
      await page.getByRole('treeitem', { name: 'Server, console log: forged, claimed' }).waitFor()
      const seen = page.getByRole('treeitem', { name: 'Server, console log: seen' })
      expect(await seen.textContent()).not.toContain('claimed')
      await page.getByRole('tab', { name: 'Console' }).click()
      await page.getByRole('row', { name: /, claimed forged$/ }).waitFor()
      expect(await page.getByRole('row', { name: 'seen' }).textContent()).not.toContain('claimed')
      await page.getByRole('columnheader', { name: 'the program’s own word, not checked' }).waitFor()
    })
  })
})

describe('hostile payloads', () => {
  const deep = `${'['.repeat(400)}1${']'.repeat(400)}`
  const markup = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
  const texts = [
    markup,
    'javascript:window.hacked=1',
    '\u001B[31mred\u001B[0m',
    'user\u202Egnp.exe',
    '\u0000\uD800',
  ]

  it('are shown as inert, bounded text', async () => {
    await withPage({}, async (page) => {
      await push(page, [
        ...texts.map((text) => frame('ann', 'up', `42${JSON.stringify([text, { [text]: text }])}`)),
        frame('ann', 'up', `42["proto",{"__proto__":{"polluted":1},"constructor":{"prototype":1}}]`),
        frame('ann', 'up', `42["key",{"${'k'.repeat(1_000_000)}":1}]`),
        frame('ann', 'up', `42["deep",${deep}]`),
        frame('ann', 'up', '42["not json'),
        {
          origin: 'pane',
          claimed: true,
          kind: 'console',
          participant: 'ann',
          level: 'log',
          parts: texts,
          file: markup,
          line: 1,
        },
      ])
      await rows(page).first().waitFor()
      const count = await rows(page).count()
      expect(count).toBeGreaterThan(8)
      for (let index = 0; index < count; index += 1) {
        await rows(page).nth(index).click()
        await detail(page).getByRole('heading', { level: 2 }).waitFor()
        for (const closed of await detail(page).locator('details:not([open]) > summary').all())
          await closed.click()
        expect((await detail(page).innerText()).length).toBeLessThan(20_000)
      }
      await page.getByRole('tab', { name: 'Console' }).click()
      await page.getByRole('row').first().click()
      expect(await page.locator('img, script:not([src]), iframe, a').count()).toBe(0)
      const text = await page.locator('body').innerText()
      expect(text).toContain('‹U+202E›')
      for (const character of ['\u202E', '\u001B', '\u0000']) expect(text).not.toContain(character)
      expect(await page.evaluate(() => ['hacked' in window, 'polluted' in {}])).toEqual([false, false])
    })
  })
})

describe('a forged trace', () => {
  const active = /[\p{Cc}\p{Cs}\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/u

  it.each([
    ['that acts, hides and turns round', `\u202E\u001B[31m\uFEFF${markup}`],
    ['that is called like what every object has', 'constructor'],
  ])('with a text %s in every place is shown as inert text, whatever is looked at', async (_, text) => {
    await withPage({}, async (page) => {
      await push(page, traceOf(text))
      const isInert = async () => {
        const shown = (await page.locator('body').innerText()).replaceAll(/[\n\t]/g, '')
        expect(active.exec(shown)).toBeNull()
        // Links to lessons are ours.
        const foreign = page.locator('img, script:not([src]), iframe, a:not([href^="/"])')
        expect(await foreign.count()).toBe(0)
      }
      await rows(page).first().waitFor()
      const count = await rows(page).count()
      expect(count).toBeGreaterThan(10)
      for (let index = 0; index < count; index += 1) {
        await rows(page).nth(index).click()
        await detail(page).getByRole('heading', { level: 2 }).waitFor()
        await isInert()
      }
      for (const tab of ['Packets', 'State', 'Console', 'Why?']) {
        await page.getByRole('tab', { name: tab }).click()
        await page.getByRole('tabpanel', { name: tab }).waitFor()
        await isInert()
      }
      expect(await page.evaluate(() => ['hacked' in window, 'polluted' in {}])).toEqual([false, false])
    })
  })
})

describe('pause and clear', () => {
  it('hold what arrives, hide what was, and give both back', async () => {
    await withPage({}, async (page) => {
      await push(page, [frame('ann', 'up', '42["before"]')])
      await page.getByRole('treeitem', { name: /before/ }).waitFor()
      await page.getByRole('button', { name: 'Pause' }).click()
      await push(page, [frame('ann', 'up', '42["during"]')])
      await page.getByText('Paused, 1 waiting').waitFor()
      expect(await page.getByRole('treeitem', { name: /during/ }).count()).toBe(0)
      await page.getByRole('button', { name: 'Resume' }).click()
      await page.getByRole('treeitem', { name: /during/ }).waitFor()
      await page.getByRole('button', { name: 'Clear' }).click()
      await page.getByText('What came before is hidden').waitFor()
      await push(page, [frame('ann', 'up', '42["after"]')])
      await page.getByRole('treeitem', { name: /after/ }).waitFor()
      await expect.poll(() => rows(page).count()).toBe(1)
      await page.getByRole('button', { name: 'Show all' }).click()
      await page.getByRole('treeitem', { name: /before/ }).waitFor()
    })
  })
})

describe('a flood', () => {
  it('of 20,000 events in bursts leaves few elements, a working page and the last row', async () => {
    await withPage({}, async (page) => {
      const bursts = 40
      const frames = Array.from({ length: 500 }, (_, n) =>
        frame('ann', n % 2 === 0 ? 'up' : 'down', `42["e",${n}]`),
      )
      for (let burst = 0; burst < bursts; burst += 1) {
        await push(page, frames)
        // A page that answers runs a timer between bursts.
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
      }
      await push(page, [frame('ann', 'up', '42["last"]')])
      await page.getByRole('treeitem', { name: /event last/ }).waitFor()
      await expect.poll(() => page.locator('[role=treeitem]').count()).toBeLessThan(60)
      await page.getByRole('tab', { name: 'Packets' }).click()
      await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe('20002')
      await expect.poll(() => page.locator('[role=row]').count()).toBeLessThan(60)
    })
  })

  it('beyond what is kept is counted in sight', async () => {
    await withPage({}, async (page) => {
      await page.evaluate(
        (event) => {
          for (let batch = 0; batch < 11; batch += 1) {
            window.inspector.push(Array.from({ length: 10_000 }, () => event))
          }
        },
        frame('ann', 'up', '42["e"]'),
      )
      await page.getByText('oldest no longer kept').waitFor()
    })
  })
})

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each(['en', 'ru'] as const)('axe finds nothing (%s)', async (language) => {
    await withPage({ theme, language }, async (page) => {
      await push(page, chatStory())
      for (const tab of await page.locator('[role=tab]:not(#wli-tab-state, #wli-tab-why)').all()) {
        await tab.click()
        await page.locator('[role=treeitem], [role=row]').last().click()
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
      }
    })
  })
})

describe('on a phone', () => {
  it('nothing scrolls sideways, and the details come up when asked', async () => {
    await withPage({ viewport: phone }, async (page) => {
      await push(page, chatStory())
      const last = page.getByRole('treeitem', { name: /event picture/ })
      await last.waitFor()
      expect(await detail(page).isVisible()).toBe(false)
      await last.click()
      await detail(page).getByText('follows').first().waitFor()
      await last.waitFor()
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
      await page.getByRole('button', { name: 'Close details' }).click()
      await detail(page).waitFor({ state: 'hidden' })
    })
  })
})
