/** `npm run agree`: every program of learners, in Node and in the page. Takes minutes; the tests try a share of them a day. */
import { join } from 'node:path'
import { findNode, installPackages, projectEnv, root, run } from './bootstrap.mjs'
import { ensureBrowser } from './browser.mjs'

installPackages()
const node = findNode()
const env = projectEnv(node)
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const files = ['test/contract/lesson-programs.test.ts', 'test/e2e/program-agreement.test.ts']
const wanted = { WIRELAB_BROWSER: ensureBrowser(node, env), WIRELAB_AGREE: 'all' }
process.exitCode = run(node, [vitest, 'run', ...files], { env: { ...env, ...wanted } }) ? 0 : 1
