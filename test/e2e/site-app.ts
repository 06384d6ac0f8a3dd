/** What the browser tests of the whole product share: the product, a browser, and pages that report their mistakes. */
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { onTestFinished } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { startTestApp, type TestApp } from '../app.ts'

export interface Product {
  readonly app: TestApp
  readonly browser: Browser
  /** A new page in a context of its own, which goes with the test: an editor that stays open slows the next one. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

/** `start` starts the product itself, when a test is about another than the usual one. */
export async function startProduct(start: () => Promise<TestApp> = startTestApp): Promise<Product> {
  const app = await start()
  const browser = await launchBrowser()
  return {
    app,
    browser,
    open: async (path, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
      onTestFinished(() => context.close())
      const page = await context.newPage()
      await page.goto(app.origin + path)
      return page
    },
    close: async () => {
      await browser.close()
      await app.close()
    },
  }
}
