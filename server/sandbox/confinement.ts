/**
 * What a launcher has just started, and the hold that it has on it: all that the levels of isolation differ in once a
 * process runs. `ProgramProcess` does the rest.
 */
import type { ChildProcess } from 'node:child_process'
import type { Duplex, Readable } from 'node:stream'
import type { IsolationLevel } from '../../protocol/trace.ts'
import type { Door } from './door.ts'
import type { Usage } from './usage.ts'

export interface Confinement {
  readonly level: IsolationLevel
  readonly stdout: Readable
  readonly stderr: Readable
  /** The channel of `protocol/sandbox.ts`. */
  readonly commands: Duplex
  readonly reports: Duplex
  /** Resolves when the program is over, or could not be started. Never rejects. */
  readonly exited: Promise<Exit>
  /** Once the process inside is warm. Rejects with `SandboxStartError`. */
  hold(): Promise<Hold>
  /** Kills everything inside, at once or as soon as it can be told. */
  kill(): void
  /** Kills what the program may have left behind; resolves when nothing is left. Never rejects. */
  finish(): Promise<void>
}

/** `exitCode` as a shell tells it: of a signal 128 and its number. Null when the program told none. */
export interface Exit {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
}

export interface Hold {
  readonly door: Door
  /** What all processes inside use; null when they are gone or it cannot be read. `claimedBytes` is the memory they last told themselves. */
  usage(claimedBytes: number): Usage | null
}

export function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }))
    // A program that could not be started has no exit.
    child.once('error', () => resolve({ exitCode: null, signal: null }))
  })
}
