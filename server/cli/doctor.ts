/** `wirelab doctor`: what isolation this machine allows, found by trying to escape, and how to get better. */
import { UsageError } from './usage-error.ts'
import { probeMachine } from '../find-isolation.ts'

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
  return probeMachine()
}
