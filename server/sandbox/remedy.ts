/** What to do on a machine where no sandbox starts. */
import { readFileSync } from 'node:fs'
import type { SandboxStartError } from './isolation.ts'

export interface Remedy {
  /** One sentence that says what is wrong. */
  readonly message: string
  /** The one command that helps, to be run as root; null when none does. */
  readonly command: string | null
}

/** Settings of the kernel that keep unprivileged programs from making namespaces, and what each must be. */
const settings = [
  { name: 'kernel.unprivileged_userns_clone', forbids: '0', allows: '1' },
  { name: 'kernel.apparmor_restrict_unprivileged_userns', forbids: '1', allows: '0' },
  { name: 'user.max_user_namespaces', forbids: '0', allows: '15000' },
]

/** Below this the server and one sandbox can be too many already. */
const openFilesMin = 512
/** Read in time: when a start has failed for it, there may be no descriptor to read it with. */
const openFiles = openFilesLimit()

export function findRemedy(error: SandboxStartError): Remedy {
  if (process.platform !== 'linux') {
    return { message: 'Real isolation needs Linux, here or in a virtual machine.', command: null }
  }
  if (error.stage === 'bubblewrap-missing') {
    return { message: 'bubblewrap is not installed.', command: 'apt-get install bubblewrap' }
  }
  const setting = settings.find(({ name, forbids }) => readSetting(name) === forbids)
  if (setting) {
    return {
      message: `This machine forbids user namespaces (${setting.name}).`,
      command: `sysctl -w ${setting.name}=${setting.allows}`,
    }
  }
  if (openFiles < openFilesMin) {
    return {
      message: `Wirelab may have only ${openFiles} files open at once here, which is too few: raise that, as with "ulimit -n 4096". (${error.message})`,
      command: null,
    }
  }
  return { message: error.message, command: null }
}

/** What is wrong, and what to do. */
export function remedyText({ message, command }: Remedy): string {
  return command === null ? message : `${message} Run: ${command}`
}

/** Node.js raises the soft limit as far as it may when it starts. */
function openFilesLimit(): number {
  if (process.platform !== 'linux') return Number.POSITIVE_INFINITY
  const limit = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1'))?.[1]
  return limit === undefined ? Number.POSITIVE_INFINITY : Number(limit)
}

function readSetting(name: string): string | null {
  try {
    return readFileSync(`/proc/sys/${name.replaceAll('.', '/')}`, 'latin1').trim()
  } catch {
    return null // This kernel has no such setting.
  }
}
