/** Descriptors that would pass from this process into whatever it starts. */
import { readdirSync, readFileSync } from 'node:fs'

const firstOther = 3
/** O_CLOEXEC in the octal `flags` of /proc/self/fdinfo (proc(5)). */
const closeOnExec = 0o2000000

/**
 * Descriptors from 3 on that lack close-on-exec. Node sets it on its own and on those that it inherits, but stops at the
 * first gap in the numbers; bubblewrap passes what it gets on into the sandbox.
 */
export function inheritedDescriptors(): number[] {
  return readdirSync('/proc/self/fd')
    .map(Number)
    .filter((descriptor) => descriptor >= firstOther && !closesOnExec(descriptor))
}

function closesOnExec(descriptor: number): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1'))?.[1]
    return (Number.parseInt(flags ?? '0', 8) & closeOnExec) !== 0
  } catch {
    return true // The one that listed the folder is closed again.
  }
}
