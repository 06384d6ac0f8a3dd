/** Observes every call that sends, and which packets come of it. */
import type { EmitCall, EmitReport } from '../protocol/instrument.ts'
import { reasonMax } from '../protocol/instrument-constants.ts'
import { asName, messageOf, roomNames } from './bounded-text.ts'
import { lookBeforeSending } from './observe-state.ts'
import { causeNow, guarded, observerOf, offer, type Observer } from './observer.ts'
import {
  noteFailure,
  countMatch,
  sendingCall,
  sendingIn,
  sendTo,
  whileSending,
  type SendingCall,
} from './sending.ts'
import {
  packetType,
  type Adapter,
  type BroadcastOperator,
  type Flags,
  type Namespace,
  type Packet,
  type Socket,
} from './socket-io-shape.ts'
import { wrapMethod } from './wrap-method.ts'

/** The sender that a broadcast leaves out, by the set of excluded rooms that its operator was made with. */
const senders = new WeakMap<ReadonlySet<unknown>, string>()
/**
 * Which emit an event's data came from: a recovered socket is sent the same array again. A call on several namespaces is an
 * emit in each.
 */
const emitsOfData = new WeakMap<object, Map<Namespace, number>>()
/** The emit that comes next is made by `emitWithAck`. */
let promised = false

const nobody: ReadonlySet<unknown> = new Set()

export function observeSocketEmits(prototype: object): void {
  wrapMethod<Socket, unknown[]>(prototype, 'emit', (self, args, original) => {
    const observer = observerOf(self.nsp.server)
    if (!observer) return original(self, args)
    const call = begin(observer, 'socket.emit', self.nsp.name, args[0], self.flags, self.id, nobody, nobody)
    return send(call, () => original(self, args))
  })
  wrapMethod<Socket, unknown[]>(prototype, 'emitWithAck', withPromise)
  wrapMethod<Socket, [Packet, ...unknown[]]>(prototype, 'packet', (self, args, original) => {
    const observer = observerOf(self.nsp.server)
    if (!observer) return original(self, args)
    const call = guarded(observer, () => callOf(observer, self, args[0]))
    return whileSending(call?.call, () => {
      if (call) sendTo(self.id, call.emit)
      return original(self, args)
    })
  })
  wrapMethod<Socket, [number]>(prototype, 'ack', (self, args, original) => {
    const answer = original(self, args)
    const observer = observerOf(self.nsp.server)
    return observer && isFunction(answer) ? noticingMore(observer, self, args[0], answer) : answer
  })
  wrapMethod<Socket, [Packet]>(prototype, 'notifyOutgoingListeners', (self, args, original) => {
    const report = sendingIn(self.nsp)
    if (report) {
      if (self.connected) countMatch(report, self.id)
      if (args[0].id !== undefined) report.ack = args[0].id
    }
    const result = original(self, args)
    // After the program's listeners, which may have emitted themselves; a broadcast writes to this socket next.
    if (report) sendTo(self.id, report.id)
    return result
  })
  wrapMethod<Socket, unknown[]>(prototype, 'newBroadcastOperator', (self, args, original) => {
    const operator = original(self, args)
    const observer = observerOf(self.nsp.server)
    // What socket.io's own method made.
    if (observer) guarded(observer, () => senders.set((operator as BroadcastOperator).exceptRooms, self.id))
    return operator
  })
}

export function observeOperatorEmits(prototype: object): void {
  wrapMethod<BroadcastOperator, unknown[]>(prototype, 'emit', (self, args, original) => {
    const nsp = self.adapter?.nsp
    const observer = nsp && observerOf(nsp.server)
    if (!observer) return original(self, args)
    const sender = senders.get(self.exceptRooms)
    const name = sender === undefined ? 'io.emit' : 'broadcast'
    const { rooms, exceptRooms, flags } = self
    const beginIn = (namespace: string) =>
      begin(observer, name, namespace, args[0], flags, sender, rooms, exceptRooms)
    const children = childrenReached(nsp, args)
    const call =
      children.length === 0
        ? beginIn(nsp.name)
        : {
            report: undefined,
            inside: new Map(children.map((child) => [child, beginIn(child.name).report])),
          }
    return send(call, () => original(self, args))
  })
  wrapMethod<BroadcastOperator, unknown[]>(prototype, 'emitWithAck', withPromise)
  wrapMethod<BroadcastOperator, unknown[]>(prototype, 'except', (self, args, original) => {
    const operator = original(self, args)
    const sender = senders.get(self.exceptRooms)
    // What socket.io's own method made: it excludes the same and more.
    if (sender !== undefined) senders.set((operator as BroadcastOperator).exceptRooms, sender)
    return operator
  })
}

