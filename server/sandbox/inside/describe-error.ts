/** An error as a report tells it: only the learner's own paths, with the place in their files. */
import { readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { inspect } from 'node:util'
import { failedCallOf } from '../../../instrument/sending.ts'
import { appFolder, namesApp, pathInApp, withoutAppFolder } from './app-folder.ts'
import { learnerFile, type SourceLocation } from './call-site.ts'
import type { Program } from './fatal-error.ts'
import { listenLocation } from './open-ports.ts'
import { explainedRefusal } from './refusal.ts'

const nameCharacters = 200
const messageCharacters = 10_000
const stackCharacters = 20_000
const codeCharacters = 100

export interface Described {
  name: string
  message: string
  stack?: string
  code?: string
  location: SourceLocation | null
}

/** A line of V8's stack ends in `file:line:column`, in parentheses when a function is named. */
const framePattern = /^\s+at (?:.*\()?(?<script>[^()\n]+?):(?<line>\d+):(?<column>\d+)\)?$/

export function describeError(error: unknown, program: Program): Described {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: inspect(error).slice(0, messageCharacters), location: null }
  }
  const code: unknown = Reflect.get(error, 'code')
  const stack = stackOf(error)
  const fields = {
    name: textOf(error, 'name').slice(0, nameCharacters),
    message: explained(error, program).slice(0, messageCharacters),
    stack: learnerStack(stack).slice(0, stackCharacters),
    ...(typeof code === 'string' && { code: code.slice(0, codeCharacters) }),
  }
  return {
    ...fields,
    location:
      innermostFrame(stack) ??
      emitLocation(error) ??
      importLocation(error) ??
      listenLocation(Reflect.get(error, 'port')),
  }
}

/** V8's text of an error's stack; empty when the program put something else in its place. */
export function stackOf(error: Error): string {
  return textOf(error, 'stack')
}

/** A program may have put anything there, in spite of the types. */
function textOf(error: Error, property: string): string {
  const value: unknown = Reflect.get(error, property)
  return typeof value === 'string' ? value : ''
}

function innermostFrame(stack: string): SourceLocation | null {
  for (const text of stack.split('\n')) {
    const { script, line, column } = framePattern.exec(text)?.groups ?? {}
    const file = script && learnerFile(script)
    if (file) return { file, line: Number(line), column: Number(column) }
  }
  return null
}

function emitLocation(error: Error): SourceLocation | null {
  const { file, line, column } = failedCallOf(error) ?? {}
  return file === undefined || line === undefined || column === undefined ? null : { file, line, column }
}

/** The stack without Node's frames and ours, with paths relative to the learner's folder. */
function learnerStack(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => !/^\s+at /.test(line) || namesApp(line))
    .map(withoutAppFolder)
    .join('\n')
}

/** What Node says of a module that is not there, and what is there instead. */
const missingModule = /^Cannot find (?:module|package) '(?<name>[^']+)'(?: imported from (?<importer>\S+))?/

function explained(error: Error, program: Program): string {
  const refusal = explainedRefusal(error)
  if (refusal !== null) return refusal
  const message = withoutAppFolder(textOf(error, 'message'))
  const { name } = missingModule.exec(textOf(error, 'message'))?.groups ?? {}
  if (!name) return message
  if (name.startsWith('.') || isAbsolute(name)) return missingFile(pathInApp(name) ?? name, program)
  const modules = Object.keys(program.versions).filter((module) => module !== 'node')
  return `Cannot find module '${name}'. Available here: ${modules.join(', ')}, and the modules of Node.js.`
}

const toldFiles = 20
/** Extensions that `require` finds by itself, and `import` does not. */
const assumedExtensions = ['.js', '.ts', '.json']

/** @param name as `require` has it, or of an `import` the path in the learner's folder */
function missingFile(name: string, { files }: Program): string {
  const meant = assumedExtensions.map((extension) => name + extension).find((file) => files.includes(file))
  const hint = meant === undefined ? '' : ` An import names the extension too: ${meant}.`
  const rest = files.length > toldFiles ? ` and ${files.length - toldFiles} more` : ''
  return `Cannot find the file '${name}'.${hint} Files here: ${files.slice(0, toldFiles).join(', ')}${rest}.`
}

/** A failed `import` has no frame in the file that holds it; its message names that file, and the text names the place. */
function importLocation(error: Error): SourceLocation | null {
  const { name, importer } = missingModule.exec(textOf(error, 'message'))?.groups ?? {}
  const file = importer && learnerFile(importer)
  if (!name || !file) return null
  // A relative module is named by its absolute path, of which the import holds the end.
  const specifier = pathInApp(name) ?? name
  const lines = readFileSync(join(appFolder, file), 'utf8').split('\n')
  for (const [index, line] of lines.entries()) {
    for (const quoted of line.matchAll(/['"](?:\.{1,2}\/)*([^'"]+)['"]/g)) {
      if (quoted[1] && specifier.endsWith(quoted[1]))
        return { file, line: index + 1, column: quoted.index + 1 }
    }
  }
  return null
}
