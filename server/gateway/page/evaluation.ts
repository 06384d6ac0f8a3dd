/** Runs code that was typed into the pane's console, as a browser's own console would. */
import {
  matches,
  nativeCreate,
  nativeDefine,
  nativeDescriptor,
  nativeEval,
  NativeFunction,
  nativeString,
  replaceIn,
  sliceOf,
} from './natives.ts'
import { topLevelOf } from './top-level.ts'

/** Stands for the console's own scope while code begins; gone before anything later can ask for it. */
const scopeName = '__wirelabConsole'
/** How many ends of top-level lines are tried as the beginning of the last expression. */
const lastExpressionTries = 5

/**
 * @param sockets those that the page made, oldest first
 * @returns what gives the value of code, or throws what the code throws. Code with `await` on its top level gives a
 * promise. Names that the code declares stay; the console's `socket` and `sockets` stand back behind the page's own.
 */
export function createEvaluator(sockets: readonly object[]): (code: string) => unknown {
  const scope: object = nativeCreate(null)

  const offer = (name: string, get: () => unknown) => {
    const known = nativeDescriptor(scope, name)
    // Declared by what was typed.
    if (known && !known.get) return
    if (sockets.length === 0 || isTaken(name)) delete scope[name as never]
    else {
      const set = (value: unknown) => declareName(scope, name, value)
      nativeDefine(scope, name, { configurable: true, get, set })
    }
  }

  return (code) => {
    offer('socket', () => sockets[sockets.length - 1])
    offer('sockets', () => {
      const copy: object[] = []
      for (let index = 0; index < sockets.length; index += 1) copy[index] = sockets[index] ?? {}
      return copy
    })
    const { text, names } = programOf(code)
    const added: string[] = []
    for (const name of names) {
      if (nativeDescriptor(scope, name) && !nativeDescriptor(scope, name)?.get) continue
      declareName(scope, name, undefined)
      added[added.length] = name
    }
    nativeDefine(window, scopeName, { configurable: true, value: scope })
    try {
      return nativeEval(text)
    } catch (error) {
      // A name that never got its value must not hide one of the page's.
      for (const name of added)
        if (nativeDescriptor(scope, name)?.value === undefined) delete scope[name as never]
      throw error
    } finally {
      delete window[scopeName as never]
    }
  }
}

function declareName(scope: object, name: string, value: unknown): void {
  nativeDefine(scope, name, { configurable: true, enumerable: true, writable: true, value })
}

/** A `const` of a classic script is no property of the window, but code in the global scope sees it. */
function isTaken(name: string): boolean {
  if (name in window) return true
  try {
    nativeEval(`typeof ${name}`)
  } catch {
    // Declared, and not yet initialised.
    return true
  }
  try {
    nativeEval(name)
    return true
  } catch {
    return false
  }
}

/** `code` as a text for global `eval`, in the console's scope, and the names that it declares there. */
function programOf(code: string): { text: string; names: readonly string[] } {
  const scanned = topLevelOf(code)
  const expression = replaceIn(code, /[;\s]+$/, '')
  if (matches(/^\s*\{/, code) && parses(`(${expression}\n)`))
    return { text: scoped(`(${expression}\n)`), names: [] }
  if (parses(code)) return parses(scanned.text) ? inScope(scanned) : { text: scoped(code), names: [] }
  if (!matches(/\bawait\b/, code)) return { text: code, names: [] }
  if (parses(`async () => (${expression}\n)`))
    return { text: scoped(`(async () => (${expression}\n))()`), names: [] }
  const { names } = scanned
  // The scope stands inside the function, so that what it declares by `var` is found there first.
  return { text: `(async () => { ${scoped(withLastReturned(scanned))} })()`, names }
}

function inScope({ text, names }: { text: string; names: readonly string[] }) {
  return { text: scoped(text), names }
}

function scoped(code: string): string {
  return `with (${scopeName}) {\n${code}\n}`
}

/** A function gives only what it returns. */
function withLastReturned({ text, breaks }: { text: string; breaks: readonly number[] }): string {
  for (let tries = 1; tries <= lastExpressionTries; tries += 1) {
    const at = breaks[breaks.length - tries]
    if (at === undefined) break
    const last = replaceIn(sliceOf(text, at), /[;\s]+$/, '')
    const returning = `${sliceOf(text, 0, at)}\nreturn (${last}\n)`
    if (matches(/\S/, last) && parses(`async () => {${returning}\n}`)) return returning
  }
  return text
}

/** Reads, and does not run. Throws where the page's policy lets no text become code. */
function parses(code: string): boolean {
  try {
    return typeof new NativeFunction(code) === 'function'
  } catch (error) {
    if (matches(/^SyntaxError/, nativeString(error))) return false
    throw error
  }
}
