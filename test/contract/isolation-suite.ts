/** What every implementation of `Isolation` owes a learner's program. */
import { beforeAll, describe, expect, test } from 'vitest'
import { NothingListensError, type Isolation } from '../../server/sandbox/isolation.ts'
import type { Files } from '../../protocol/sandbox.ts'
import { ProgramRun, program } from './isolation-run.ts'

const echo: Files = { 'server.cjs': program('echo-server.cjs') }

export function describeIsolation(name: string, make: () => Promise<Isolation>): void {
  describe(`isolation: ${name}`, () => {
    let isolation: Isolation
    const start = (files: Files, limits = {}) => ProgramRun.start(isolation, files, limits)
    beforeAll(async () => {
      isolation = await make()
    })

    describe('a program', () => {
      test('finds itself where plain Node would have put it', async () => {
        await using run = await start({
          'server.js': `const path = require('path')
            console.log('is', JSON.stringify([
              __dirname, __filename, require.main === module, process.cwd(), process.argv.slice(1),
              path.basename(process.execPath), Object.keys(process.env).sort(),
            ]))
            setInterval(() => {}, 1000)`,
        })
        expect(JSON.parse(await run.said('is'))).toEqual([
          '/app',
          '/app/server.js',
          true,
          '/app',
          ['/app/server.js'],
          'node',
          ['HOME', 'LANG', 'NODE_ENV', 'PATH', 'PWD'],
        ])
      })

      test.each([
        ['server.js', `const { createServer } = require('http')`],
        ['server.cjs', `const { createServer } = require('http')`],
        ['server.mjs', `import { createServer } from 'node:http'`],
        ['module-syntax.js', `import { createServer } from 'node:http'`],
        ['server.ts', `import { createServer, type Server } from 'node:http'`],
        ['server.mts', `import { createServer, type Server } from 'node:http'`],
        ['server.cts', `const { createServer }: typeof import('node:http') = require('node:http')`],
      ])('written as %s is run', async (file, imports) => {
        await using run = await start({
          [file]: `${imports}\ncreateServer((request, response) => response.end(request.url)).listen(8080)`,
        })
        await run.listening(8080)
        expect(await run.get(8080, '/here')).toBe('/here')
        expect(run.output).toEqual({ stdout: '', stderr: '' })
      })

      test('spreads over files and folders', async () => {
        await using run = await start({
          'src/server.mjs': `import { word } from '../lib/words/word.mjs'; console.log('word', word); setInterval(() => {}, 1000)`,
          'lib/words/word.mjs': `export const word = 'hello'`,
        })
        expect(await run.said('word')).toBe('hello')
      })

      test('has express, cors and Socket.IO in both module systems', async () => {
        await using run = await start({
          'server.mjs': `
            import { createRequire } from 'node:module'
            import express from 'express'
            import cors from 'cors'
            import { Server } from 'socket.io'
            import { io } from 'socket.io-client'
            const require = createRequire(import.meta.url)
            console.log('same', JSON.stringify([
              require('express') === express, require('cors') === cors, require('socket.io').Server === Server,
              typeof io, typeof require('socket.io-client').io,
            ]))
            setInterval(() => {}, 1000)`,
        })
        expect(JSON.parse(await run.said('same'))).toEqual([true, true, true, 'function', 'function'])
      })

      test('of the classic spelling serves its page and Socket.IO', async () => {
        await using run = await start({
          'server.js': `
            var app = require('express')()
            var http = require('http').Server(app)
            var io = require('socket.io')(http)
            app.get('/', function (req, res) { res.sendFile(__dirname + '/index.html') })
            http.listen(8080)
            io.sockets.on('connection', function () {})`,
          'index.html': '<p>page</p>',
        })
        await run.listening(8080)
        expect(await run.get(8080)).toBe('<p>page</p>')
        expect(await run.get(8080, '/socket.io/?EIO=4&transport=polling')).toMatch(/^0\{"sid":/)
        expect(await run.get(8080, '/socket.io/socket.io.js')).toContain('Socket.IO')
      })

      test('sees files that are written while it runs', async () => {
        await using run = await start({
          'server.js': `
            const app = require('express')()
            app.use(require('express').static(__dirname + '/public'))
            app.listen(8080)`,
          'public/page.html': 'before',
        })
        await run.listening(8080)
        expect(await run.get(8080, '/page.html')).toBe('before')
        run.sandbox.send({
          type: 'write',
          files: { 'public/page.html': 'after', 'public/new/more.html': 'new' },
        })
        await expect.poll(() => run.get(8080, '/page.html')).toBe('after')
        expect(await run.get(8080, '/new/more.html')).toBe('new')
      })
    })

    describe('the door', () => {
      test('opens when the program listens after a while, on several ports', async () => {
        await using run = await start({
          'server.mjs': `
            import { createServer } from 'node:http'
            await new Promise((resolve) => setTimeout(resolve, 20))
            for (const port of [3000, 8080]) createServer((_, response) => response.end(String(port))).listen(port)`,
        })
        await run.listening(3000)
        await run.listening(8080)
        expect([await run.get(3000), await run.get(8080)]).toEqual(['3000', '8080'])
      })

      test('tells the port that the system chose', async () => {
        await using run = await start({
          'server.js': `const server = require('http').createServer((_, response) => response.end('chosen'))
            server.listen(0, () => console.log('port', server.address().port))`,
        })
        const port = Number(await run.said('port'))
        expect(run.of('listening').map((report) => report.port)).toEqual([port])
        expect(await run.get(port)).toBe('chosen')
      })

      test('closes and opens with the server', async () => {
        await using run = await start({
          'server.js': `
            const server = require('http').createServer((request, response) => {
              response.end('ok', () => {
                if (request.url === '/close') server.close(() => server.listen(8080))
              })
            })
            server.listen(8080)`,
        })
        await run.listening(8080)
        await run.get(8080, '/close')
        await run.listening(8080, 2)
        expect(run.reports.map(({ type }) => type)).toEqual(['listening', 'closed', 'listening'])
        expect(await run.get(8080)).toBe('ok')
      })

      test('shows the program a client of its own machine', async () => {
        await using run = await start({
          'server.js': `
            const server = require('http').createServer(({ socket }, response) => {
              server.getConnections((_, count) => response.end(JSON.stringify([
                socket.remoteAddress, socket.localPort, typeof socket.remotePort, server.address().port, count,
              ])))
            })
            server.listen(8080)`,
        })
        await run.listening(8080)
        expect(JSON.parse(await run.get(8080))).toEqual(['127.0.0.1', 8080, 'number', 8080, 1])
      })

      test('leads to the workers of a cluster', async () => {
        await using run = await start({
          'server.js': `
            const cluster = require('cluster')
            if (cluster.isPrimary) { cluster.fork(); cluster.fork() }
            else require('http').createServer((_, response) => response.end('worker ' + cluster.worker.id))
              .listen(8080, () => process.stdout.write('up '))`,
        })
        await run.listening(8080)
        await run.until(() => run.output.stdout === 'up up ')
        const answers = new Set<string>()
        await expect.poll(async () => answers.add(await run.get(8080)).size).toBe(2)
        expect([...answers].sort()).toEqual(['worker 1', 'worker 2'])
      })

      test('leads nowhere when nothing listens, before and after', async () => {
        const run = await start(echo)
        await run.listening(8080)
        await expect(run.sandbox.connect(8081)).rejects.toThrow(NothingListensError)
        await run.sandbox.kill('stopped')
        await expect(run.sandbox.connect(8080)).rejects.toThrow(NothingListensError)
      })

      test('keeps two programs on one port apart', async () => {
        const files = (word: string) => ({
          'server.js': `require('http').createServer((_, response) => response.end('${word}')).listen(8080)`,
        })
        await using one = await start(files('one'))
        await using two = await start(files('two'))
        await Promise.all([one.listening(8080), two.listening(8080)])
        expect([await one.get(8080), await two.get(8080)]).toEqual(['one', 'two'])
      })
    })

    describe('what a program says', () => {
      test('is reported with level, texts and the place of the call', async () => {
        await using run = await start({
          'server.js': `
            console.log('text', 1, { a: [true] })
            console.debug('d'); console.info('i'); console.warn('w'); console.error('e')
            console.log('%s has %d', 'Ann', 2)
            setInterval(() => {}, 1000)`,
        })
        await run.until(() => run.lines.length === 6)
        expect(
          run.of('console').map(({ level, parts, file, line, column }) => [level, parts, file, line, column]),
        ).toEqual([
          ['log', ['text', '1', '{ a: [ true ] }'], 'server.js', 2, 21],
          ['debug', ['d'], 'server.js', 3, 21],
          ['info', ['i'], 'server.js', 3, 41],
          ['warn', ['w'], 'server.js', 3, 60],
          ['error', ['e'], 'server.js', 3, 79],
          ['log', ['Ann has 2'], 'server.js', 4, 21],
        ])
        expect(run.output).toEqual({ stdout: '', stderr: '' })
      })

      test('keeps its place when the program formats stacks in its own way', async () => {
        await using run = await start({
          'server.js': `Error.prepareStackTrace = () => 'mine'; Error.stackTraceLimit = 0\nconsole.log('here')\nsetInterval(() => {}, 1000)`,
        })
        await run.until(() => run.lines.length === 1)
        expect(run.of('console')[0]).toMatchObject({ file: 'server.js', line: 2, column: 9 })
      })

      test('comes as text of the streams when it is written to them', async () => {
        await using run = await start({
          'server.js': `process.stdout.write('übung'); process.stderr.write('wrong\\n'); setInterval(() => {}, 1000)`,
        })
        await run.until(() => run.output.stdout === 'übung' && run.output.stderr === 'wrong\n')
        expect(run.lines).toEqual([])
      })

      test('survives values that refuse to be shown', async () => {
        await using run = await start({
          'server.js': `
            const { inspect } = require('util')
            const loop = {}; loop.self = loop
            console.log(loop, { [inspect.custom]() { throw new Error('no') } }, 'x'.repeat(1e6), JSON.parse('{"__proto__":1}'))
            setInterval(() => {}, 1000)`,
        })
        await run.until(() => run.lines.length === 1)
        const [loop, refusing, long] = run.of('console')[0]?.parts ?? []
        expect([loop, refusing]).toEqual(['<ref *1> { self: [Circular *1] }', '[could not be shown]'])
        expect(long?.length).toBeLessThan(70_000)
      })
    })

    describe('an error', () => {
      test.each<[string, Files, object]>([
        [
          'a syntax error in CommonJS',
          { 'server.js': 'const a = 1\n  const b = foo bar\n' },
          { stage: 'syntax', file: 'server.js', line: 2, column: 17, name: 'SyntaxError' },
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
          `Cannot find module 'left-pad'. Available here: cors, express, socket.io, socket.io-client, and the modules of Node.js.`,
        )
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

    describe('the end', () => {
      test.each([
        ['by process.exit', 'process.exit(3)', { reason: 'exited', exitCode: 3 }],
        ['by having nothing left to do', 'setTimeout(() => {}, 10)', { reason: 'exited', exitCode: 0 }],
        [
          'by a signal of its own',
          `process.kill(process.pid, 'SIGKILL')`,
          { reason: 'killed', signal: 'SIGKILL' },
        ],
        ['by abort', 'process.abort()', { reason: 'killed', signal: 'SIGABRT' }],
      ])('%s is told', async (_, text, end) => {
        const run = await start({ 'server.js': text })
        expect(await run.ended).toEqual(end)
      })

      test('by a kill carries its reason, and later kills wait for the first', async () => {
        const run = await start(echo)
        await run.listening(8080)
        const ends = await Promise.all([run.sandbox.kill('restarted'), run.sandbox.kill('closed'), run.ended])
        expect(ends).toEqual([{ reason: 'restarted' }, { reason: 'restarted' }, { reason: 'restarted' }])
      })

      test('of a process that never got files is told too', async () => {
        const run = await ProgramRun.start(isolation, echo)
        await run.sandbox.kill('closed')
        expect(() => run.sandbox.send({ type: 'write', files: {} })).not.toThrow()
      })

      test('comes when the time is over', async () => {
        const run = await start(echo, { wallClockMs: 300 })
        expect(await run.ended).toEqual({ reason: 'wall-clock' })
      })

      test('comes when the event loop stands still', async () => {
        const run = await start(
          { 'server.js': `setTimeout(() => { for (;;); }, 20)` },
          { unresponsiveMs: 600 },
        )
        expect(await run.ended).toEqual({ reason: 'unresponsive' })
      })

      test('does not come to a busy loop that turns', async () => {
        const run = await start(
          { 'server.js': `const spin = () => setImmediate(spin); spin(); process.nextTick(() => {})` },
          { unresponsiveMs: 300, wallClockMs: 2000 },
        )
        expect(await run.ended).toEqual({ reason: 'wall-clock' })
      })

      test('leaves nothing that was said before unsaid', async () => {
        const run = await start({
          'server.js': `for (let i = 0; i < 500; i++) console.log(i); process.stdout.write('a'.repeat(50000)); process.exit(0)`,
        })
        await run.ended
        expect(run.lines).toHaveLength(500)
        expect(run.output.stdout).toHaveLength(50_000)
      })
    })
  })
}
