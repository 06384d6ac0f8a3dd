/** Whether a process of the host is still the one it was: process ids are used again. */
import { readFileSync } from 'node:fs'

export interface ProcessIdentity {
  readonly pid: number
  /** Field 22 of proc(5) `stat`, in ticks since the machine's start. */
  readonly startTime: string
}

const firstPollMs = 1
const lastPollMs = 20

/** Null when there is no such process. */
export function identifyProcess(pid: number): ProcessIdentity | null {
  const fields = statFields(pid)
  return fields && { pid, startTime: fields[19] ?? '' }
}

/** A process that waits only to be reaped is over. */
export function isAlive({ pid, startTime }: ProcessIdentity): boolean {
  const fields = statFields(pid)
  return fields !== null && fields[19] === startTime && fields[0] !== 'Z' && fields[0] !== 'X'
}

export function killProcess(identity: ProcessIdentity): void {
  if (!isAlive(identity)) return
  try {
    process.kill(identity.pid, 'SIGKILL')
  } catch {
    // It ended in between.
  }
}

/** Resolves when the process is over. The kernel tells only parents, so this looks again and again. */
export async function processOver(identity: ProcessIdentity): Promise<void> {
  for (let delay = firstPollMs; isAlive(identity); delay = Math.min(delay * 2, lastPollMs)) {
    await new Promise((resolve) => setTimeout(resolve, delay))
  }
}

/** The fields of proc(5) `stat` from the third (the state) on; the second may hold any character. */
function statFields(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
