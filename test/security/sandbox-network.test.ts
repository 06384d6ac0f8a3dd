/** Hostile inputs 26 to 28 of the design: a program that reaches for a network. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type ListenOptions } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Isolation } from '../../server/sandbox/isolation.ts'
import { ProgramRun, saysResult } from '../contract/isolation-run.ts'
import { freePort } from '../free-port.ts'
import { isolation, without } from './sandbox-neighbour.ts'

const resultOf = async (expression: string, from: Isolation = isolation): Promise<unknown> => {
  await using run = await ProgramRun.start(from, saysResult(expression))
  return JSON.parse(await run.said('result'))
}

/** Connects inside, and gives what happened: `connected`, an error's code, or `silence`. */
const connecting = (options: object): string => `async () => {
  const { connect } = await import('node:net')
  return new Promise((resolve) => {
    const socket = connect({ ...${JSON.stringify(options)}, timeout: 1000 })
    socket.on('connect', () => resolve('connected')).on('error', (error) => resolve(error.code)).on('timeout', () => resolve('silence'))
  })
}`

async function withServer<T>(options: ListenOptions, use: () => Promise<T>): Promise<T> {
  const server = createServer((socket) => socket.destroy()).listen(options)
  await once(server, 'listening')
  try {
    return await use()
  } finally {
    server.close()
  }
}

// Hostile input 26.
describe('TCP', () => {
  test('does not reach a service on the host’s loopback, but would in the host’s network', async () => {
    const port = await freePort()
    await withServer({ host: '127.0.0.1', port }, async () => {
      const attempt = connecting({ host: '127.0.0.1', port })
      expect(await resultOf(attempt)).toBe('ECONNREFUSED')
      expect(await resultOf(attempt, without('private-network'))).toBe('connected')
    })
  })

  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
  test.each([
    ['the metadata service', '169.254.169.254'],
    ['an address of the internet', '192.0.2.1'],
    ['a private network', '10.0.0.1'],
    ['IPv6', '2001:db8::1'],
    ['the metadata service by IPv6', 'fd00:ec2::254'],
    ...own.map(({ address, family }) => [`the host’s own address (${family})`, address] as [string, string]),
  ])('does not reach %s', async (_, host) => {
    expect(['ENETUNREACH', 'EADDRNOTAVAIL', 'EINVAL']).toContain(
      await resultOf(connecting({ host, port: 80 })),
    )
  })

  test('finds no interface but its own loopback', async () => {
    const interfaces = `async () => Object.keys((await import('node:os')).networkInterfaces())`
    expect(await resultOf(interfaces)).toEqual(['lo'])
  })
})

// Hostile input 27.
describe('names and datagrams', () => {
  test('are not resolved', async () => {
    const code = await resultOf(`async () => {
      const dns = await import('node:dns/promises')
      const codes = await Promise.all([dns.lookup('example.com'), dns.resolve4('example.com')].map((asked) => asked.then(() => 'resolved', (error) => error.code)))
      return codes
    }`)
    expect(code).not.toContain('resolved')
  })

  test('are not delivered to the host, but would be in its network', async () => {
    const receiver = createSocket('udp4').bind(0, '127.0.0.1')
    await once(receiver, 'listening')
    const received: string[] = []
    receiver.on('message', (message) => received.push(message.toString()))
    const send = (word: string) => `async () => {
      const socket = (await import('node:dgram')).createSocket('udp4')
      await new Promise((resolve) => socket.send('${word}', ${receiver.address().port}, '127.0.0.1', resolve))
      socket.close()
    }`
    try {
      await resultOf(`async () => { await (${send('isolated')})(); return true }`)
      await resultOf(`async () => { await (${send('shared')})(); return true }`, without('private-network'))
      await expect.poll(() => received).toEqual(['shared'])
    } finally {
      receiver.close()
    }
  })
})

// Hostile input 28.
describe('Unix sockets of the host', () => {
  test('with a path are not there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wirelab-network-'))
    await chmod(folder, 0o755)
    const path = join(folder, 'host.sock')
    try {
      await withServer({ path, readableAll: true, writableAll: true }, async () => {
        expect(await resultOf(connecting({ path }))).toBe('ENOENT')
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('in the abstract namespace are not there, but would be in the host’s network', async () => {
    const path = `\0wirelab-${process.pid}`
    await withServer({ path }, async () => {
      expect(await resultOf(connecting({ path }))).toBe('ECONNREFUSED')
      expect(await resultOf(connecting({ path }), without('private-network'))).toBe('connected')
    })
  })
})
