/** The one way in which tests start a browser. */
import { chromium, type Browser } from 'playwright'

// As root Chromium has no sandbox of its own; the rest keeps it from looking for hosts that are not there.
const args = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A headless Chromium: the one that the test command found or installed, else Debian's. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['WIRELAB_BROWSER'] ?? '/usr/bin/chromium', args })
}
