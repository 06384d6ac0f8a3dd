/** Addresses in `import`: what a module names is found here, although no script of ours sees it. */
import type { AddressMap } from './address-map.ts'
import { matchOf, nativeKeys, nativeMethod } from './natives.ts'
import type { PageConfig } from './page-config.ts'

type Imports = Record<string, string>

/** What is called for a script element that the parser has just put into the page, before it runs. */
export type ScriptSeen = (script: HTMLScriptElement) => void

const ownPort = /^[a-z0-9]+-(\d{1,5})--/
/** The first Chromium in which a page can have more than one import map. */
const firstWithSeveralMaps = 133
const parseJson = JSON.parse.bind(JSON)
const toJson = JSON.stringify.bind(JSON)
const isList = nativeMethod(Array, 'isArray')

/**
 * Adds an import map. Where a page may have several, ours comes before any of its own, and what it says wins over
 * theirs. Elsewhere there can be one only: ours goes into the page's, or before the first module.
 * @param own our own element, behind which it is put and taken away again
 */
export function mapModules(map: AddressMap, config: PageConfig, own: HTMLScriptElement): ScriptSeen {
  const imports = ownImports(map, config)
  const [, version = '0'] = matchOf(/Chrom(?:e|ium)\/(\d+)/, navigator.userAgent) ?? []
  const several = Number(version) >= firstWithSeveralMaps
  let added = false
  const add = (place: (element: HTMLScriptElement) => void) => {
    if (added) return
    added = true
    const element = document.createElement('script')
    element.type = 'importmap'
    element.textContent = toJson({ imports })
    place(element)
    element.remove()
  }
  if (several) add((element) => own.after(element))
  else document.addEventListener('DOMContentLoaded', () => add((element) => document.head.append(element)))
  return (script) => {
    if (script.type === 'module') add((element) => script.before(element))
    if (script.type !== 'importmap') return
    const mapped = mappedText(script.textContent, map, added ? {} : imports)
    if (mapped === undefined) return
    added = true
    if (mapped !== script.textContent) script.textContent = mapped
  }
}

function ownImports(map: AddressMap, { libraryPath, libraryPlaces, moduleBuild }: PageConfig): Imports {
  const imports: Imports = { 'socket.io-client': `${libraryPath}cdn.socket.io/latest/${moduleBuild}` }
  for (let index = 0; index < libraryPlaces.length; index += 1) {
    const place = libraryPlaces[index] ?? ''
    imports[`https://${place}`] = `${libraryPath}${place}`
  }
  const [, port = '80'] = matchOf(ownPort, location.host) ?? []
  for (const host of ['localhost', '127.0.0.1']) {
    const origin = `http://${host}:${port}/`
    imports[origin] = map.outward(origin)
  }
  return imports
}

/** A learner's map with addresses that can be reached; undefined for what is none, which the browser will tell. */
function mappedText(text: string, map: AddressMap, imports: Imports): string | undefined {
  try {
    const given: unknown = parseJson(text)
    if (!isRecord(given)) return undefined
    const outward = (value: unknown): unknown => (typeof value === 'string' ? map.outward(value) : value)
    const scopes = eachValue(given['scopes'], (scope) => eachValue(scope, outward))
    const { integrity: _promisedForTheCdn, ...kept } = given
    const all = { ...(eachValue(given['imports'], outward) as object), ...imports }
    return toJson({ ...kept, imports: all, ...(scopes === undefined ? {} : { scopes }) })
  } catch {
    return undefined
  }
}

function eachValue(holder: unknown, change: (value: unknown) => unknown): unknown {
  if (!isRecord(holder)) return holder
  const changed: Record<string, unknown> = {}
  const names = nativeKeys(holder)
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] ?? ''
    changed[name] = change(holder[name])
  }
  return changed
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !isList(value)
}
