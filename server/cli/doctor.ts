/** `wirelab doctor`: what isolation this machine allows, found by trying to escape, and how to get better. */
import { UsageError } from './usage-error.ts'
import { probeIsolation } from '../sandbox/probe.ts'

const help = `Usage: wirelab doctor

Starts a sandbox, tries to escape from it in every way that is known to it, and says what held.
Exit code: 0 the sandbox holds, 1 it does not.
`

export async function doctor(args: string[]): Promise<number> {
  const [first] = args
  if (first === '--help' || first === '-h') {
    process.stdout.write(help)
    return 0
  }
  if (first !== undefined)
    throw new UsageError(`wirelab doctor takes no "${first}". See: wirelab doctor --help`)
  const report = await probeIsolation()
  for (const { name, held, trouble } of report.checks)
    process.stdout.write(`${held ? 'held   ' : 'ESCAPED'}  ${name}${held ? '' : `: ${trouble}`}\n`)
  if (report.level === 'none') {
    const { message, command } = report.remedy
    process.stdout.write(`Isolation: none. ${message}\n`)
    if (command !== null) process.stdout.write(`To get better: ${command}\n`)
    return 1
  }
  process.stdout.write(`Isolation: ${report.level}, found in ${report.durationMs} ms.\n`)
  process.stdout.write(
    'It shares the kernel with this machine: for strangers, use a virtual machine without credentials.\n',
  )
  return 0
}
