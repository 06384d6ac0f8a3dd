/** Where a file does not parse. */
import { spawnSync } from 'node:child_process'
import { learnerFile, type SourceLocation } from './call-site.ts'
import { stackOf, type Described } from './describe-error.ts'
import type { Program } from './fatal-error.ts'

/** Node puts `path:line`, the line's text and a row of carets before the error, when it knows the place. */
const decoration = /^(?<script>[^\n]+?):(?<line>\d+)\n(?<text>(?:.*\n){1,6}?)(?<indent>\s*)\^+/m

const checkTimeoutMs = 3000
const checkedFiles = 20

/** Whether a file could not be read as a program, unlike a SyntaxError that JSON.parse or eval threw at run time. */
export function isSyntaxError(error: unknown): boolean {
  if (!(error instanceof SyntaxError)) return false
  const stack = stackOf(error)
  const firstFrame = /^\s+at .*$/m.exec(stack)?.[0] ?? ''
  return decoration.test(stack.split('\n    at ')[0] ?? '') || firstFrame.includes('(node:internal/modules/')
}

export function syntaxLocation(
  error: unknown,
  described: Described,
  program: Program,
): SourceLocation | null {
  const stack = error instanceof Error ? stackOf(error) : ''
  return decoratedLocation(stack) ?? checkedLocation(described.message, program) ?? described.location
}

function decoratedLocation(stack: string): SourceLocation | null {
  const { script, line, text, indent } = decoration.exec(stack)?.groups ?? {}
  const file = script && learnerFile(script)
  if (!file || text === undefined || indent === undefined) return null
  // TypeScript's errors show lines before the wrong one, and name the last of them.
  return { file, line: Number(line), column: indent.length + 1 }
}

/**
 * An ES module that does not parse tells its place only where Node prints it. So Node is asked to check the files, the
 * first one first, until one fails in the same words.
 */
function checkedLocation(message: string, program: Program): SourceLocation | null {
  const entry = learnerFile(program.entry) ?? ''
  const scripts = program.files.filter((file) => /\.[mc]?js$/.test(file) && file !== entry)
  for (const file of [entry, ...scripts].slice(0, checkedFiles)) {
    const check = spawnSync(process.execPath, ['--no-warnings', '--check', `/app/${file}`], {
      encoding: 'utf8',
      timeout: checkTimeoutMs,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    if (check.stderr.includes(`SyntaxError: ${message}`)) return decoratedLocation(check.stderr)
  }
  return null
}
