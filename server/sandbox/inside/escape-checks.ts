/**
 * Tries to get out of the sandbox that it runs in, once at the server's start, and says what came of it: one line of
 * JSON a check. `globalThis` stays as it is; what is tried is what a learner's program could try.
 */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { accessSync, appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { env } from 'node:process'

/** What to look for: given by the host. */
export interface Bait {
  /** A TCP port on which the host itself listens, on its loopback. */
  readonly port: number
  /** A file of the host. */
  readonly file: string
}

const connectTimeoutMs = 300
/** Addresses that stand for: the host itself, a cloud's metadata service, the internet (TEST-NET-1), IPv6's. */
const outside = ['127.0.0.1', '169.254.169.254', '192.0.2.1', '2001:db8::1']
const allowedVariables = new Set(['PATH', 'HOME', 'LANG', 'NODE_ENV', 'PWD'])
/** This process, bubblewrap's first one, and room for a helper: a host has many more. */
const mostProcesses = 4

/** Each gives a word on what went wrong, or an empty text when the sandbox held. */
const checks: Record<string, (bait: Bait) => string | Promise<string>> = {
  'network-unreachable': async ({ port }) => {
    const reached = await Promise.all(outside.map((address) => reaches(address, port)))
    return outside.filter((_, index) => reached[index]).join(', ')
  },
  'datagrams-unreachable': async () => {
    const socket = createSocket('udp4')
    const sent = await new Promise<boolean>((resolve) => {
      socket.send('x', 53, '192.0.2.1', (error) => resolve(error === null))
    })
    socket.close()
    return sent ? 'a datagram left' : ''
  },
  'host-files-absent': ({ file }) => {
    const places = [file, '/root', '/home', '/var', '/etc/shadow', '/run', '/sys']
    return places.filter(exists).join(', ')
  },
  'host-processes-invisible': () => {
    const count = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).length
    return count <= mostProcesses ? '' : `${count} processes`
  },
  'environment-empty': () => {
    const inherited = Object.keys(env).filter((name) => !allowedVariables.has(name))
    return readFileSync('/proc/1/environ', 'latin1') === '' ? inherited.join(', ') : '/proc/1/environ'
  },
  'code-read-only': () => {
    const places = [
      '/usr/bin/node',
      '/app/node_modules/express/package.json',
      '/etc/hosts',
      import.meta.filename,
      '/x',
    ]
    return places.filter(isWritable).join(', ')
  },
  'privileges-none': () => {
    const status = readFileSync('/proc/self/status', 'latin1')
    const wanted = { NoNewPrivs: '1', Seccomp: '2', CapEff: '0000000000000000', CapBnd: '0000000000000000' }
    return Object.entries(wanted)
      .filter(([name, value]) => !new RegExp(`^${name}:\\s+${value}$`, 'm').test(status))
      .map(([name]) => name)
      .join(', ')
  },
}

/** Prints `{"name": …, "trouble": …}` for each check. */
export async function checkEscapes(bait: Bait): Promise<void> {
  for (const [name, check] of Object.entries(checks)) {
    process.stdout.write(`${JSON.stringify({ name, trouble: await check(bait) })}\n`)
  }
}

async function reaches(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port, timeout: connectTimeoutMs })
  socket.on('timeout', () => socket.destroy(new Error('no answer')))
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

function exists(path: string): boolean {
  try {
    accessSync(path)
    return true
  } catch {
    return false
  }
}

function isWritable(path: string): boolean {
  try {
    appendFileSync(path, '')
    return true
  } catch {
    return false
  }
}
