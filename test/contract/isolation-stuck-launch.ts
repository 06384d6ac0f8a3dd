/**
 * A `bwrap` that gets no further than its first child, in a folder to be put first in PATH: it is told to write what it
 * has started into a pipe that is full. By then the child is there and waits for its parent's word, which in a launch
 * that is not held up takes a millisecond or two.
 */
import { execFileSync } from 'node:child_process'
import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from '../../server/sandbox/find-program.ts'
import { descendants } from '../processes.ts'

/** A descriptor that the launcher does not use. */
const infoDescriptor = 9

export interface StuckBubblewrap extends AsyncDisposable {
  /** PATH with this `bwrap` first. */
  readonly path: string
}

export async function stuckBubblewrap(): Promise<StuckBubblewrap> {
  const folder = await mkdtemp(join(tmpdir(), 'wirelab-stuck-'))
  const pipe = join(folder, 'full')
  const program = join(folder, 'bwrap')
  execFileSync('mkfifo', [pipe])
  await writeFile(
    program,
    `#!/bin/sh\nexec '${findProgram('bwrap')}' --info-fd ${infoDescriptor} "$@" ${infoDescriptor}>'${pipe}'\n`,
  )
  // As root, bubblewrap is started as another user.
  await Promise.all([chmod(folder, 0o755), chmod(program, 0o755), chmod(pipe, 0o666)])
  const end = fill(pipe)
  return {
    path: `${folder}:${process.env['PATH']}`,
    async [Symbol.asyncDispose]() {
      closeSync(end)
      await rm(folder, { recursive: true })
    },
  }
}

/** Descriptor of a pipe that takes not one byte more. */
function fill(pipe: string): number {
  // Open to both sides: nobody has to wait for the other.
  const end = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK)
  for (const size of [4096, 1]) {
    try {
      for (;;) writeSync(end, Buffer.alloc(size))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    }
  }
  return end
}

/** The stuck launches below `pid`: bubblewrap, and the first child that it has started. */
export function stuckLaunches(pid: number): { launcher: number; first: number }[] {
  return descendants(pid)
    .flatMap((launcher) => descendants(launcher).map((first) => ({ launcher, first })))
    .filter(({ launcher }) => isWaitingBubblewrap(launcher))
}

/** Once it has a child, the first thing that bubblewrap ever waits for here is the pipe. */
function isWaitingBubblewrap(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1').startsWith(`${pid} (bwrap) S `)
  } catch {
    return false
  }
}
