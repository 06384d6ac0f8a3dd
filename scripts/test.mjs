/**
 * `npm test`: everything that CI checks, on a fresh machine too. Each check counts as one, each test of Vitest as one;
 * the last line is `N passed, N failed`.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBubblewrap, findNode, installPackages, projectEnv, root } from './bootstrap.mjs'
import { ensureBrowser } from './browser.mjs'
import { buildIfStale } from './site.mjs'

const startedAt = performance.now()
let passed = 0
let failed = 0
/** Names of what failed, told once more at the end, where a long log is read first. */
const failures = []

function count(name, succeeded) {
  if (succeeded) passed += 1
  else {
    failed += 1
    failures.push(name)
  }
  process.stdout.write(`${succeeded ? '✓' : '✗'} ${name}\n`)
}

installPackages()
const node = findNode()
const env = { ...projectEnv(node), WIRELAB_BROWSER: ensureBrowser(node, projectEnv(node)) }

const bubblewrap = ensureBubblewrap()
if (bubblewrap === 'not-applicable') process.stdout.write('bubblewrap: not applicable here\n')
if (bubblewrap !== 'ready' && (bubblewrap === 'missing' || process.env.CI))
  count('bubblewrap is there (apt-get install bubblewrap)', false)

// First, because the build writes the types of the content collections, which lint and type checks read.
count('the site builds', buildIfStale(node, env))

/** What each check says of itself, and the npm script that it is. */
const checks = {
  lint: 'lint',
  format: 'format:check',
  'dead code': 'dead',
  types: 'types',
  'types of the site': 'types:astro',
}
const npmScripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts
// Side by side, since most of them use one core; each speaks when it is over, and not into the others.
await Promise.all(
  Object.entries(checks).map(async ([name, script]) => {
    const child = spawn(npmScripts[script], { cwd: root, env, shell: true })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (said += text))
    const [code] = await once(child, 'close')
    process.stdout.write(said)
    count(name, code === 0)
  }),
)

/**
 * Runs Vitest and counts what it reports.
 * @param name of the report's file
 * @param stdio `inherit`, or `pipe` for one that speaks when it is over
 */
async function runTests(name, args, stdio = 'inherit') {
  const report = join(root, 'test-results', `${name}.json`)
  mkdirSync(join(root, 'test-results'), { recursive: true })
  rmSync(report, { force: true })
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const child = spawn(node, [vitest, 'run', ...reporters, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', stdio, stdio],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => (said += text))
  const [code] = await once(child, 'close')
  process.stdout.write(said)
  if (!existsSync(report)) return count(`vitest ran (${name})`, false)
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  passed += numPassedTests
  // A file that did not load has no tests to count, but it failed; a test that did not run has not passed.
  failed += numFailedTests + numPendingTests + numTodoTests
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  failed += unloaded.length
  const notPassed = testResults
    .flatMap((file) => file.assertionResults)
    .filter(({ status }) => status !== 'passed')
  failures.push(...unloaded.map((file) => file.name), ...notPassed.map(({ fullName }) => fullName))
  if (code !== 0 && numFailedTests === 0) count(`vitest ended well (${name})`, false)
}

const asked = process.argv.slice(2)
if (asked.length > 0) await runTests('asked', asked)
else {
  await runTests('product', ['--project', 'contract', '--project', 'e2e'])
  // Tests of limits mostly wait, on one core; what only computes takes the other one meanwhile.
  await Promise.all([
    runTests('unit', ['--project', 'unit', '--maxWorkers=1'], 'pipe'),
    runTests('security', ['--project', 'security']),
  ])
}

for (const name of failures) process.stdout.write(`✗ ${name}\n`)
process.stdout.write(`Took ${Math.round((performance.now() - startedAt) / 1000)} s.\n`)
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1
