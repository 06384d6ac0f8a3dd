/**
 * Tells which handlers the page's sockets have for what reaches them, and which were added late. The client's own methods
 * do all the work, in their own order. https://socket.io/docs/v4/client-api/
 */
import type { PaneCause } from '../../../protocol/pane-handlers.ts'
import { nativeApply, nativeString } from './natives.ts'
import { createReceivedPackets, handlerNameMax } from './received-packets.ts'
import type { ReportQueue } from './report-queue.ts'
import type { SourceLocator } from './source-location.ts'
import { clipped, isArray } from './value-text.ts'
import { attempt, methodOf, wrapMethod } from './wrapped-methods.ts'

/** What is read here of a client's socket. */
interface PageSocket {
  readonly id: unknown
  readonly nsp: unknown
  readonly connected: unknown
  readonly acks: Readonly<Record<string, unknown>>
}

/** Of a decoded packet. Socket.IO protocol v5, "Packet encoding". */
interface Packet {
  readonly type: unknown
  readonly nsp: unknown
  readonly id: unknown
  readonly data: unknown
}

const ackType = 3
const binaryAckType = 6

/** @returns what is to be told the classes of each client library that the page loads, before it makes a socket */
export function createHandlerReporter(
  queue: ReportQueue,
  locator: SourceLocator,
): (managerPrototype: object, socketPrototype: object) => void {
  const packets = createReceivedPackets()
  /** The packet whose handlers run right now. */
  let handled: PaneCause | undefined
  let adding = false

  const about = (socket: PageSocket, cause: PaneCause | undefined) => ({
    namespace: nameText(socket.nsp),
    socket: nameText(socket.id),
    ...(cause ? { cause } : {}),
  })
  const reportAnswer = (socket: PageSocket, { id, type }: Packet, cause: PaneCause | undefined): void => {
    if ((type !== ackType && type !== binaryAckType) || typeof id !== 'number') return
    if (queue.refuses('listener')) return
    const handlers = typeof socket.acks[id] === 'function' ? 1 : 0
    queue.add({ type: 'listener', phase: 'answered', ack: id, handlers, ...about(socket, cause) })
  }
  /** Runs a method while `cause` is the packet to which everything is put down. */
  const handling = (find: () => PaneCause | undefined, run: () => unknown): unknown => {
    const outer = handled
    attempt(() => {
      handled = find()
    })
    try {
      return run()
    } finally {
      handled = outer
    }
  }

  return (managerPrototype, prototype) => {
    packets.watch(managerPrototype)
    // As the library made them: the page may put its own in their place later.
    const listeners = methodOf(prototype, 'listeners')
    const listenersAny = methodOf(prototype, 'listenersAny')
    const handlersOf = (socket: object, event: unknown) =>
      lengthOf(listeners && nativeApply(listeners, socket, [event]))

    // Each socket of a connection is handed each packet, and passes over those of other namespaces.
    wrapMethod(prototype, 'onpacket', (self, [value], run) =>
      handling(() => {
        // What the client's own manager hands to its own sockets.
        const [socket, packet] = [self as PageSocket, value as Packet]
        if (packet.nsp !== socket.nsp) return undefined
        const cause = packets.causeOf(packet)
        if (isArray(packet.data)) packets.pass(packet, packet.data)
        attempt(() => reportAnswer(socket, packet, cause))
        return cause
      }, run),
    )
    wrapMethod(prototype, 'emitEvent', (self, [values], run) =>
      handling(() => {
        if (!isArray(values)) return undefined
        const cause = packets.causeOf(values)
        attempt(() => {
          if (queue.refuses('listener')) return
          const event: unknown = values[0]
          const handlers = handlersOf(self, event)
          const any = lengthOf(listenersAny && nativeApply(listenersAny, self, []))
          const of = about(self as PageSocket, cause)
          queue.add({ type: 'listener', phase: 'arrived', event: nameText(event), handlers, any, ...of })
        })
        return cause
      }, run),
    )
    const reportAdded = (self: object, event: unknown): void => {
      const socket = self as PageSocket
      if (socket.connected !== true || queue.refuses('listener')) return
      queue.add({
        type: 'listener',
        phase: 'added-late',
        event: nameText(event),
        handlers: handlersOf(self, event),
        ...about(socket, handled),
        ...locator.ofCaller(),
      })
    }
    for (const name of ['on', 'addEventListener', 'once']) {
      wrapMethod(prototype, name, (self, [event], run) => {
        // `once` calls `on`: the outer one is the learner's call.
        if (adding) return run()
        adding = true
        try {
          return run()
        } finally {
          adding = false
          attempt(() => reportAdded(self, event))
        }
      })
    }
  }
}

function nameText(value: unknown): string {
  const isName = typeof value === 'string' || typeof value === 'number' || typeof value === 'symbol'
  if (!isName) throw new TypeError('no name')
  return clipped(nativeString(value), handlerNameMax)
}

function lengthOf(list: unknown): number {
  return isArray(list) ? list.length : 0
}
