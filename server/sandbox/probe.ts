/** What isolation this machine really gives: found by starting a sandbox and trying to get out of it. */
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { defaultLimits } from '../limits.ts'
import { bubblewrapIsolation } from './bubblewrap.ts'
import type { Bait } from './inside/escape-checks.ts'
import { SandboxStartError, type Isolation, type SandboxProcess } from './isolation.ts'
import { insideCodeUrl } from './recipe.ts'
import { findRemedy, type Remedy } from './remedy.ts'
import { prepareStage, type Stage } from './stage.ts'

export interface ProbeCheck {
  /** `network-unreachable`, `host-files-absent`, … */
  readonly name: string
  readonly held: boolean
  /** What got out, where something did. */
  readonly trouble: string
}

export type ProbeReport = { readonly checks: readonly ProbeCheck[]; readonly durationMs: number } & (
  | { readonly level: 'bubblewrap'; readonly isolation: Isolation; readonly stage: Stage }
  /** No sandbox started, or something got out of the one that did. */
  | { readonly level: 'none'; readonly remedy: Remedy }
)

const probeLimits = { ...defaultLimits, wallClockMs: 5000 }
const checkCount = 7

/** Never rejects for a reason of the machine's: that is what it is there to report. */
export async function probeIsolation(): Promise<ProbeReport> {
  const startedAt = performance.now()
  const durationMs = (): number => Math.round(performance.now() - startedAt)
  try {
    const stage = await prepareStage()
    const isolation = bubblewrapIsolation(stage)
    const checks = await tryToEscape(isolation)
    if (checks.length === checkCount && checks.every(({ held }) => held)) {
      return { level: 'bubblewrap', isolation, stage, checks, durationMs: durationMs() }
    }
    const broken = checks.find(({ held }) => !held)
    const message = broken
      ? `The sandbox does not hold here: ${broken.name} (${broken.trouble}).`
      : 'The sandbox could not be checked: the program in it ended before it was done.'
    return { level: 'none', checks, remedy: { message, command: null }, durationMs: durationMs() }
  } catch (error) {
    if (!(error instanceof SandboxStartError)) throw error
    return { level: 'none', checks: [], remedy: findRemedy(error), durationMs: durationMs() }
  }
}

/** Runs the escape checks in a new sandbox. Rejects with {@link SandboxStartError}. */
export async function tryToEscape(isolation: Isolation): Promise<ProbeCheck[]> {
  const listener = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  // It listens on a TCP port, so its address is no path.
  const bait: Bait = { port: (listener.address() as AddressInfo).port, file: import.meta.filename }
  try {
    return await runChecks(await isolation.start(probeLimits), bait)
  } finally {
    listener.close()
  }
}

async function runChecks(sandbox: SandboxProcess, bait: Bait): Promise<ProbeCheck[]> {
  let output = ''
  sandbox.observe({
    report() {},
    output: (stream, text) => {
      if (stream === 'stdout') output += text
    },
    dropped() {},
  })
  const program = `import { checkEscapes } from '${insideCodeUrl('escape-checks')}'\nawait checkEscapes(${JSON.stringify(bait)})\n`
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
