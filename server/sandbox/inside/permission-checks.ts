/**
 * Tries what the level `permission` must refuse, in a program of it, once at the server's start, and says what came of
 * it: one line of JSON a check. What it does not promise is not tried: the network and other processes stay open.
 */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { env, execPath } from 'node:process'
import { Worker } from 'node:worker_threads'
import type { Bait } from './escape-checks.ts'

/** The last four on Windows. */
const allowedVariables = new Set(
  'PATH HOME LANG NODE_ENV PWD TMPDIR USERPROFILE TEMP TMP SystemRoot'.split(' '),
)
const refused = 'ERR_ACCESS_DENIED'
/** Of a file that was not even looked for. */
const addonsRefused = 'ERR_DLOPEN_DISABLED'

/** Each gives a word on what went wrong, or an empty text when the attempt was refused. */
const checks: Record<string, (bait: Bait) => string | Promise<string>> = {
  'host-files-unreadable': ({ file }) =>
    tried(() => readFileSync(file)) || tried(() => readdirSync('/')) || tried(() => readdirSync('../..')),
  'host-files-unwritable': ({ file }) =>
    [file, import.meta.filename, '../node_modules/express/package.json', '../x'].find(
      (path) => tried(() => appendFileSync(path, '')) !== '',
    ) ?? '',
  'processes-denied': () => tried(() => spawnSync(execPath, ['--version'])),
  'threads-denied': () => tried(() => new Worker('', { eval: true })),
  'addons-denied': () => tried(() => process.dlopen({ exports: {} }, './none.node'), addonsRefused),
  'ports-private': async ({ port }) => {
    const server = createServer()
    // The host listens on this one itself.
    server.listen(port, '127.0.0.1')
    const error = await once(server, 'listening').then(() => null, String)
    server.close()
    return error ?? ''
  },
  'environment-empty': () =>
    Object.keys(env)
      .filter((name) => !allowedVariables.has(name))
      .join(', '),
}

/** Prints `{"name": …, "trouble": …}` for each check. */
export async function checkRefusals(bait: Bait): Promise<void> {
  for (const [name, check] of Object.entries(checks)) {
    process.stdout.write(`${JSON.stringify({ name, trouble: await check(bait) })}\n`)
  }
}

function tried(attempt: () => unknown, code = refused): string {
  try {
    attempt()
    return 'it was let through'
  } catch (error) {
    return error instanceof Error && Reflect.get(error, 'code') === code ? '' : String(error)
  }
}
