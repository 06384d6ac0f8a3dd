/** Starts the browser in which pages are checked. */
import type { Browser } from 'playwright'
import { findProgram } from '../sandbox/find-program.ts'

// As root Chromium has no sandbox of its own; the rest keeps it from looking for hosts that are not there.
const args = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Names under which a Chromium is installed: first the shell without windows, which opens a page much faster. */
const programs = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']

/** There is no browser, or it does not start: nothing of the learner's. */
export class BrowserStartError extends Error {
  override readonly name = 'BrowserStartError'
  readonly code = 'browser-start'
}

/** Browsers that Playwright finds by itself, wherever they are installed; undefined is its own. */
const channels = [undefined, 'chrome', 'msedge']

/**
 * A headless Chromium: the one named by the environment variable WIRELAB_BROWSER, else the machine's own, else
 * Playwright's, else an installed Chrome or Edge.
 * @throws BrowserStartError when there is none
 */
export async function launchBrowser(): Promise<Browser> {
  const installed = programs.map((name) => findProgram(name)).find(Boolean)
  const executablePath = process.env['WIRELAB_BROWSER'] ?? installed
  let cause: unknown
  try {
    const { chromium } = await import('playwright')
    if (executablePath) return await chromium.launch({ executablePath, args })
    for (const channel of channels) {
      const launched = chromium.launch({ ...(channel ? { channel } : {}), args })
      const browser = await launched.catch((error: unknown) => void (cause ??= error))
      if (browser) return browser
    }
  } catch (error) {
    cause = error
  }
  const sentence = executablePath
    ? `${executablePath} does not start as a browser; name another one with WIRELAB_BROWSER.`
    : 'There is no Chromium; install one, or name it with the environment variable WIRELAB_BROWSER.'
  throw new BrowserStartError(sentence, { cause })
}
