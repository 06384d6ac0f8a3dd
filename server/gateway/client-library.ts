/**
 * Socket.IO's client for browsers, served to panes in the place of its CDN, which they cannot reach. Whatever version
 * an address names, it is the one that the servers here have too.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ownPathPrefix } from './script-injection.ts'

/** Stands for `https://cdn.socket.io/`; what follows is the CDN's own path: a version and a file. */
export const clientLibraryPath = `${ownPathPrefix}cdn.socket.io/`

const files = new Map<string, Buffer>()

/** A file of the library by its path under {@link clientLibraryPath}; undefined when there is none. */
export function clientLibraryFile(path: string): Buffer | undefined {
  if (files.size === 0) load()
  const [, name] = /^[\w.-]+\/([\w.-]+\.js)$/.exec(path) ?? []
  return name === undefined ? undefined : files.get(name)
}

function load(): void {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('socket.io/package.json')),
    'client-dist',
  )
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.js')) files.set(name, readFileSync(join(folder, name)))
  }
}
