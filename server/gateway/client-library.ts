/**
 * Socket.IO's client for browsers, served to panes in the place of CDNs, which they cannot reach. Whatever version an
 * address names, it is the one that the servers here have too.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ownPathPrefix } from './script-injection.ts'

/** Stands for `https://`; what follows is the CDN's own host and path. */
export const libraryPath = `${ownPathPrefix}cdn/`

/** Where documentation and snippets take the client from: host and the path that comes before any version. */
export const libraryPlaces = [
  'cdn.socket.io/',
  'cdn.jsdelivr.net/npm/',
  'unpkg.com/',
  'cdnjs.cloudflare.com/ajax/libs/',
  'esm.sh/',
  'esm.run/',
  'cdn.skypack.dev/',
] as const

/** The build with `export`, which module addresses without a file's name mean. */
export const moduleBuild = 'socket.io.esm.min.js'
const classicBuild = 'socket.io.min.js'

const modulePlaces = new Set<string>(['esm.sh/', 'esm.run/', 'cdn.skypack.dev/'])

export interface LibraryFile {
  readonly name: string
  readonly body: Buffer
}

const files = new Map<string, LibraryFile>()

/** The file that an address of a CDN (host and path) means; undefined when that is not Socket.IO's client. */
export function libraryFile(address: string): LibraryFile | undefined {
  const place = placeOf(address)
  if (place === undefined) return undefined
  if (files.size === 0) load()
  const name = fileName(place, address.slice(place.length))
  return name === undefined ? undefined : (files.get(name) ?? files.get(currentName(name)))
}

export function placeOf(address: string): string | undefined {
  return libraryPlaces.find((place) => address.startsWith(place))
}

function fileName(place: string, path: string): string | undefined {
  if (place === 'cdn.socket.io/') return /^(?:[\w.-]+\/)?(socket\.io[\w.-]*\.js)$/.exec(path)?.[1]
  if (place.startsWith('cdnjs.')) return /^socket\.io\/[\w.-]+\/(socket\.io[\w.-]*\.js)$/.exec(path)?.[1]
  const [whole, file] = /^socket\.io-client(?:@[^/]+)?(?:\/(?:dist\/)?([+\w.-]*))?$/.exec(path) ?? []
  if (whole === undefined) return undefined
  if (file === '+esm') return moduleBuild
  return file || (modulePlaces.has(place) ? moduleBuild : classicBuild)
}

/** Older builds had other names: `socket.io-1.7.4.js`, `socket.io.slim.js`, `socket.io.dev.js`. */
function currentName(name: string): string {
  return /\.min\.js$|\.slim/.test(name) ? classicBuild : 'socket.io.js'
}

function load(): void {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('socket.io/package.json')),
    'client-dist',
  )
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.js')) files.set(name, { name, body: readFileSync(join(folder, name)) })
  }
}
