/** Real isolation: each program in namespaces of its own, behind a system call filter, with bubblewrap. */
import type { Limits } from '../limits.ts'
import { confine } from './bubblewrap-confinement.ts'
import { launch, limitResources, type Launched } from './bubblewrap-launch.ts'
import { SandboxStartError, type Isolation, type SandboxProcess } from './isolation.ts'
import { ProgramProcess } from './program-process.ts'
import type { Omission } from './recipe.ts'
import type { Stage } from './stage.ts'

/** A warm process is there in a fraction of a second; on a machine under load it may take this long. */
const startTimeoutMs = 15_000

/**
 * `without` leaves measures out, or the instrumentation. It is there for the tests that prove what each is good for, and
 * for the benches: nothing else may give it.
 */
export function bubblewrapIsolation(stage: Stage, without: Iterable<Omission> = []): Isolation {
  const omitted = new Set(without)
  return {
    level: 'bubblewrap',
    async start(limits: Limits): Promise<SandboxProcess> {
      let sandbox: ProgramProcess | null = null
      let timeout: NodeJS.Timeout | undefined
      let launched: Launched | undefined
      try {
        launched = launch(stage, limits, omitted)
        const confinement = confine(launched, !omitted.has('pinned-door'))
        const started = new ProgramProcess(confinement, stage.versions, limits)
        sandbox = started
        timeout = setTimeout(() => void started.kill('sandbox-lost'), startTimeoutMs)
        await started.ready
        await limitResources(launched, limits, omitted)
        return started
      } catch (error) {
        await sandbox?.kill('sandbox-lost')
        if (error instanceof SandboxStartError) throw error
        throw new SandboxStartError('bubblewrap', `The sandbox did not start: ${String(error)}`, {
          cause: error,
        })
      } finally {
        clearTimeout(timeout)
        await launched?.dismissGuard()
      }
    },
  }
}
