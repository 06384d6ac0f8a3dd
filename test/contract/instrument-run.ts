/** Runs a generated program on a real server with real clients. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Namespace, Server, Socket } from 'socket.io'
import { Manager, type Socket as ClientSocket } from 'socket.io-client'
import type { SocketIoCopy } from './instrument-module.ts'
import { tapManager, type TappedSession } from './instrument-tap.ts'
import { namespaces, type Program, type Step } from './instrument-program.ts'

export interface Run {
  /** Every Engine.IO session that there was, with all that crossed. */
  readonly sessions: readonly TappedSession[]
  /** What the program itself saw, line by line: one list for the server's calls and one for each end of each socket. */
  readonly seen: Readonly<Record<string, readonly string[]>>
}

interface Running {
  readonly io: Server
  readonly clients: readonly Client[]
  readonly log: (place: string, line: string) => void
  /** Server-side sockets by client and namespace, the latest of each. */
  readonly sockets: Map<string, Socket>
}

interface Client {
  readonly manager: Manager
  readonly sockets: readonly ClientSocket[]
}

/**
 * Runs a program to its end: every packet that was sent to a connection that still stands has crossed.
 *
 * @param settled whether to wait after each step, so that two runs of one program see the same
 */
export async function runProgram(
  module: SocketIoCopy,
  { transports, steps, recovery }: Program,
  settled = false,
): Promise<Run> {
  const seen: Record<string, string[]> = {}
  const log = (place: string, line: string): void => {
    seen[place] ??= []
    seen[place].push(line)
  }
  const http = createServer()
  const io = new module.Server(http, recovery ? { connectionStateRecovery: {} } : {})
  const sockets = new Map<string, Socket>()
  const names = new Map<string, string>()
  for (const path of namespaces) serve(io.of(path), sockets, names, log)
  io.of('/closed').use((_socket, next) => next(new Error('not today')))
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  // It listens on a TCP port, so its address is no path.
  const { port } = http.address() as AddressInfo

  const sessions: TappedSession[] = []
  const clients = transports.map((names, index) => {
    const manager = new Manager(`http://127.0.0.1:${port}`, {
      transports: [...names],
      reconnection: false,
      forceNew: true,
      autoConnect: false,
    })
    tapManager(manager, sessions)
    return { manager, sockets: namespaces.map((path) => openSocket(manager, path, index, log)) }
  })
  await Promise.all(clients.flatMap(({ sockets }) => sockets.map((socket) => connected(socket))))

  const running: Running = { io, clients, log, sockets }
  let number = 0
  for (const step of steps) {
    perform(running, step, ++number)
    if (settled || step.do === 'settle') await settle(clients)
  }
  await settle(clients)
  for (const { manager, sockets } of clients) {
    const session = sessions.find(({ engine }) => engine === manager.engine?.id)
    if (session) session.settled = sockets.some((socket) => socket.connected)
    manager.engine?.close()
  }
  await io.close()
  return { sessions, seen }
}

function serve(
  nsp: Namespace,
  sockets: Map<string, Socket>,
  names: Map<string, string>,
  log: Running['log'],
): void {
  const path = nsp.name
  nsp.adapter.on('join-room', (room: string, id: string) =>
    log(`rooms ${path}`, `join ${names.get(room) ?? 'own'} ${names.get(id) ?? ''}`),
  )
  nsp.on('connection', (socket) => {
    const key = `${String(socket.handshake.auth['client'])}${path}`
    names.set(socket.id, key)
    sockets.set(key, socket)
    const place = `server ${key}`
    log(place, `connection ${nsp.listenerCount('connection')} ${Object.keys(socket).sort().join()}`)
    socket.onAny((...args: unknown[]) => log(place, `any ${textOf(args)}`))
    socket.onAnyOutgoing((...args: unknown[]) => log(place, `outgoing ${textOf(args)}`))
    socket.use((event, next) => {
      if (event[0].startsWith('bad')) next(new Error('refused'))
      else setImmediate(next)
    })
    socket.on('error', (error) => log(place, `error ${error.message}`))
    socket.on('disconnect', (reason) => log(place, `disconnect ${reason} ${socket.rooms.size}`))
    socket.on('settle', (answer: () => void) => answer())
    socket.on('tell', (value: unknown) =>
      log(place, `tell ${textOf([value])} ${socket.listenerCount('tell')}`),
    )
    socket.on('ask', (number: number, value: unknown, answer: (...values: unknown[]) => void) => {
      socket.broadcast.emit(`by-handler-${number}`, value)
      log(place, `answer ${String(answer(number, value))} ${String(answer('twice'))} ${answer.length}`)
      void Promise.resolve().then(() => socket.emit(`after-handler-${number}`))
    })
  })
}

function openSocket(manager: Manager, path: string, index: number, log: Running['log']): ClientSocket {
  const socket = manager.socket(path, { auth: { client: index } })
  const place = `client ${index}${path}`
  socket.onAny((event: string, ...args: unknown[]) => {
    const answer = args.at(-1)
    log(place, `${event} ${textOf(args)}`)
    if (typeof answer === 'function') answer(`answer of ${index}`, ...args.slice(0, -1))
  })
  socket.on('disconnect', (reason) => log(place, `disconnect ${reason}`))
  socket.connect()
  return socket
}

