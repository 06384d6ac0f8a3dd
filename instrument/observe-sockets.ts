/** Observes sockets from their handshake to their end. */
import { previewMax, reasonMax } from '../protocol/instrument-constants.ts'
import { asName, cut, messageOf, preview } from './bounded-text.ts'
import { guarded, observerOf, offer, started, whileHandling, type Observer } from './observer.ts'
import { inboundOf, receivingNow, sessionOf, type Session } from './observe-engine.ts'
import { hearDecoder } from './observe-handlers.ts'
import { keepLooking, meetSocket, stateOf, stopLooking, whileSocketHandles } from './observe-state.ts'
import type { Client, Namespace, Socket, SocketIoServer } from './socket-io-shape.ts'
import { wrapMethod } from './wrap-method.ts'

type Denied = (namespace: unknown) => unknown

export function observeServerConnects(prototype: object): void {
  wrapMethod<SocketIoServer, [string, unknown, Denied]>(
    prototype,
    '_checkNamespace',
    (self, args, original) => {
      const observer = observerOf(self)
      const session = receivingNow()
      if (!observer || !session) return original(self, args)
      const [name, auth, answer] = args
      guarded(observer, () => noteConnect(session, name))
      return original(self, [
        name,
        auth,
        (namespace) => {
          if (!namespace) reportRefusal(observer, name, session.engine, 'Invalid namespace')
          return answer(namespace)
        },
      ])
    },
  )
}

export function observeNamespaceConnects(prototype: object): void {
  wrapMethod<Namespace, [Client, ...unknown[]]>(prototype, '_add', (self, args, original) => {
    const observer = observerOf(self.server)
    const session = sessionOf(args[0].conn)
    if (!observer || !session) return original(self, args)
    const inbound = guarded(observer, () => {
      if (receivingNow() === session) noteConnect(session, self.name)
      hearDecoder(session, args[0])
      return session.connects.get(self.name)
    })
    return inbound ? started(observer, inbound, () => original(self, args)) : original(self, args)
  })

  // The first that is done with a new socket, before the program's middleware sees it.
  wrapMethod<Namespace, [Socket, ...unknown[]]>(prototype, 'run', (self, args, original) => {
    const observer = observerOf(self.server)
    if (observer) guarded(observer, () => meetSocket(observer, args[0]))
    return original(self, args)
  })

  wrapMethod<Namespace, [Socket, ...unknown[]]>(prototype, '_doConnect', (self, args, original) => {
    const observer = observerOf(self.server)
    if (!observer) return original(self, args)
    const [socket] = args
    const state = guarded(observer, () => meetSocket(observer, socket))
    const inbound = guarded(observer, () => sessionOf(socket.client.conn)?.connects.get(self.name))
    reportConnect(observer, socket, inbound)
    keepLooking(socket)
    try {
      return whileHandling(inbound, () => whileSocketHandles(socket, state, () => original(self, args)))
    } finally {
      if (state) state.settled = true
    }
  })
}

export function observeSocketLife(prototype: object): void {
  wrapMethod<Socket, unknown[]>(prototype, '_error', (self, args, original) => {
    const observer = observerOf(self.nsp.server)
    if (observer) {
      reportRefusal(observer, self.nsp.name, self.client.conn.id, messageOf(args[0], reasonMax))
    }
    return original(self, args)
  })

  wrapMethod<Socket, unknown[]>(prototype, '_onclose', (self, args, original) => {
    const state = stateOf(self)
    if (!state || !self.connected) return original(self, args)
    offer(state.observer, 'lasting', () => ({
      kind: 'socket',
      phase: 'disconnect',
      namespace: asName(self.nsp.name),
      socket: asName(self.id),
      engine: self.client.conn.id,
      reason: cut(String(args[0]), reasonMax),
    }))
    try {
      return whileSocketHandles(self, state, () => original(self, args))
    } finally {
      stopLooking(self)
    }
  })
}

/** The packet that is being received asks to connect to this namespace. */
function noteConnect(session: Session, namespace: string): void {
  session.incomplete = false
  session.connects.set(namespace, inboundOf(session))
}

function reportConnect(
  observer: Observer,
  socket: Socket,
  inbound: { engine: string; n: number } | undefined,
): void {
  offer(observer, 'lasting', () => ({
    kind: 'socket',
    phase: 'connect',
    namespace: asName(socket.nsp.name),
    socket: asName(socket.id),
    engine: socket.client.conn.id,
    auth: cut(preview(socket.handshake.auth), previewMax),
    recovered: socket.recovered,
    ...(inbound ? { cause: { engine: inbound.engine, n: inbound.n, how: 'handler' as const } } : {}),
  }))
}

function reportRefusal(observer: Observer, namespace: string, engine: string, message: string): void {
  offer(observer, 'passing', () => ({
    kind: 'socket',
    phase: 'connect_error',
    namespace: asName(namespace),
    engine,
    message,
  }))
}
