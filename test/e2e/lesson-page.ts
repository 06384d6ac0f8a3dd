/** A lesson's page in a browser: a program of the test's own in the editor, Check, and what the tab of checks says. */
import type { Locator, Page } from 'playwright'
import type { Language } from '../../protocol/lesson.ts'
import { checksStrings } from '../../src/strings/checks.ts'
import type { Product } from './site-app.ts'

export interface ShownCheck {
  readonly state: string | null
  /** Expected first, then what was seen. */
  readonly told: readonly string[]
}

export interface OpenedLesson {
  readonly page: Page
  readonly items: Locator
  /** Presses Check by its shortcut, and waits until the checks have come to an end. */
  readonly check: () => Promise<void>
  readonly shown: () => Promise<ShownCheck[]>
}

/** @param files that the learner wrote before, as drafts */
export async function openLesson(
  product: Product,
  slug: string,
  language: Language,
  files: Readonly<Record<string, string>> = {},
): Promise<OpenedLesson> {
  const strings = checksStrings(language)
  const page = await product.open('/404/')
  await page.evaluate(
    ({ slug, files }) => {
      for (const [path, text] of Object.entries(files))
        localStorage.setItem(`wirelab:draft:${slug}:${path}`, JSON.stringify({ base: null, text }))
    },
    { slug, files },
  )
  await page.goto(`${product.app.origin}${language === 'ru' ? '/ru' : ''}/lessons/${slug}/`)
  const button = page.getByRole('button', { name: strings.check, exact: true })
  await button.and(page.locator('[aria-disabled=false]')).waitFor()
  const items = page.getByRole('region', { name: strings.label }).getByRole('listitem')
  return {
    page,
    items,
    check: async () => {
      await page.keyboard.press('ControlOrMeta+Shift+Enter')
      await page.getByRole('button', { name: strings.cancel }).waitFor()
      await button.waitFor()
      // A program that cannot be read may end them before the inspector's own script is there.
      await items.first().waitFor()
    },
    shown: async () => {
      const found: ShownCheck[] = []
      for (const item of await items.all()) {
        const told = await item.getByRole('definition').allInnerTexts()
        found.push({ state: await item.getAttribute('data-state'), told })
      }
      return found
    },
  }
}
