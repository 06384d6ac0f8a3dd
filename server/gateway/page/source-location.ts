/** Where in the learner's own files something was called. */
import type { AddressMap } from './address-map.ts'
import { indexIn, matchOf, NativeError, NativeURL, sliceOf, splitAt } from './natives.ts'

export interface SourceLocation {
  file?: string
  line?: number
  column?: number
}

export interface SourceLocator {
  /** From what the browser says of an error: the address, line and column, from 1. */
  locate(url: string, line: number, column: number): SourceLocation
  /** The first place outside this script in a stack. */
  inStack(stack: string): SourceLocation
  /** Where the code that called us stands. */
  ofCaller(): SourceLocation
}

/** Chromium: `at f (http://…:1:2)`, Firefox and Safari: `f@http://…:1:2`. */
const frame = /(https?:\/\/[^\s()]+):(\d+):(\d+)\)?\s*$/
const fileMaxCharacters = 400

export function createSourceLocator(map: AddressMap, script: HTMLScriptElement | null): SourceLocator {
  const own = script?.src ?? ''
  const inserted = insertion(script)
  const page = sliceOf(location.href, 0, location.href.length - location.hash.length)

  const locate = (url: string, line: number, column: number): SourceLocation => {
    const file = fileOf(url, map)
    if (file === undefined || line < 1) return {}
    // On the line into which the gateway put our element, what follows stands further right than in the source.
    const shifted = inserted && url === page && line === inserted.line && column > inserted.column
    const own = shifted ? column - inserted.width : column
    return own >= 1 ? { file, line, column: own } : { file, line }
  }
  const inStack = (stack: string): SourceLocation => {
    for (const text of splitAt(stack, '\n')) {
      const [, url = '', line, column] = matchOf(frame, text) ?? []
      if (url === '' || url === own) continue
      return locate(url, Number(line), Number(column))
    }
    return {}
  }
  return { locate, inStack, ofCaller: () => inStack(new NativeError().stack ?? '') }
}

/** The path as a file's name: a folder's page is its `index.html`. */
function fileOf(url: string, map: AddressMap): string | undefined {
  if (indexIn(url, 'http') !== 0) return undefined
  try {
    const { pathname, host } = new NativeURL(url)
    if (indexIn(map.inward(`${location.protocol}//${host}`), 'http://localhost') !== 0) return undefined
    const path = sliceOf(decodeURI(pathname), 1)
    const file = path === '' || path[path.length - 1] === '/' ? `${path}index.html` : path
    return sliceOf(file, 0, fileMaxCharacters)
  } catch {
    return undefined
  }
}

/** `?at=<line>.<column>`: our element stands in the middle of a line. */
function insertion(script: HTMLScriptElement | null) {
  const [, line, column] = matchOf(/\?at=(\d+)\.(\d+)$/, script?.src ?? '') ?? []
  if (!script || line === undefined) return undefined
  return { line: Number(line), column: Number(column), width: script.outerHTML.length }
}
