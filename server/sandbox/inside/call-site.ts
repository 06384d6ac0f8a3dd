/** Where in the learner's own files something was called. */
import { fileURLToPath } from 'node:url'
import { getCallSites } from 'node:util'
import { pathInApp } from './app-folder.ts'

export interface SourceLocation {
  /** Relative to the learner's folder. */
  file: string
  /** From 1. */
  line: number
  column: number
}

const framesToSearch = 12
/** Taken now: neither a learner's Error.prepareStackTrace nor a replaced node:util changes it. */
const callSites = getCallSites

/** The innermost frame in the learner's files, of the current stack. */
export function callerLocation(): SourceLocation | null {
  for (const { scriptName, lineNumber, columnNumber } of callSites(framesToSearch, { sourceMap: false })) {
    const file = learnerFile(scriptName)
    if (file) return { file, line: lineNumber, column: columnNumber }
  }
  return null
}

/** The path within the learner's folder of a script's name or URL; null for provided packages and Node's own code. */
export function learnerFile(script: string): string | null {
  const path = script.startsWith('file://') ? pathOf(script) : script
  const file = pathInApp(path)
  return file?.startsWith('node_modules/') ? null : file
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url)
  } catch {
    return url
  }
}
