/** The way in from outside, whatever the program does with its ports. */
import { describe, expect, test } from 'vitest'
import { NothingListensError } from '../../server/sandbox/isolation.ts'
import { echo, type Start } from './isolation-run.ts'

export function describeDoor(start: Start): void {
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

    test('is there for the program itself too, by the name of its own machine', async () => {
      await using run = await start({
        'server.mjs': `
          import { createServer, get } from 'node:http'
          import { io } from 'socket.io-client'
          import { Server } from 'socket.io'
          const server = createServer((_, response) => response.end('itself'))
          new Server(server).on('connection', (socket) => socket.emit('greeting', 'hello'))
          server.listen(8080, async () => {
            console.log('fetched', await (await fetch('http://localhost:8080/')).text())
            get({ port: 8080 }, (response) => response.setEncoding('utf8').on('data', (text) => console.log('got', text)))
            io('http://127.0.0.1:8080', { transports: ['websocket'] }).on('greeting', (text) => console.log('heard', text))
          })`,
      })
      expect(await Promise.all([run.said('fetched'), run.said('got'), run.said('heard')])).toEqual([
        'itself',
        'itself',
        'hello',
      ])
    })

    test('loses none of many connections at once', async () => {
      await using run = await start(echo)
      await run.listening(8080)
      const sockets = await Promise.all(
        Array.from({ length: 1500 }, () =>
          run.sandbox.connect(8080).then((socket) => socket.on('error', () => {}).destroy()),
        ),
      )
      expect(sockets).toHaveLength(1500)
      expect(await run.get(8080, '/after')).toBe('/after')
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
}
