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
  return { message: error.message, command: null }
}

/** What is wrong, and what to do. */
export function remedyText({ message, command }: Remedy): string {
  return command === null ? message : `${message} Run: ${command}`
}

function readSetting(name: string): string | null {
  try {
    return readFileSync(`/proc/sys/${name.replaceAll('.', '/')}`, 'latin1').trim()
  } catch {
    return null // This kernel has no such setting.
  }
}
