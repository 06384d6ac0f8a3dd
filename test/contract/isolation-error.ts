/** An error that ends a program is told once, with its place in the learner’s files. */
import { describe, expect, test } from 'vitest'
import type { Files } from '../../protocol/sandbox.ts'
import { type Start } from './isolation-run.ts'

export function describeErrors(start: Start): void {
  describe('an error', () => {
    test.each<[string, Files, object]>([
      [
        'a syntax error in CommonJS',
        { 'server.js': 'const a = 1\n  const b = foo bar\n' },
        { stage: 'syntax', file: 'server.js', line: 2, column: 17, name: 'SyntaxError' },
      ],
      [
        'a bracket that is never closed',
        { 'server.js': 'const a = () => {\n  1\n' },
        { stage: 'syntax', file: 'server.js', line: 3, column: 1, message: 'Unexpected end of input' },
      ],
      [
        'a bracket that is never closed, in an ES module without a last line break',
        { 'server.mjs': 'const a = () => {\n  1' },
        { stage: 'syntax', file: 'server.mjs', line: 2, column: 4 },
      ],
      [
        'a bracket that is never closed, in TypeScript',
        { 'server.ts': 'const a: number = (() => {\n  1\n' },
        { stage: 'syntax', file: 'server.ts', line: 2, message: "Expected ',', got '<eof>'" },
      ],
      [
        'a syntax error in a required file',
        { 'server.js': `require('./lib.js')`, 'lib.js': '\n\n  )' },
        { stage: 'syntax', file: 'lib.js', line: 3, column: 3 },
      ],
      [
        'a syntax error in an ES module',
        { 'server.mjs': `import 'express'\n\nlet foo bar` },
        { stage: 'syntax', file: 'server.mjs', line: 3, column: 9 },
      ],
      [
        'a syntax error in an imported file',
        { 'server.mjs': `import './lib.mjs'`, 'lib.mjs': 'export const a = ;' },
        { stage: 'syntax', file: 'lib.mjs', line: 1, column: 18 },
      ],
      [
        'a missing export',
        { 'server.mjs': `import { nope } from 'node:fs'` },
        { stage: 'syntax', file: 'server.mjs', line: 1, column: 10 },
      ],
      [
        'a syntax error in TypeScript',
        { 'server.ts': `const a: number = 1\nlet foo bar` },
        { stage: 'syntax', file: 'server.ts', line: 2, column: 9, code: 'ERR_INVALID_TYPESCRIPT_SYNTAX' },
      ],
      [
        'TypeScript that is more than types',
        { 'server.ts': `const a: number = 1\nenum B { c }` },
        {
          stage: 'syntax',
          file: 'server.ts',
          line: 2,
          column: 1,
          code: 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
        },
      ],
      [
        'an emit of what contains itself',
        {
          'server.js': `const { Server } = require('socket.io')\nconst own = {}\nown.own = own\n  new Server().emit('a', own)`,
        },
        { stage: 'load', name: 'RangeError', file: 'server.js', line: 4, column: 16 },
      ],
      [
        'a module that is not there',
        { 'server.js': `\nconst x = require('left-pad')` },
        { stage: 'module', file: 'server.js', line: 2, column: 11, code: 'MODULE_NOT_FOUND' },
      ],
      [
        'an import that is not there',
        { 'server.mjs': `\nimport x from 'left-pad'` },
        { stage: 'module', file: 'server.mjs', line: 2, column: 15, code: 'ERR_MODULE_NOT_FOUND' },
      ],
      [
        'a throw while loading',
        { 'server.js': `function f() {\n  null.x\n}\nf()` },
        { stage: 'load', file: 'server.js', line: 2, column: 8, name: 'TypeError' },
      ],
      [
        'a throw while an ES module loads',
        { 'server.mjs': `await 1\nthrow new RangeError('late')` },
        { stage: 'load', file: 'server.mjs', line: 2, column: 7, message: 'late' },
      ],
      ['a throw that is no error', { 'server.js': `throw 'text'` }, { stage: 'load', message: `'text'` }],
      [
        'an uncaught throw',
        { 'server.js': `setTimeout(() => {\n  throw new Error('boom')\n})` },
        { stage: 'uncaught', file: 'server.js', line: 2, column: 9, message: 'boom' },
      ],
      [
        'a rejection that nobody handles',
        { 'server.js': `setTimeout(() => {\n  Promise.reject(new Error('no'))\n})` },
        { stage: 'rejection', file: 'server.js', line: 2, column: 18 },
      ],
      [
        'a port that is taken',
        {
          'server.js': `const { createServer } = require('http')\ncreateServer().listen(3000)\ncreateServer().listen(3000)`,
        },
        { stage: 'listen', file: 'server.js', line: 3, column: 16, code: 'EADDRINUSE' },
      ],
      [
        'a port of one address that is taken',
        {
          'server.js': `const { createServer } = require('http')\ncreateServer().listen(3000, 'localhost')\n  .on('listening', () => {\n    createServer().listen(3000, 'localhost')\n  })`,
        },
        { stage: 'listen', file: 'server.js', line: 4, column: 20, code: 'EADDRINUSE' },
      ],
    ])('%s is told with its place, once', async (_, files, expected) => {
      const run = await start(files)
      expect(await run.ended).toEqual({ reason: 'failed', exitCode: 1 })
      expect(run.errors).toHaveLength(1)
      expect(run.errors[0]).toMatchObject(expected)
      expect(run.errors[0]?.stack ?? '').not.toMatch(/\/app\/|node:internal|wirelab/)
      expect(run.output).toEqual({ stdout: '', stderr: '' })
    })

    test('of a missing module names what there is', async () => {
      const run = await start({ 'server.js': `require('left-pad')` })
      await run.ended
      expect(run.errors[0]?.message).toBe(
        `Cannot find module 'left-pad'. Available here: cors, express, socket.io, socket.io-client, zod, and the modules of Node.js.`,
      )
    })

    test.each([
      ['require', { 'server.js': `const debug = require('debug')` }],
      ['import', { 'server.mjs': `import ws from 'ws'` }],
      ['TypeScript', { 'server.ts': `import accepts from 'accepts'\nconst a: string = accepts` }],
    ])('of a package that only other packages use names what there is (%s)', async (_way, files) => {
      const run = await start(files)
      expect(await run.ended).toEqual({ reason: 'failed', exitCode: 1 })
      expect(run.errors).toMatchObject([{ stage: 'module', line: 1 }])
      expect(run.errors[0]?.message).toMatch(/^Cannot find module '\w+'\. Available here: cors, express, /)
    })

    test.each<[Files, string]>([
      [
        { 'server.js': `require('./room')`, 'rooms.js': '' },
        `Cannot find the file './room'. Files here: server.js, rooms.js.`,
      ],
      [
        { 'server.mjs': `import './lib/rooms.mjs'`, 'rooms.mjs': '' },
        `Cannot find the file 'lib/rooms.mjs'. Files here: server.mjs, rooms.mjs.`,
      ],
      [
        { 'server.mjs': `import './rooms'`, 'rooms.js': '' },
        `Cannot find the file 'rooms'. An import names the extension too: rooms.js. Files here: server.mjs, rooms.js.`,
      ],
    ])('of a missing file names those that there are (%#)', async (files, message) => {
      const run = await start(files)
      await run.ended
      expect(run.errors).toMatchObject([{ stage: 'module', line: 1, message }])
    })

    test('is none where files and provided packages are found, in every spelling', async () => {
      await using run = await start({
        'server.mts': `
          import { z } from 'zod'
          import cors from 'cors'
          import express from 'express'
          import { Server } from 'socket.io'
          import { io } from 'socket.io-client'
          import { createRequire } from 'node:module'
          import { room } from './lib/room.ts'
          import old from './old.cjs'
          const require = createRequire(import.meta.url)
          const same = require('socket.io').Server === Server
          console.log('kinds', [z.string, cors, express, io].map((each) => typeof each).join(), room, old.room, same)`,
        'lib/room.ts': `export const room: string = 'blue'`,
        'old.cjs': `module.exports = { room: require('./data.json').room, cors: require('cors') }`,
        'data.json': '{ "room": "red" }',
      })
      expect(await run.said('kinds')).toMatch(/^function,function,function,function blue red true$/)
    })

    test('that the program handles is its own business', async () => {
      await using run = await start({
        'server.js': `
          process.on('uncaughtException', (error) => console.log('caught', error.message))
          require('http').createServer().on('error', (error) => console.log('handled', error.code)).listen(99, '203.0.113.1')
          setTimeout(() => { throw new Error('mine') })
          setInterval(() => {}, 1000)`,
      })
      expect(await run.said('caught')).toBe('mine')
      expect(await run.said('handled')).toBe('EADDRNOTAVAIL')
      expect(run.errors).toEqual([])
    })

    test('lets the exit handlers speak', async () => {
      const run = await start({
        'server.js': `process.on('exit', (code) => { console.log('bye', code); process.stderr.write('last') }); throw new Error('x')`,
      })
      expect(await run.ended).toEqual({ reason: 'failed', exitCode: 1 })
      expect(run.lines).toEqual(['bye 1'])
      expect(run.output.stderr).toBe('last')
    })
  })
}
