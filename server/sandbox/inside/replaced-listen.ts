/**
 * Ports for a program that has no network of its own: a server that would listen on a TCP port listens on a Unix socket
 * (on Windows a named pipe) instead, at a place that the host chose. To the program it looks like the port that it
 * named; no port of the machine is opened, and two programs can have the same one. What connects to such a port from
 * within the program is led to the socket too.
 *
 * Node checks the arguments of `listen`, looks its host up, and then calls `_listen2(address, port, addressType, …)` of
 * the server, with an `addressType` of 4 or 6 for TCP and of -1 for a path, which then is the address.
 */
import * as net from 'node:net'
import { getSystemErrorMap } from 'node:util'
import { networkInterfaces } from 'node:os'
import { localClient, type Endpoint } from './local-client.ts'
import { portClosed, portOpened, rememberListen } from './open-ports.ts'

/** Where to listen and connect for a port. */
export type ListenPlace = (port: number) => string

/** The little of Node's own server and client handles that is used here. A result of 0 is success. */
interface Handle {
  onconnection(status: number, client?: Handle): void
  close(...args: unknown[]): void
  getsockname?(out: object): number
  getpeername?(out: object): number
}

const anyPath = -1
const wildcards = new Set(['0.0.0.0', '::'])
const firstFreePort = 49_152
const lastPort = 65_535

export function replaceListen(place: ListenPlace): void {
  const open = new Set<number>()
  const prototype = net.Server.prototype
  // oxlint-disable-next-line typescript/unbound-method -- applied to the server that is listening
  const { listen } = prototype
  // Not in the typings; the probe at the server's start notices when a Node.js has it no longer.
  const listen2 = Reflect.get(prototype, '_listen2') as (...args: unknown[]) => void

  Object.assign(prototype, {
    listen(this: net.Server, ...args: unknown[]): net.Server {
      rememberListen(args)
      return Reflect.apply(listen, this, args) as net.Server
    },
    _listen2(
      this: net.Server,
      address: string | null,
      asked: number,
      addressType: number,
      ...rest: unknown[]
    ) {
      if (addressType === anyPath) return listen2.call(this, address, asked, addressType, ...rest)
      const shown = address ?? '::'
      const port = asked === 0 ? freePort(open) : asked
      const trouble = !isOwnAddress(shown) ? 'EADDRNOTAVAIL' : open.has(port) ? 'EADDRINUSE' : null
      if (trouble) {
        const error = listenError(trouble, shown, port)
        process.nextTick(() => this.emit('error', error))
        return
      }
      listen2.call(this, place(port), anyPath, anyPath, ...rest)
      const handle = Reflect.get(this, '_handle') as Handle | null
      if (!handle) return // Node tells the error.
      open.add(port)
      disguise(handle, { address: shown, family: net.isIPv6(shown) ? 'IPv6' : 'IPv4', port }, () => {
        open.delete(port)
        portClosed(port)
      })
      portOpened(port)
    },
  })
  leadOwnConnections(open, place)
}

/** The handle of a Unix socket tells the addresses of a TCP port, and says when it is closed. */
function disguise(handle: Handle, endpoint: Endpoint, closed: () => void): void {
  // oxlint-disable-next-line typescript/unbound-method -- applied to the handle that they are taken from
  const { onconnection, close } = handle
  Object.assign(handle, {
    getsockname: teller(endpoint),
    onconnection(this: Handle, status: number, client?: Handle) {
      if (client) {
        const { local, remote } = localClient(endpoint.port)
        Object.assign(client, { getsockname: teller(local), getpeername: teller(remote) })
      }
      Reflect.apply(onconnection, this, [status, client])
    },
    close(this: Handle, ...args: unknown[]) {
      closed()
      Reflect.apply(close, this, args)
    },
  })
}

function teller(endpoint: Endpoint): (out: object) => number {
  return (out) => {
    Object.assign(out, endpoint)
    return 0
  }
}

type NormalizeArguments = (args: unknown[]) => [options: object, callback: unknown]

function leadOwnConnections(open: ReadonlySet<number>, place: ListenPlace): void {
  // oxlint-disable-next-line typescript/unbound-method -- applied to the socket that connects
  const { connect } = net.Socket.prototype
  // Not in the typings; net.connect gives its result to Socket.prototype.connect as one array.
  const normalize = Reflect.get(net, '_normalizeArgs') as NormalizeArguments
  Object.assign(net.Socket.prototype, {
    connect(this: net.Socket, ...args: unknown[]): net.Socket {
      const [options, callback] = Array.isArray(args[0])
        ? (args[0] as ReturnType<NormalizeArguments>)
        : normalize(args)
      const port = Number(Reflect.get(options, 'port'))
      const own = open.has(port) && isLoopback(Reflect.get(options, 'host')) && !Reflect.get(options, 'path')
      const target = own ? [{ ...options, path: place(port) }, callback] : args
      return Reflect.apply(connect, this, target) as net.Socket
    },
  })
}

function isLoopback(host: unknown): boolean {
  return (
    !host ||
    (typeof host === 'string' &&
      (host === 'localhost' || host === '::1' || wildcards.has(host) || /^127(?:\.\d+){3}$/.test(host)))
  )
}

function isOwnAddress(address: string): boolean {
  return (
    isLoopback(address) ||
    Object.values(networkInterfaces()).some((list) => list?.some((own) => own.address === address))
  )
}

/** As a system does for port 0. */
function freePort(open: ReadonlySet<number>): number {
  const count = lastPort - firstFreePort + 1
  const start = Math.floor(Math.random() * count)
  for (let step = 0; step < count; step += 1) {
    const port = firstFreePort + ((start + step) % count)
    if (!open.has(port)) return port
  }
  return lastPort
}

/** The error that Node makes of a failed system call. */
function listenError(code: 'EADDRINUSE' | 'EADDRNOTAVAIL', address: string, port: number): Error {
  const [errno, [, words]] = [...getSystemErrorMap()].find(([, [name]]) => name === code) ?? [0, [code, code]]
  const error = new Error(`listen ${code}: ${words} ${address}:${port}`)
  return Object.assign(error, { code, errno, syscall: 'listen', address, port })
}
