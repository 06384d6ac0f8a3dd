/** The thread of `type-stripping.ts`: one source in, one outcome out. */
import { parentPort } from 'node:worker_threads'
import { stripTypes } from '../strip-types.ts'
import type { Stripped } from './type-stripping.ts'

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
parentPort?.on('message', (source: string) => parentPort?.postMessage(outcome(source)))

/** Node's errors: what is no program (`INVALID`), and what is more than types (`UNSUPPORTED`: an enum, a namespace). */
const mistakeCodes = new Set(['ERR_INVALID_TYPESCRIPT_SYNTAX', 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX'])

/** Before the error's own text, Node puts `:<line>`, some lines, and carets under the place. */
const lineBefore = /^:(\d+)\n/
const caretsBelow = /^( *)\^+$/m

function outcome(source: string): Stripped {
  try {
    return { state: 'stripped', code: stripTypes(source) }
  } catch (error) {
    const code: unknown = error instanceof Error && Reflect.get(error, 'code')
    // The parser itself broke: this thread is of no further use.
    if (!(error instanceof Error) || !mistakeCodes.has(String(code))) return { state: 'too-hard' }
    const stack = error.stack ?? ''
    const line = lineBefore.exec(stack)?.[1]
    const indent = caretsBelow.exec(stack)?.[1]
    const place = line === undefined ? {} : { line: Number(line) }
    const column = indent === undefined ? {} : { column: indent.length + 1 }
    return { state: 'mistaken', message: error.message, ...place, ...column }
  }
}
