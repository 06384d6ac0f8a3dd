/** Where a file does not parse. */
import { learnerFile, type SourceLocation } from './call-site.ts'
import { decoratedStack } from './decorated-stack.ts'
import { stackOf, type Described } from './describe-error.ts'

/** Node puts `path:line`, the line's text and a row of carets before the error, when it knows the place. */
const decoration = /^(?<script>[^\n]+?):(?<line>\d+)\n(?<text>(?:.*\n){1,6}?)(?<indent>\s*)\^+/m
/** Where the file ended too early there is nothing for carets to stand under. */
const endDecoration = /^(?<script>[^\n]+?):(?<line>\d+)\n(?<text>.*)\n/

/** Whether a file could not be read as a program, unlike a SyntaxError that JSON.parse or eval threw at run time. */
export function isSyntaxError(error: unknown): boolean {
  if (!(error instanceof SyntaxError)) return false
  const stack = stackOf(error)
  const firstFrame = /^\s+at .*$/m.exec(stack)?.[0] ?? ''
  return decoration.test(stack.split('\n    at ')[0] ?? '') || firstFrame.includes('(node:internal/modules/')
}

export function syntaxLocation(error: unknown, described: Described): SourceLocation | null {
  if (!(error instanceof Error)) return described.location
  return decoratedLocation(stackOf(error)) ?? decoratedLocation(decoratedStack(error)) ?? described.location
}

function decoratedLocation(stack: string): SourceLocation | null {
  const { script, line, text, indent } = (decoration.exec(stack) ?? endDecoration.exec(stack))?.groups ?? {}
  const file = script && learnerFile(script)
  if (!file || text === undefined) return null
  // TypeScript's errors show lines before the wrong one, and name the last of them.
  return { file, line: Number(line), column: (indent ?? text).length + 1 }
}
