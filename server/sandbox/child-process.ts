/** A child process with more pipes than the usual, and with a process group of its own. */
import type { ChildProcess } from 'node:child_process'
import type { Duplex } from 'node:stream'
import { SandboxStartError } from './isolation.ts'

/** The pipe at this descriptor of the child. Throws when it was not opened. */
export function childPipe(child: ChildProcess, number: number): Duplex {
  // Nothing at all when this server itself has no descriptor left, in spite of the types.
  const streams = child.stdio as ChildProcess['stdio'] | undefined
  const stream = streams?.[number]
  if (!stream) throw new SandboxStartError('pipes', `The pipe ${number} into the sandbox was not opened.`)
  // A sandbox that ends breaks its pipes; its end is told by the process, not by them.
  stream.on('error', () => {})
  // Each of Node's extra pipes is a socket of both directions, which their common type does not say.
  return stream as Duplex
}

/** Kills the group that the child leads. */
export function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  // Once its leader is reaped, the number may be another group's.
  if (pid === undefined || exitCode !== null || signalCode !== null) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended in between.
  }
}
