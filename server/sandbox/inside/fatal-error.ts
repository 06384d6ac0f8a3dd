/**
 * Tells the host of the error that ends the program: where it came to light, and where in the learner's files. The
 * program's own handling of errors stays as it is: what it catches is not reported.
 */
import { subscribe } from 'node:diagnostics_channel'
import { closeSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { ErrorStage } from '../../../protocol/trace.ts'
import { clock, sendReport } from './channel.ts'
import { describeError, type Described } from './describe-error.ts'
import { isSyntaxError, syntaxLocation } from './syntax-location.ts'

export interface Program {
  /** The absolute path of its first file. */
  readonly entry: string
  /** Paths of all its files, relative to its folder. */
  readonly files: readonly string[]
  /** What it may import. */
  readonly versions: Readonly<Record<string, string>>
}

const stderrDescriptor = 2

export function reportFatalErrors(program: Program): { load(run: () => void): void } {
  let loading = false
  /** What a module's evaluation was rejected with: the only way to tell it from a promise that nobody handled. */
  let loadError: unknown
  const entryUrl = pathToFileURL(program.entry).href
  subscribe('tracing:module.import:error', (message) => {
    // The entry's is a URL object, that of an import() a text.
    const { url, error } = message as { url?: string | URL; error?: unknown }
    if (String(url) === entryUrl) loadError = error
  })

  process.on('uncaughtExceptionMonitor', (error: unknown, origin) => {
    if (process.listenerCount('uncaughtException') > 0 || process.hasUncaughtExceptionCaptureCallback())
      return
    const described = describeError(error, program)
    const isLoading = loading || (loadError !== undefined && loadError === error)
    const stage = stageOf(error, described, isLoading, origin)
    const location = stage === 'syntax' ? syntaxLocation(error, described) : described.location
    const { location: _, ...fields } = described
    const told = sendReport({ type: 'error', stage, ...fields, ...location, clock: clock() })
    // Node prints the error once more, after the last `exit` handler; the learner has it already. Closed only then, so
    // that what those handlers write still arrives.
    if (told) process.on('exit', () => closeSync(stderrDescriptor))
  })

  return {
    load(run) {
      loading = true
      run()
      // Not reached when `run` throws: the handler above still has to know.
      loading = false
    },
  }
}

function stageOf(error: unknown, described: Described, loading: boolean, origin: string): ErrorStage {
  if (isSyntaxError(error)) return 'syntax'
  if (described.code === 'MODULE_NOT_FOUND' || described.code === 'ERR_MODULE_NOT_FOUND') return 'module'
  if (error instanceof Error && Reflect.get(error, 'syscall') === 'listen') return 'listen'
  if (loading) return 'load'
  return origin === 'unhandledRejection' ? 'rejection' : 'uncaught'
}