function perform({ io, clients, log, sockets }: Running, step: Step, number: number): void {
  if (step.do === 'settle') return
  const path = namespaces[('namespace' in step && step.namespace) || 0] ?? '/'
  const place = 'calls'
  const own = 'client' in step ? sockets.get(`${step.client}${path}`) : undefined
  const remote = 'client' in step ? clients[step.client]?.sockets[namespaces.indexOf(path)] : undefined
  const values = 'binary' in step && step.binary ? [Buffer.alloc(number + 1, number), Buffer.of(1)] : [number]
  const answered = (...args: unknown[]): void => log('answers', `${number} ${textOf(args)}`)
  switch (step.do) {
    case 'emit-all':
    case 'ask-all': {
      let operator = io
        .of(path)
        .to([...step.rooms])
        .except([...step.except])
      if (step.volatile && step.do === 'emit-all') operator = operator.volatile
      const result =
        step.do === 'emit-all'
          ? operator.emit(`e${number}`, ...values)
          : operator.timeout(2000).emit(`e${number}`, ...values, answered)
      log(place, `${number} ${String(result)}`)
      return
    }
    case 'broadcast': {
      const result = own?.broadcast
        .to([...step.rooms])
        .except([...step.except])
        .emit(`e${number}`, ...values)
      log(place, `${number} ${String(result)}`)
      return
    }
    case 'emit-one':
      log(place, `${number} ${String((step.volatile ? own?.volatile : own)?.emit(`e${number}`, ...values))}`)
      return
    case 'ask-one':
      if (step.volatile)
        void own
          ?.timeout(2000)
          .emitWithAck(`e${number}`, ...values)
          .then(answered, answered)
      else own?.emit(`e${number}`, ...values, answered)
      return
    case 'client-ask':
      if (remote?.connected) remote.emit('ask', number, values[0], () => {})
      return
    case 'client-emit':
      if (remote?.connected) remote.emit(number % 3 === 0 ? 'bad' : 'tell', ...values)
      return
    case 'join':
      log(place, `${number} ${typeof own?.join(step.room)} ${String(own?.rooms.size)}`)
      return
    case 'leave':
      log(place, `${number} ${typeof own?.leave(step.room)} ${String(own?.rooms.size)}`)
      return
    case 'server-disconnect':
      log(place, `${number} ${String(own?.disconnect(step.close) === own)}`)
      return
    case 'client-disconnect':
      remote?.disconnect()
      return
    case 'client-connect':
      if (clients[step.client]?.manager._readyState === 'open') remote?.connect()
      return
    case 'server-drop':
      own?.conn.close()
      return
    case 'client-drop': {
      const { manager } = clients[step.client] ?? {}
      if (manager?._readyState === 'open') manager.engine.close()
      return
    }
    case 'reconnect': {
      const { manager, sockets } = clients[step.client] ?? {}
      if (manager?._readyState !== 'closed') return
      for (const socket of sockets ?? []) socket.connect()
      return
    }
    case 'refused': {
      const { manager } = clients[step.client] ?? {}
      if (manager?._readyState !== 'open') return
      for (const refused of ['/closed', '/missing']) {
        const socket = manager.socket(refused)
        socket.once('connect_error', (error) => log(`client ${step.client}${refused}`, error.message))
        socket.connect()
      }
    }
  }
}

/** Every connection that stands answers over each of its namespaces, twice: what was under way has crossed. */
async function settle(clients: readonly Client[]): Promise<void> {
  const sockets = clients.flatMap((client) => client.sockets)
  await Promise.all(sockets.filter(isConnecting).map((socket) => connectedOrClosed(socket)))
  for (let round = 0; round < 2; round++) {
    await Promise.all(sockets.filter((socket) => socket.connected).map((socket) => answeredOrClosed(socket)))
    // What the answers set off in promises and immediates.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function answeredOrClosed(socket: ClientSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('disconnect', () => resolve())
    socket.emit('settle', () => resolve())
  })
}

function isConnecting({ active, connected, io }: ClientSocket): boolean {
  return active && !connected && io._readyState !== 'closed'
}

function connectedOrClosed(socket: ClientSocket): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['connect', 'connect_error', 'disconnect'] as const)
      socket.once(event, () => resolve())
    // Closed before it was ever connected.
    socket.io.once('close', () => resolve())
  })
}

function connected(socket: ClientSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.connected) resolve()
    else socket.once('connect', () => resolve())
  })
}

function textOf(args: readonly unknown[]): string {
  return args
    .map((value) => {
      if (typeof value === 'function') return `function/${value.length}`
      if (value instanceof Error) return value.message
      if (Buffer.isBuffer(value)) return value.toString('hex')
      return Array.isArray(value) ? `[${value.map(String).sort().join()}]` : String(value)
    })
    .join(' ')
}