/** With recovery, what was sent is kept and may be sent again to a socket that comes back. */
export function observeAdapterBroadcasts(prototype: object): void {
  wrapMethod<Adapter, [Packet, ...unknown[]]>(prototype, 'broadcast', (self, args, original) => {
    const report = sendingIn(self.nsp)
    const { data } = args[0]
    if (report && self.nsp.server.opts.connectionStateRecovery && Array.isArray(data)) {
      const emits = emitsOfData.get(data) ?? new Map<Namespace, number>()
      emitsOfData.set(data, emits.set(self.nsp, report.id))
    }
    return original(self, args)
  })
}

/** The namespaces that a call on a parent sends in. One that asks for answers goes to the parent's own sockets: nobody. */
function childrenReached({ children }: Namespace, args: readonly unknown[]): readonly Namespace[] {
  return children === undefined || isFunction(args.at(-1)) ? [] : [...children]
}

function withPromise<This extends object>(
  self: This,
  args: unknown[],
  original: (self: This, args: unknown[]) => unknown,
): unknown {
  promised = true
  try {
    return original(self, args)
  } finally {
    promised = false
  }
}

function begin(
  observer: Observer,
  name: EmitCall,
  namespace: string,
  event: unknown,
  flags: Flags,
  socket: string | undefined,
  rooms: ReadonlySet<unknown>,
  except: ReadonlySet<unknown>,
): SendingCall {
  const viaPromise = promised
  promised = false
  const report = offer(observer, 'passing', () => {
    lookBeforeSending()
    return {
      kind: 'emit',
      id: observer.reporter.nextEmit(),
      call: viaPromise ? 'emitWithAck' : name,
      namespace: asName(namespace),
      ...(event === undefined ? {} : { event: asName(event) }),
      ...(socket === undefined ? {} : { socket }),
      rooms: roomNames(rooms),
      except: roomNames(except),
      roomCount: rooms.size,
      exceptCount: except.size,
      flags: copyFlags(flags),
      matched: 0,
      sockets: [],
      ...causeNow(observer),
      ...observer.reporter.environment.callSite(),
    }
  })
  return { report: report?.kind === 'emit' ? report : undefined }
}

function copyFlags({ volatile, local, compress, timeout }: Flags): EmitReport['flags'] {
  return {
    ...(volatile ? { volatile: true } : {}),
    ...(local ? { local: true } : {}),
    ...(compress === false ? { compress } : {}),
    ...(typeof timeout === 'number' ? { timeout } : {}),
  }
}

function send(call: SendingCall, task: () => unknown): unknown {
  try {
    return whileSending(call, task)
  } catch (error) {
    for (const report of [call.report, ...(call.inside?.values() ?? [])]) {
      if (!report) continue
      report.error = messageOf(error, reasonMax)
      noteFailure(error, report)
    }
    throw error
  }
}

function isFunction(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === 'function'
}

/** What a handler answers with. Socket.IO sends its first answer only, and is silent about the others. */
function noticingMore(
  observer: Observer,
  socket: Socket,
  ack: number,
  answer: (...args: unknown[]) => unknown,
): typeof answer {
  let given = false
  return (...args) => {
    if (given) {
      const { report } = begin(
        observer,
        'ack-reply',
        socket.nsp.name,
        undefined,
        {},
        socket.id,
        nobody,
        nobody,
      )
      if (report) report.ack = ack
    }
    given = true
    return answer(...args)
  }
}

/** On whose account a socket writes this packet. */
function callOf(
  observer: Observer,
  socket: Socket,
  { type, id, data }: Packet,
): { call: SendingCall; emit: number | undefined } | undefined {
  if (type === packetType.ack) {
    const call = begin(observer, 'ack-reply', socket.nsp.name, undefined, {}, socket.id, nobody, nobody)
    if (call.report) {
      if (id !== undefined) call.report.ack = id
      if (socket.connected) countMatch(call.report, socket.id)
    }
    return { call, emit: call.report?.id }
  }
  if (type !== packetType.event) return undefined
  const sentBefore =
    typeof data === 'object' && data !== null ? emitsOfData.get(data)?.get(socket.nsp) : undefined
  const call = sendingCall() ?? { report: undefined }
  return { call, emit: call.report?.id ?? sentBefore }
}
