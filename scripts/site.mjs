/** Builds the site when something it is made of has changed since the last build. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './bootstrap.mjs'

const inputs = [
  'astro.config.mjs',
  'package-lock.json',
  'tsconfig.json',
  'harness',
  'lessons',
  'protocol',
  'public',
  // The check runner of downloaded projects is bundled from it.
  'server',
  'src',
  'trace',
]
const stamp = join(root, 'dist', '.wirelab-built')

function filesUnder(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}

function fingerprint() {
  const hash = createHash('sha256')
  for (const input of inputs)
    for (const file of filesUnder(join(root, input)))
      hash.update(file.slice(root.length)).update(readFileSync(file))
  return hash.digest('hex')
}

/** Builds into `dist/` unless the build there is of these very sources. False when it failed, and has said why. */
export function buildIfStale(node, env) {
  const wanted = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true
  process.stdout.write('Building the site …\n')
  const astro = join(root, 'node_modules', 'astro', 'bin', 'astro.mjs')
  if (!run(node, [astro, 'build', '--silent'], { env })) return false
  writeFileSync(stamp, wanted)
  return true
}
