/**
 * The level `permission` owes what every level does, and two sessions on one port without a network of their own. What
 * it has not: processes, and so clusters; limits of the kernel's; a private network, file system or list of processes.
 */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { permissionIsolation } from '../../server/sandbox/permission.ts'
import { prepareStage } from '../../server/sandbox/stage.ts'
import { freePort } from '../free-port.ts'
import { becomeOrdinaryUser } from '../ordinary-user.ts'
import { describeIsolation } from './isolation-suite.ts'

const stage = await prepareStage()
becomeOrdinaryUser()

describeIsolation({
  name: 'permission',
  make: async () => permissionIsolation(stage, { node: stage.node }),
  environment: ['HOME', 'LANG', 'NODE_ENV', 'PATH', 'PWD', 'TMPDIR'],
  more(start) {
    test('two programs have the same port, and the machine has none of it', async () => {
      const port = await freePort()
      const program = (word: string) => ({
        'server.js': `require('http').createServer((_, response) => response.end('${word}')).listen(${port}, () => console.log('up'))`,
      })
      await using one = await start(program('one'))
      await using two = await start(program('two'))
      await Promise.all([one.listening(port), two.listening(port)])
      expect([await one.get(port), await two.get(port)]).toEqual(['one', 'two'])
      for (const host of ['127.0.0.1', '::1']) {
        const [error] = (await once(connect({ host, port }), 'error')) as [NodeJS.ErrnoException]
        expect(error.code).toMatch(/^(?:ECONNREFUSED|EADDRNOTAVAIL)$/)
      }
    })

    test('a port of the machine that is taken is free for a program', async () => {
      const taken = createServer().listen(0, '127.0.0.1')
      await once(taken, 'listening')
      // It listens on a TCP port, so its address is no path.
      const { port } = taken.address() as AddressInfo
      await using run = await start({
        'server.js': `require('http').createServer((_, response) => response.end('mine')).listen(${port})`,
      })
      await run.listening(port)
      expect(await run.get(port)).toBe('mine')
      taken.close()
    })

    test.each([
      ['a cluster', `require('cluster').fork()`, 'cannot start another one here'],
      ['a worker thread', `new (require('worker_threads').Worker)('', { eval: true })`, 'worker threads'],
      ['a file of the machine', `require('fs').readFileSync('/etc/hosts')`, '/etc/hosts'],
      ['a file beside its folder', `require('fs').writeFileSync('../x', '')`, 'its own folder'],
    ])('%s is refused in words of its own, at its line', async (_, text, words) => {
      const run = await start({ 'server.js': `\n${text}` })
      expect(await run.ended).toEqual({ reason: 'failed', exitCode: 1 })
      expect(run.errors[0]).toMatchObject({
        stage: 'load',
        file: 'server.js',
        line: 2,
        code: 'ERR_ACCESS_DENIED',
      })
      expect(run.errors[0]?.message).toContain(words)
      expect(run.errors[0]?.message).toContain('permission')
      expect(run.errors[0]?.message).not.toContain('--allow')
    })

    test('a program has a folder for temporary files', async () => {
      await using run = await start({
        'server.js': `const fs = require('fs'), path = require('path'), os = require('os')
          fs.writeFileSync(path.join(os.tmpdir(), 'note'), 'kept')
          console.log('read', fs.readFileSync(path.join(os.tmpdir(), 'note'), 'utf8')); setInterval(() => {}, 1000)`,
      })
      expect(await run.said('read')).toBe('kept')
    })
  },
})
