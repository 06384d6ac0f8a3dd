/** Observes what arrives at a socket, which handlers there are for it, and what runs because of it. */
import { asName } from './bounded-text.ts'
import type { Inbound } from './environment.ts'
import { causeNow, guarded, handledNow, offer, started, whileHandling } from './observer.ts'
import { inboundOf, receivingNow, type Session } from './observe-engine.ts'
import { stateOf, whileSocketHandles } from './observe-state.ts'
import { packetType, type Client, type Packet, type Socket } from './socket-io-shape.ts'
import { wrapMethod } from './wrap-method.ts'

/** The received message packet that a decoded packet began with. */
const arrivals = new WeakMap<object, Inbound>()
/** A packet that passed a socket's middleware. */
interface Passed {
  readonly inbound: Inbound | undefined
  /** How many `onAny` listeners it has met: they are called at once, the handlers in a later tick. */
  readonly any: number
}

/** The handlers of these run in this order, each in a tick of its own. */
const passed = new WeakMap<Socket, Passed[]>()
/** Of the packet that is being handed to a socket right now. */
let anyNow = 0

/** Follows what this session decodes: after the client itself, which hands each packet over in a later tick. */
export function hearDecoder(session: Session, client: Client): void {
  if (session.decoderHeard) return
  session.decoderHeard = true
  client.decoder.on('decoded', (packet) => {
    if (receivingNow() !== session) return
    session.incomplete = false
    arrivals.set(packet, inboundOf(session))
  })
}

export function observeSocketHandlers(prototype: object): void {
  wrapMethod<Socket, [Packet]>(prototype, '_onpacket', (self, args, original) => {
    const observer = stateOf(self)?.observer
    if (!observer) return original(self, args)
    const inbound = arrivals.get(args[0])
    const run = (): unknown =>
      whileHandling(inbound, () => {
        if (args[0].type === packetType.ack) reportAnswer(self, args[0])
        return whileMeeting(self._anyListeners?.length ?? 0, () => original(self, args))
      })
    return inbound ? started(observer, inbound, run) : run()
  })

  wrapMethod<Socket, [unknown, (error?: unknown) => unknown]>(prototype, 'run', (self, args, original) => {
    if (!stateOf(self)) return original(self, args)
    const met = { inbound: handledNow(), any: anyNow }
    const [event, done] = args
    return original(self, [
      event,
      (error) => {
        if (!error) queueOf(self).push(met)
        return done(error)
      },
    ])
  })

  for (const name of ['on', 'addListener', 'prependListener'] as const) {
    wrapMethod<Socket, unknown[]>(prototype, name, (self, args, original) => {
      const result = original(self, args)
      const state = stateOf(self)
      if (state?.settled) reportLate(self, args[0])
      return result
    })
  }
}

/** `prototype` is the emitter class that socket.io's sockets and namespaces share. */
export function observeDispatch(prototype: object): void {
  wrapMethod<Socket, [unknown, ...unknown[]]>(prototype, 'emitUntyped', (self, args, original) => {
    const state = stateOf(self)
    if (!state) return original(self, args)
    const met = queueOf(self).shift()
    return whileHandling(met?.inbound, () => {
      reportArrival(self, args[0], met?.any ?? 0)
      return whileSocketHandles(self, state, () => original(self, args))
    })
  })
}

function whileMeeting<Result>(any: number, task: () => Result): Result {
  const outer = anyNow
  anyNow = any
  try {
    return task()
  } finally {
    anyNow = outer
  }
}

function queueOf(socket: Socket): Passed[] {
  const queue = passed.get(socket) ?? []
  passed.set(socket, queue)
  return queue
}

function reportArrival(socket: Socket, event: unknown, any: number): void {
  const observer = stateOf(socket)?.observer
  if (!observer) return
  offer(observer, 'passing', () => ({
    kind: 'listener',
    phase: 'arrived',
    socket: asName(socket.id),
    event: asName(event),
    handlers: handlersOf(socket, event),
    any,
    ...causeNow(observer),
  }))
}

function reportAnswer(socket: Socket, { id }: Packet): void {
  const observer = stateOf(socket)?.observer
  if (!observer || id === undefined) return
  offer(observer, 'passing', () => ({
    kind: 'listener',
    phase: 'answered',
    socket: asName(socket.id),
    ack: id,
    handlers: socket.acks.has(id) ? 1 : 0,
    ...causeNow(observer),
  }))
}

function reportLate(socket: Socket, event: unknown): void {
  const observer = stateOf(socket)?.observer
  if (!observer) return
  guarded(observer, () =>
    offer(observer, 'passing', () => ({
      kind: 'listener',
      phase: 'added-late',
      socket: asName(socket.id),
      event: asName(event),
      handlers: handlersOf(socket, event),
      ...causeNow(observer),
      ...observer.reporter.environment.callSite(),
    })),
  )
}

function handlersOf(socket: Socket, event: unknown): number {
  return typeof event === 'string' || typeof event === 'symbol' ? socket.listenerCount(event) : 0
}
