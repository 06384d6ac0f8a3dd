/** Pages that are written in TypeScript: here the gateway strips their types, in a project of its own nobody does. */
import { serverFiles } from '../project/server-files.ts'

export const pageTypescriptName = 'page-typescript.mjs'

/** Whether a page of the program loads TypeScript: a file of it that the server does not import. */
export function hasPageTypescript(files: Readonly<Record<string, string>>, entry: string): boolean {
  const own = serverFiles(files, entry)
  return Object.keys(files).some((path) => /\.m?ts$/.test(path) && !own.has(path))
}

/** What Node has to be started with, before the entry. */
export const pageTypescriptOptions = [
  '--disable-warning=ExperimentalWarning',
  '--import',
  `./${pageTypescriptName}`,
] as const

export const pageTypescriptSource = `// Browsers do not read TypeScript. npm start loads this file first: it takes the types out of every .ts file that the
// server sends to a page. A larger project leaves this to its bundler.
import { Server } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'

const emit = Server.prototype.emit
Server.prototype.emit = function (event, request, response) {
  if (event === 'request' && /\\.m?ts(\\?|$)/.test(request.url)) stripTypes(response)
  return Reflect.apply(emit, this, arguments)
}

function stripTypes(response) {
  const { write, end } = response
  const chunks = []
  const keep = (chunk) => {
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') chunks.push(Buffer.from(chunk))
  }
  response.write = (chunk) => {
    keep(chunk)
    return true
  }
  response.end = (chunk) => {
    keep(chunk)
    response.write = write
    response.end = end
    if (response.statusCode !== 200) return response.end(Buffer.concat(chunks))
    const script = stripTypeScriptTypes(Buffer.concat(chunks).toString())
    response.setHeader('Content-Type', 'text/javascript; charset=utf-8')
    response.setHeader('Content-Length', Buffer.byteLength(script))
    return response.end(script)
  }
}
`
