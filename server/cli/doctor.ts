/** `wirelab doctor`: what isolation this machine allows, found by trying to escape, and how to get better. */
import type { IsolationLevel } from '../../protocol/trace.ts'
import { isRoot, refusedAsRoot } from '../sandbox/permission.ts'
import { probeIsolation, type ProbeReport } from '../sandbox/probe.ts'
import { UsageError } from './usage-error.ts'

const help = `Usage: wirelab doctor

Starts a sandbox, tries to escape from it in every way that is known to it, and says what held. Where there is no real
sandbox, does the same with Node's permission model, which is for your own code only.
Exit code: 0 the sandbox holds, 1 it does not, or there is only the permission model.
`

/** What each level does not do, however well it holds. */
const caveats: Readonly<Record<IsolationLevel, string>> = {
  bubblewrap:
    'It shares the kernel with this machine: for strangers, use a virtual machine without credentials.',
  permission: `Node's permission model is no protection against malicious code: the network, other processes of yours, files
through node:sqlite and the whole disk's space stay open. Run only code that you trust.`,
}

export async function doctor(args: string[]): Promise<number> {
  const [first] = args
  if (first === '--help' || first === '-h') {
    process.stdout.write(help)
    return 0
  }
  if (first !== undefined)
    throw new UsageError(`wirelab doctor takes no "${first}". See: wirelab doctor --help`)
  const best = await probeIsolation('bubblewrap')
  tellChecks(best)
  if (best.level !== 'none') {
    tellLevel(best, best.level)
    return 0
  }
  const { message, command } = best.remedy
  process.stdout.write(`No real sandbox: ${message}\n`)
  if (command !== null) process.stdout.write(`To get better: ${command}\n`)
  if (isRoot()) {
    process.stdout.write(`Isolation: none. ${refusedAsRoot}\n`)
    return 1
  }
  const second = await probeIsolation('permission')
  tellChecks(second)
  if (second.level === 'none') process.stdout.write(`Isolation: none. ${second.remedy.message}\n`)
  else tellLevel(second, second.level)
  return 1
}

function tellChecks({ checks }: ProbeReport): void {
  for (const { name, held, trouble } of checks)
    process.stdout.write(`${held ? 'held   ' : 'ESCAPED'}  ${name}${held ? '' : `: ${trouble}`}\n`)
}

function tellLevel({ durationMs }: ProbeReport, level: IsolationLevel): void {
  process.stdout.write(`Isolation: ${level}, found in ${durationMs} ms.\n${caveats[level]}\n`)
}
