/** Why a program ended that nobody here stopped. */
import { constants } from 'node:os'
import type { SandboxReport } from '../../protocol/sandbox.ts'
import type { SandboxEnd } from './isolation.ts'

export interface LastWords {
  /** The error that the process inside reported as its end, if any. Claimed. */
  readonly error: Extract<SandboxReport, { type: 'error' }> | null
  /** The end of what went to stderr. */
  readonly stderr: string
}

/** As a shell does, bubblewrap tells a signal as an exit code above this. */
const signalBase = 128

/** How V8 (or the C++ library under it) dies when it gets no memory. */
const fatalSignals = new Set(['SIGABRT', 'SIGTRAP', 'SIGILL', 'SIGSEGV', 'SIGBUS'])
/** They say it on stderr alone: V8's fatal error line, and libstdc++'s name of the exception. */
const outOfMemoryText = /out of memory|std::bad_alloc/i
/** Errors that JavaScript gets when RLIMIT_DATA refuses memory: V8's own sentences, which carry no code. */
const allocationError =
  /Array buffer allocation failed|WebAssembly\.(?:Memory|Instance).*(?:could not allocate|Out of memory)/

export function naturalEnd(exitCode: number, { error, stderr }: LastWords): SandboxEnd {
  if (error && exitCode !== 0) {
    const starved = error.code === 'ERR_MEMORY_ALLOCATION_FAILED' || allocationError.test(error.message)
    return { reason: starved ? 'memory' : 'failed', exitCode }
  }
  const signal = signalName(exitCode - signalBase)
  if (signal === null) return { reason: 'exited', exitCode }
  const starved = fatalSignals.has(signal) && outOfMemoryText.test(stderr)
  return { reason: starved ? 'memory' : 'killed', signal }
}

function signalName(number: number): string | null {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? null
}
