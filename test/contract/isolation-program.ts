/** A program finds itself in a place like any other, whatever it is written in. */
import { describe, expect, test } from 'vitest'
import { type Start } from './isolation-run.ts'

/** `environment`: names of the variables that a program finds, sorted. */
export function describePrograms(start: Start, environment: readonly string[]): void {
  describe('a program', () => {
    test('finds itself where plain Node would have put it', async () => {
      await using run = await start({
        'server.js': `const path = require('path')
          console.log('is', JSON.stringify([
            __filename === path.join(__dirname, 'server.js'), require.main === module, process.cwd() === __dirname,
            process.argv.slice(1).map((argument) => argument === __filename), path.basename(process.execPath, '.exe'),
            Object.keys(process.env).sort(),
          ]))
          setInterval(() => {}, 1000)`,
      })
      expect(JSON.parse(await run.said('is'))).toEqual([true, true, true, [true], 'node', environment])
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
}
