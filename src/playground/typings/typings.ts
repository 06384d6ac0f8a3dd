/// <reference types="vite/client" />
/**
 * The types that the editor knows: socket.io, its client and what they import, straight from the installed packages,
 * and small hand-written stubs for Node and express. Path (as TypeScript's virtual file system has it) to content.
 */
import expressStub from './express-stub.d.ts.txt?raw'
import nodeStub from './node-stub.d.ts.txt?raw'
import socketIoStub from './socket.io-stub.d.ts.txt?raw'

const packages = import.meta.glob<string>(
  [
    '../../../node_modules/socket.io/dist/*.d.ts',
    '../../../node_modules/socket.io-adapter/dist/*.d.ts',
    '../../../node_modules/socket.io-parser/build/cjs/*.d.ts',
    '../../../node_modules/engine.io/build/**/*.d.ts',
    '../../../node_modules/engine.io-parser/build/cjs/*.d.ts',
    '../../../node_modules/socket.io-client/build/esm/*.d.ts',
    '../../../node_modules/engine.io-client/build/esm/**/*.d.ts',
    '../../../node_modules/@socket.io/component-emitter/lib/cjs/*.d.ts',
  ],
  { query: '?raw', import: 'default', eager: true },
)

/** A module of its own for each package: the virtual file system has no package.json to say where the types are. */
const entries: Readonly<Record<string, string>> = {
  '@socket.io/component-emitter': './lib/cjs/index',
  'engine.io': './build/engine.io',
  'engine.io-client': './build/esm/index',
  'engine.io-parser': './build/cjs/index',
  'socket.io-adapter': './dist/index',
  'socket.io-parser': './build/cjs/index',
}

/** The global that `<script src="/socket.io/socket.io.js">` leaves in a page. */
const clientGlobal = `import { io as create, Manager, Socket } from 'socket.io-client'
declare global {
  const io: typeof create & { connect: typeof create; Manager: typeof Manager; Socket: typeof Socket }
}
`

const clientEntry = `export * from './build/esm/index'
export { default } from './build/esm/index'
`

/** Addresses from which pages import the client, and a package without types of its own here. */
const elsewhere = `${[
  'cdn.socket.io',
  'cdn.jsdelivr.net/npm/socket.io-client',
  'unpkg.com/socket.io-client',
  'esm.sh/socket.io-client',
]
  .map((place) => `declare module 'https://${place}*' { export * from 'socket.io-client' }`)
  .join('\n')}
declare module 'zod'
`

const root = 'file:///node_modules/'

export const typings: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(packages).map(([path, text]) => [
      root + path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      withoutPrivate(text),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(entries).map(([name, target]) => [
      `${root}${name}/index.d.ts`,
      `export * from '${target}'\n`,
    ]),
  ),
  [`${root}socket.io/index.d.ts`]: socketIoStub,
  [`${root}socket.io-client/index.d.ts`]: clientEntry,
  'file:///wirelab/client-global.d.ts': clientGlobal,
  'file:///wirelab/elsewhere.d.ts': elsewhere,
  'file:///wirelab/express.d.ts': expressStub,
  'file:///wirelab/node.d.ts': nodeStub,
}

/** Members marked `@private` would fill the completion lists (`_cleanup`, `_onpacket`, …). */
function withoutPrivate(text: string): string {
  return text
    .replaceAll(/^ *\/\*\*(?:(?!\*\/)[\s\S])*@private(?:(?!\*\/)[\s\S])*\*\/\n(?: +.*;\n)/gm, '')
    .replaceAll(/^ *private .*;\n/gm, '')
}
