/**
 * The way into a sandbox without a network: each server that listens on a TCP port (of the sandbox's own loopback) also
 * listens on the Unix socket `/ports/<port>.sock`, which the host reaches. What connects there arrives at the learner's
 * server as its own connection.
 */
import { connect, Server, type AddressInfo, type Socket } from 'node:net'
import { unlinkSync } from 'node:fs'
import { localClient } from './local-client.ts'
import { portClosed, portOpened, rememberListen } from './open-ports.ts'

const socketPath = (port: number): string => `/ports/${port}.sock`
const socketPathPattern = /^\/ports\/(\d{1,5})\.sock$/

const doors = new WeakMap<Server, { door: Server; port: number }>()
const doorServers = new WeakSet<Server>()
const awaiting = new WeakSet<Server>()

export function installDoor(): void {
  const prototype = Server.prototype
  // oxlint-disable-next-line typescript/unbound-method -- applied to the server that is listening or closing
  const { listen: originalListen, close: originalClose } = prototype

  Object.assign(prototype, {
    listen(this: Server, ...args: unknown[]): Server {
      if (isClusterPrimaryServer(this)) announceClusterDoor(args)
      else if (!doorServers.has(this) && !awaiting.has(this)) {
        awaiting.add(this)
        rememberListen(args)
        this.prependOnceListener('listening', () => {
          awaiting.delete(this)
          const address = this.address()
          if (address !== null && typeof address !== 'string') openDoor(this, address)
        })
      }
      // The learner's arguments as they are: node:net checks them.
      return Reflect.apply(originalListen, this, args) as Server
    },
    close(this: Server, ...args: unknown[]): Server {
      const open = doors.get(this)
      if (open) {
        doors.delete(this)
        open.door.close()
        portClosed(open.port)
      }
      return Reflect.apply(originalClose, this, args) as Server
    },
  })
}

function openDoor(server: Server, address: AddressInfo): void {
  const { port } = address
  const door = new Server({
    pauseOnConnect: false,
    allowHalfOpen: optionOf(server, 'allowHalfOpen') === true,
  })
  doorServers.add(door)
  doors.set(server, { door, port })
  door.on('connection', (socket) => handOver(socket, door, server, port))
  door.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') replaceDeadSocket(door, port)
  })
  // Not exclusive: a cluster's primary opens one door for all its workers and deals connections out, as it does for TCP.
  door.listen({ path: socketPath(port) })
  door.unref()
  // At once where the socket is there at once, so that the host hears of it before the learner's own callback speaks.
  if (door.listening) portOpened(port)
  else door.once('listening', () => portOpened(port))
}

/**
 * Somebody has this port's socket already: a second server on another address of the same port, whose door serves both;
 * or a process that was killed and left its file behind.
 */
function replaceDeadSocket(door: Server, port: number): void {
  const path = socketPath(port)
  const probe = connect(path)
  probe.on('connect', () => probe.destroy())
  probe.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNREFUSED') return
    unlinkSync(path)
    door.listen({ path })
  })
}

function handOver(socket: Socket, door: Server, server: Server, port: number): void {
  // As node:net does with a connection of its own, so that server.close() waits for it and getConnections() counts it.
  countConnections(door, -1)
  const connections = countConnections(server, 1)
  Object.assign(socket, { server, _server: server })

  const { local, remote } = localClient(port)
  const endpoints = {
    remoteAddress: remote.address,
    remoteFamily: remote.family,
    remotePort: remote.port,
    localAddress: local.address,
    localFamily: local.family,
    localPort: local.port,
  }
  for (const [key, value] of Object.entries(endpoints)) {
    Object.defineProperty(socket, key, { value, configurable: true })
  }
  if (server.maxConnections && connections > server.maxConnections) socket.destroy()
  else server.emit('connection', socket)
}

/** `_connections` is a plain property of every net.Server since its first version, though its typings leave it out. */
function countConnections(server: Server, change: 1 | -1): number {
  const count = Number(Reflect.get(server, '_connections')) + change
  Reflect.set(server, '_connections', count)
  return count
}

function optionOf(server: Server, name: string): unknown {
  return Reflect.get(server, name)
}

/**
 * In a cluster's primary, node:internal/cluster/round_robin_handle listens for its workers with
 * `net.createServer(assert.fail)`. It takes the handle out of that server, which must be left alone.
 */
function isClusterPrimaryServer(server: Server): boolean {
  const [listener, ...others] = server.listeners('connection')
  return listener?.name === 'fail' && others.length === 0
}

/** The doors of a cluster's workers are opened by its primary, which alone can tell the host. */
function announceClusterDoor(args: unknown[]): void {
  const path: unknown =
    typeof args[0] === 'object' && args[0] !== null ? Reflect.get(args[0], 'path') : args[0]
  const port = typeof path === 'string' && socketPathPattern.exec(path)?.[1]
  if (port) setImmediate(() => portOpened(Number(port)))
}
