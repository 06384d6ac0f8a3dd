/** The hold that there is on a sandbox of bubblewrap's: through its first process, which takes all others with it. */
import { once } from 'node:events'
import type { Launched } from './bubblewrap-launch.ts'
import { exitOf, type Confinement } from './confinement.ts'
import { SandboxStartError } from './isolation.ts'
import { PinnedDoor } from './pinned-door.ts'
import { identifyProcess, killProcess, processOver } from './process-life.ts'
import { readUsage } from './usage.ts'

/** Bubblewrap tells its first process's id within milliseconds; one that does not is killed with its group. */
const stuckLaunchMs = 2000

/** `pinnedDoor` is off only in tests. */
export function confine(launched: Launched, pinnedDoor = true): Confinement {
  const { child, init, stdout, stderr, commands, reports } = launched
  const closed = once(child, 'close').catch(() => {})
  return {
    level: 'bubblewrap',
    stdout,
    stderr,
    commands,
    reports,
    exited: exitOf(child),
    async hold() {
      const pid = await init
      if (!identifyProcess(pid)) throw new SandboxStartError('bubblewrap', 'The sandbox ended as it started.')
      return { door: new PinnedDoor(pid, pinnedDoor), usage: () => readUsage(pid) }
    },
    kill() {
      const stuck = setTimeout(() => launched.abandon(), stuckLaunchMs)
      void closed.then(() => clearTimeout(stuck))
      // Killing bubblewrap alone, early in its start, left some processes behind.
      init.then(killInit, () => {})
    },
    async finish() {
      // A daemon that the program left behind keeps the first process alive.
      const first = await init.then(identifyProcess, () => null)
      if (first) {
        killProcess(first)
        await processOver(first)
      }
      await closed
    },
  }
}

function killInit(pid: number): void {
  const identity = identifyProcess(pid)
  if (identity) killProcess(identity)
}
