/** The error that ended a program, out of what Node printed about it. Pure. */
import { isAbsolute, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ErrorStage } from '../../../protocol/trace.ts'

export interface ProgramError {
  readonly stage: ErrorStage
  readonly name: string
  readonly message: string
  readonly code?: string
  /** Relative to the project's folder; absent where the error came from elsewhere. */
  readonly file?: string
  readonly line?: number
}

/** Node's last word names it: `TypeError: …`, `Error [ERR_X]: …`. */
const errorLine = /^((?:\w+)?(?:Error|Exception))(?: \[(\w+)\])?: (.*)$/m
/** `/path/server.js:3` or `file:///path/server.js:3` before the source line, or in the stack. */
const place = /((?:file:\/\/)?(?:\/|[A-Za-z]:\\)[^\s():]*[^\s()]*?):(\d+)(?::\d+)?(?=\)|\s|$)/gm

/**
 * @param printed the end of what the program wrote to stderr
 * @returns undefined when there is no error in it
 */
export function errorIn(printed: string, folder: string): ProgramError | undefined {
  const [, name, tag, message] = errorLine.exec(printed) ?? []
  if (name === undefined || message === undefined) return undefined
  const code = tag ?? /^\s*code: '(\w+)'/m.exec(printed)?.[1]
  const own = [...printed.matchAll(place)]
    .map(([, path = '', line]) => ({ file: inProject(path, folder), line: Number(line) }))
    .find(({ file }) => file !== undefined)
  return {
    stage: name === 'SyntaxError' ? 'syntax' : code === 'EADDRINUSE' ? 'listen' : 'uncaught',
    name,
    message,
    ...(code === undefined ? {} : { code }),
    ...(own?.file === undefined ? {} : { file: own.file, line: own.line }),
  }
}

function inProject(path: string, folder: string): string | undefined {
  const file = relative(folder, path.startsWith('file://') ? fileURLToPath(path) : path)
  const isOutside = file.startsWith('..') || isAbsolute(file) || file.startsWith('node_modules')
  return isOutside ? undefined : file.replaceAll('\\', '/')
}
