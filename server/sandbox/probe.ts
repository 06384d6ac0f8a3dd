/** What isolation this machine really gives: found by starting a sandbox and trying to get out of it. */
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { IsolationLevel } from '../../protocol/trace.ts'
import { defaultLimits } from '../limits.ts'
import { bubblewrapIsolation } from './bubblewrap.ts'
import type { Bait } from './inside/escape-checks.ts'
import { SandboxStartError, type Isolation, type SandboxProcess } from './isolation.ts'
import { permissionIsolation } from './permission.ts'
import { insideCodeUrl } from './recipe.ts'
import { findRemedy, type Remedy } from './remedy.ts'
import { prepareCode, prepareStage, type CodeStage } from './stage.ts'

export interface ProbeCheck {
  /** `network-unreachable`, `host-files-absent`, … */
  readonly name: string
  readonly held: boolean
  /** What got out, where something did. */
  readonly trouble: string
}

export type ProbeReport = { readonly checks: readonly ProbeCheck[]; readonly durationMs: number } & (
  | { readonly level: IsolationLevel; readonly isolation: Isolation; readonly stage: CodeStage }
  /** No sandbox started, or something got out of the one that did. */
  | { readonly level: 'none'; readonly remedy: Remedy }
)

/** What to try in a sandbox: a file of `inside/`, the function that it exports, and how many checks that makes. */
interface Attempts {
  readonly url: string
  readonly run: string
  readonly count: number
}

interface Candidate {
  readonly stage: CodeStage
  readonly isolation: Isolation
  readonly attempts: Attempts
}

const probeLimits = { ...defaultLimits, wallClockMs: 5000 }

const candidates: Readonly<Record<IsolationLevel, () => Promise<Candidate>>> = {
  async bubblewrap() {
    const stage = await prepareStage()
    return { stage, isolation: bubblewrapIsolation(stage), attempts: escapes }
  },
  async permission() {
    const stage = await prepareCode()
    return { stage, isolation: permissionIsolation(stage), attempts: refusals(stage) }
  },
}

/** Out of a sandbox of bubblewrap's. */
export const escapes: Attempts = { url: insideCodeUrl('escape-checks'), run: 'checkEscapes', count: 7 }

/** Past Node's permission model. */
export function refusals({ insideFolder }: CodeStage): Attempts {
  const file = join(insideFolder, 'server', 'sandbox', 'inside', 'permission-checks.js')
  return { url: pathToFileURL(file).href, run: 'checkRefusals', count: 7 }
}

/** Never rejects for a reason of the machine's: that is what it is there to report. */
export async function probeIsolation(level: IsolationLevel): Promise<ProbeReport> {
  const startedAt = performance.now()
  const durationMs = (): number => Math.round(performance.now() - startedAt)
  try {
    const { stage, isolation, attempts } = await candidates[level]()
    const checks = await tryToEscape(isolation, attempts)
    if (checks.length === attempts.count && checks.every(({ held }) => held)) {
      return { level, isolation, stage, checks, durationMs: durationMs() }
    }
    const broken = checks.find(({ held }) => !held)
    const message = broken
      ? `The sandbox does not hold here: ${broken.name} (${broken.trouble}).`
      : 'The sandbox could not be checked: the program in it ended before it was done.'
    return { level: 'none', checks, remedy: { message, command: null }, durationMs: durationMs() }
  } catch (error) {
    if (!(error instanceof SandboxStartError)) throw error
    const remedy = level === 'bubblewrap' ? findRemedy(error) : { message: error.message, command: null }
    return { level: 'none', checks: [], remedy, durationMs: durationMs() }
  }
}

/** Runs checks in a new sandbox. Rejects with {@link SandboxStartError}. */
export async function tryToEscape(isolation: Isolation, attempts: Attempts): Promise<ProbeCheck[]> {
  const listener = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  // It listens on a TCP port, so its address is no path.
  const bait: Bait = { port: (listener.address() as AddressInfo).port, file: import.meta.filename }
  try {
    return await runChecks(await isolation.start(probeLimits), attempts, bait)
  } finally {
    listener.close()
  }
}

async function runChecks(sandbox: SandboxProcess, { url, run }: Attempts, bait: Bait): Promise<ProbeCheck[]> {
  let output = ''
  sandbox.observe({
    report() {},
    output: (stream, text) => {
      if (stream === 'stdout') output += text
    },
    dropped() {},
    eventLoop() {},
  })
  const program = `import { ${run} } from '${url}'\nawait ${run}(${JSON.stringify(bait)})\n`
  sandbox.send({ type: 'run', files: { 'probe.mjs': program }, entry: 'probe.mjs' })
  await sandbox.ended
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      // Our own program wrote it.
      const { name, trouble } = JSON.parse(line) as { name: string; trouble: string }
      return { name, trouble, held: trouble === '' }
    })
}
