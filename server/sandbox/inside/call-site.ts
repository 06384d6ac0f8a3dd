/** Where in the learner's own files something was called. */
import { fileURLToPath } from 'node:url'
import { getCallSites } from 'node:util'
import { namesApp, pathInApp } from './app-folder.ts'

export interface SourceLocation {
  /** Relative to the learner's folder. */
  file: string
  /** From 1. */
  line: number
  column: number
}

/** The call of an answer or of an emit is among the first 12; a frame costs 1 to 3 µs. */
const framesToSearch = [12, 40]
/** Taken now: neither a learner's Error.prepareStackTrace nor a replaced node:util changes it. */
const callSites = getCallSites

/** The innermost frame in the learner's files, of the current stack. */
export function callerLocation(): SourceLocation | null {
  let searched = 0
  for (const depth of framesToSearch) {
    const frames = callSites(depth, { sourceMap: false })
    for (const { scriptName, lineNumber, columnNumber } of frames.slice(searched)) {
      const file = learnerFile(scriptName)
      if (file) return { file, line: lineNumber, column: columnNumber }
    }
    if (frames.length < depth) break
    searched = depth
  }
  return null
}

/** The path within the learner's folder of a script's name or URL; null for provided packages and Node's own code. */
export function learnerFile(script: string): string | null {
  // Most frames are not: to parse the URL of each would cost as much as to get the frames.
  if (!namesApp(script)) return null
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
