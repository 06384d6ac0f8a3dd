/** A Chromium for the browser tests: the machine's own, Playwright's, or one that is installed now. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { aptInstall, giveUp, root, run } from './bootstrap.mjs'

// First the shell without windows: the same engine opens a page for a quarter of the processor time.
const systemPaths = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

function playwrightPath(node) {
  const ask = "import('playwright').then(({ chromium }) => console.log(chromium.executablePath()))"
  return spawnSync(node, ['-e', ask], { cwd: root, encoding: 'utf8' }).stdout.trim()
}

const findBrowser = (node) =>
  [process.env.WIRELAB_BROWSER, ...systemPaths, playwrightPath(node)].find((path) => path && existsSync(path))

/** The path of a Chromium; installs one where none is found, and ends the process when that fails. */
export function ensureBrowser(node, env) {
  const found = findBrowser(node)
  if (found) return found
  const install = [join(root, 'node_modules', 'playwright', 'cli.js'), 'install', 'chromium']
  if (aptInstall('chromium-headless-shell') || aptInstall('chromium') || run(node, install, { env })) {
    const installed = findBrowser(node)
    if (installed) return installed
  }
  return giveUp(
    'The browser tests need Chromium, and none could be installed: install Chromium or Google Chrome and run npm test again.',
  )
}
