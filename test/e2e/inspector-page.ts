/** A page with nothing but the inspector, over a trace that a test writes, and what tests of it share. */
import type { Page } from 'playwright'
import { expect } from 'vitest'
import type { TraceEventDraft } from '../../protocol/trace.ts'
import { launchBrowser } from '../browser.ts'
import { serveInspectorPage } from '../fixtures/inspector/serve.ts'

const wide = { width: 1000, height: 420 }
export const phone = { width: 390, height: 700 }

export interface View {
  readonly language?: 'en' | 'ru'
  readonly theme?: 'light' | 'dark'
  readonly viewport?: { readonly width: number; readonly height: number }
}

export interface InspectorPages {
  /** Opens a page in a context of its own; fails when the page itself did. */
  withPage(view: View, use: (page: Page) => Promise<void>): Promise<void>
  close(): Promise<void>
}

export async function startInspectorPages(): Promise<InspectorPages> {
  const site = await serveInspectorPage()
  const browser = await launchBrowser()
  return {
    withPage: async ({ language = 'en', theme = 'light', viewport = wide }, use) => {
      const context = await browser.newContext({ viewport, reducedMotion: 'reduce' })
      try {
        const page = await context.newPage()
        const failures: string[] = []
        page.on('pageerror', (error) => failures.push(error.message))
        await page.goto(`${site.url}?language=${language}&theme=${theme}`)
        await use(page)
        expect(failures).toEqual([])
      } finally {
        await context.close()
      }
    },
    close: async () => {
      await browser.close()
      await site.close()
    },
  }
}

/** Adds events to the page's trace. */
export function push(page: Page, drafts: readonly TraceEventDraft[]): Promise<void> {
  return page.evaluate((events) => window.inspector.push(events), drafts)
}
