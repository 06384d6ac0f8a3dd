import { builtinModules } from 'node:module'
import { describe, expect, test } from 'vitest'
import { missingImport } from '../../../src/playground/project/missing-import.ts'
import { nodeModules } from '../../../src/playground/project/provided-modules.ts'

const files = {
  'server.js': "import './lib/rooms.js'",
  'lib/rooms.js': '',
  'client.js': '',
  'index.html': '',
}
const modules = ['cors', 'express', 'socket.io']
const asked = (from: string, specifier: string, more: Record<string, string> = {}) =>
  missingImport(from, specifier, { files: { ...files, ...more }, entry: 'server.js', modules })

describe('a name leads somewhere', () => {
  test.each([
    ['server.js', 'express'],
    ['server.js', 'socket.io/package.json'],
    ['server.js', 'fs/promises'],
    ['server.js', 'node:sqlite'],
    ['server.js', './lib/rooms.js'],
    ['lib/rooms.js', '../client.js'],
    ['lib/rooms.js', 'cors'],
    ['client.js', 'socket.io-client'],
    ['client.js', '/vendor/thing.js'],
    ['client.js', 'https://cdn.socket.io/4.8.1/socket.io.esm.min.js'],
    ['index.html', './client.js'],
  ])('in %s: %s', (from, specifier) => {
    expect(asked(from, specifier)).toBeUndefined()
  })

  test('by an import map in a page', () => {
    const page = `<script type="importmap">{ "imports": { "vue": "/vue.js" } }</script>`
    expect(asked('client.js', 'vue', { 'index.html': page })).toBeUndefined()
    expect(asked('client.js', 'react', { 'index.html': page })).toMatchObject({ kind: 'page-module' })
  })
})

test.each([
  ['server.js', 'lodash', { kind: 'server-module', name: 'lodash', available: modules }],
  ['lib/rooms.js', '@a/b/c', { kind: 'server-module', name: '@a/b', available: modules }],
  ['server.js', 'lodash/fp', { kind: 'server-module', name: 'lodash', available: modules }],
  ['client.js', 'express', { kind: 'page-module', name: 'express', available: ['socket.io-client'] }],
  ['client.js', 'node:fs', { kind: 'page-module', name: 'node:fs', available: ['socket.io-client'] }],
  [
    'server.js',
    './room.js',
    { kind: 'file', name: './room.js', files: Object.keys(files), meant: undefined },
  ],
  ['server.js', './lib/rooms', { kind: 'file', meant: './lib/rooms.js' }],
])('in %s, %s leads nowhere', (from, specifier, expected) => {
  expect(asked(from, specifier)).toMatchObject(expected)
})

test("Node's own modules are those of the Node that runs here", () => {
  const own = builtinModules.filter((name) => !/^_|[/:]/.test(name))
  expect([...nodeModules].sort()).toEqual(own.sort())
})
