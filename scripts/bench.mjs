/** `npm run bench`: measures what README and the closing notes cite. Not a test: nothing here fails on a slow machine. */
import { join } from 'node:path'
import { ensureBubblewrap, findNode, giveUp, installPackages, projectEnv, root, run } from './bootstrap.mjs'
import { ensureBrowser } from './browser.mjs'
import { buildIfStale } from './site.mjs'

installPackages()
const node = findNode()
const env = projectEnv(node)
ensureBubblewrap()
if (!buildIfStale(node, env)) giveUp('The site did not build: the reason stands above.')
const browser = ensureBrowser(node, env)
const args = [join(root, 'test', 'bench', 'main.ts'), ...process.argv.slice(2)]
process.exitCode = run(node, args, { env: { ...env, WIRELAB_BROWSER: browser } }) ? 0 : 1
