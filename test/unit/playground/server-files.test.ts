import { expect, test } from 'vitest'
import { serverFiles } from '../../../src/playground/project/server-files.ts'

const found = (files: Record<string, string>, entry = 'server.js') => [...serverFiles(files, entry)].sort()

test('a program is its entry and what that imports, in every spelling, through others too', () => {
  const files = {
    'server.js': "const a = require('./a')\nimport b from \"./lib/b.js\"\nimport './d.ts'\nimport('./e')",
    'a.js': '',
    'lib/b.js': "export * from '../c.mjs'",
    'c.mjs': '',
    'd.ts': '',
    'e/index.js': '',
    'index.html': '<script src="client.js"></script>',
    'client.js': "import { io } from 'socket.io-client'",
  }
  expect(found(files)).toEqual(['a.js', 'c.mjs', 'd.ts', 'e/index.js', 'lib/b.js', 'server.js'])
})

test('what Node reads itself belongs to it, and a worker that it starts', () => {
  const files = {
    'server.js': "new Worker('./work.js'); fork(`./child.js`); new URL('./lazy.js', import.meta.url)",
    'work.js': '',
    'child.js': '',
    'lazy.js': '',
    'package.json': '{}',
    'data.json': '{}',
  }
  expect(found(files)).toEqual(['child.js', 'lazy.js', 'package.json', 'server.js', 'work.js'])
})

test('files that import each other end the search', () => {
  expect(found({ 'server.js': "require('./a')", 'a.js': "require('./server')" })).toEqual([
    'a.js',
    'server.js',
  ])
})

test('a package, or a name outside the project, is no file of it', () => {
  expect(found({ 'server.js': "require('express'); require('../../x'); require('./__proto__')" })).toEqual([
    'server.js',
  ])
})

test('without its entry there is no program', () => {
  expect(found({ 'a.js': '' })).toEqual([])
})
