/**
 * The level for one's own code on one's own machine, where there is no real isolation: Node's permission model. It
 * keeps a program from files by mistake, and from starting others. It is documented as no protection against malicious
 * code: the network, the processes of the same user and more stay open. Hence never as root, and only on the loopback.
 */
import { once } from 'node:events'
import type { ChildProcess } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { constants } from 'node:os'
import type { Limits } from '../limits.ts'
import { childPipe, killGroup } from './child-process.ts'
import { exitOf, type Confinement } from './confinement.ts'
import { SandboxStartError, type Isolation, type SandboxProcess } from './isolation.ts'
import { guardLaunch } from './launch-guard.ts'
import { permissionDoor } from './permission-door.ts'
import { launchPermission, makeRunFolder, type Restriction, type RunFolder } from './permission-launch.ts'
import { ProgramProcess } from './program-process.ts'
import type { CodeStage } from './stage.ts'
import { readProcessUsage } from './usage.ts'

const startTimeoutMs = 15_000
const commandDescriptor = 3
const reportDescriptor = 4

export const refusedAsRoot =
  'The isolation level "permission" never runs as root: start Wirelab as an ordinary user.'

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

export interface PermissionOptions {
  /** The Node.js that runs programs. This one, when it is left out. */
  readonly node?: string
  /** Only for the tests that prove what each restriction is good for. */
  readonly without?: Iterable<Restriction>
}

export function permissionIsolation(stage: CodeStage, options: PermissionOptions = {}): Isolation {
  const without = new Set(options.without)
  return {
    level: 'permission',
    async start(limits: Limits): Promise<SandboxProcess> {
      if (isRoot()) throw new SandboxStartError('permission-root', refusedAsRoot)
      const folder = await makeRunFolder(stage)
      let sandbox: ProgramProcess | null = null
      let timeout: NodeJS.Timeout | undefined
      try {
        const child = launchPermission(options.node ?? process.execPath, stage, folder, limits, without)
        const started = new ProgramProcess(
          confine(child, folder, !without.has('run-guard')),
          stage.versions,
          limits,
        )
        sandbox = started
        timeout = setTimeout(() => void started.kill('sandbox-lost'), startTimeoutMs)
        await started.ready
        return started
      } catch (error) {
        if (sandbox) await sandbox.kill('sandbox-lost')
        else await remove(folder)
        if (error instanceof SandboxStartError) throw error
        throw new SandboxStartError('permission', `The program's process did not start: ${String(error)}`, {
          cause: error,
        })
      } finally {
        clearTimeout(timeout)
      }
    },
  }
}

function confine(child: ChildProcess, folder: RunFolder, guarded: boolean): Confinement {
  // Windows has no such shell; there a program ends with its pipes, unless it is in a busy loop.
  const dismissGuard =
    guarded && child.pid !== undefined && process.platform !== 'win32'
      ? guardLaunch(child.pid, folder.root)
      : async () => {}
  const closed = once(child, 'close').catch(() => {})
  return {
    level: 'permission',
    stdout: childPipe(child, 1),
    stderr: childPipe(child, 2),
    commands: childPipe(child, commandDescriptor),
    reports: childPipe(child, reportDescriptor),
    exited: exitOf(child).then(({ exitCode, signal }) => ({
      exitCode: signal === null ? exitCode : 128 + constants.signals[signal],
      signal,
    })),
    hold: async () => ({ door: permissionDoor(folder.listenPlace), usage: usageOf(child) }),
    kill() {
      if (process.platform === 'win32') child.kill('SIGKILL')
      else killGroup(child)
    },
    async finish() {
      await closed
      await dismissGuard()
      await remove(folder)
    },
  }
}

/** Linux tells what another process uses; elsewhere there is what the process tells itself when it is asked. */
function usageOf({ pid = 0 }: ChildProcess): (claimedBytes: number) => ReturnType<typeof readProcessUsage> {
  if (process.platform === 'linux') return () => readProcessUsage(pid)
  return (residentBytes) => ({ residentBytes, tasks: 0, sockets: 0, inodes: 0, full: false })
}

/** Windows may hold a file for a moment longer than its process. */
async function remove({ root }: RunFolder): Promise<void> {
  await rm(root, { recursive: true, force: true, maxRetries: 3 }).catch(() => {})
}
