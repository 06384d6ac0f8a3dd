/** Tests of the isolation level that never runs as root, on machines where tests do. */

/** Owns nothing. */
const ordinaryId = 61_001

/**
 * Gives up root for the rest of this process, if it has it. Vitest runs each file in a process of its own, which has
 * loaded the file's imports before: they may stand where an ordinary user cannot read.
 */
export function becomeOrdinaryUser(): void {
  if (process.getuid?.() !== 0) return
  process.setgroups?.([])
  process.setgid?.(ordinaryId)
  process.setuid?.(ordinaryId)
}
