/**
 * Counts the message packets that reach the page's clients, where they are handed to the parser, as the server's side
 * counts them (`instrument/observe-engine.ts`): so that what is told of a packet can be tied to its frame.
 */
import type { PaneCause } from '../../../protocol/pane-handlers.ts'
import { nativeApply, nativeMethod, NativeWeakMap } from './natives.ts'
import { clipped } from './value-text.ts'
import { attempt, wrapMethod } from './wrapped-methods.ts'

/** Characters of a name that a report keeps, as its schema has it. */
export const handlerNameMax = 200

/** One Engine.IO session. */
interface Session {
  readonly engine: string
  n: number
  /** The number of the packet that begins what is being received: attachments follow their header. */
  header: number
  incomplete: boolean
}

export interface ReceivedPackets {
  /** Follows what the managers of one library receive. */
  watch(managerPrototype: object): void
  /** Where this packet, or this list of its values, came from. */
  causeOf(packet: object): PaneCause | undefined
  /** A packet's values outlive it while their socket is not yet connected. */
  pass(from: object, to: object): void
}

const weakGet: (key: object) => unknown = nativeMethod(NativeWeakMap.prototype, 'get')
const weakSet: (key: object, value: unknown) => unknown = nativeMethod(NativeWeakMap.prototype, 'set')

export function createReceivedPackets(): ReceivedPackets {
  /** By the Engine.IO connection; only {@link Session} is stored there. */
  const sessions = new NativeWeakMap()
  /** Only {@link PaneCause} is stored there. */
  const causes = new NativeWeakMap()
  let receiving: Session | undefined

  const receive = (connection: unknown, data: unknown): Session | undefined => {
    if (typeof connection !== 'object' || connection === null || !('id' in connection)) return undefined
    const { id } = connection
    if (typeof id !== 'string') return undefined
    const known = nativeApply(weakGet, sessions, [connection]) as Session | undefined
    const session = known ?? { engine: clipped(id, handlerNameMax), n: 0, header: 0, incomplete: false }
    if (!known) nativeApply(weakSet, sessions, [connection, session])
    session.n += 1
    if (typeof data === 'string' || !session.incomplete) session.header = session.n
    session.incomplete = true
    return session
  }
  const causeOf = (packet: object) => nativeApply(weakGet, causes, [packet]) as PaneCause | undefined

  return {
    causeOf,
    pass(from, to) {
      const cause = causeOf(from)
      if (cause) nativeApply(weakSet, causes, [to, cause])
    },
    watch(prototype) {
      wrapMethod(prototype, 'ondata', (self, [data], run) => {
        const outer = receiving
        attempt(() => {
          receiving = receive('engine' in self ? self.engine : undefined, data)
        })
        try {
          return run()
        } finally {
          receiving = outer
        }
      })
      wrapMethod(prototype, 'ondecoded', (_self, [packet], run) => {
        attempt(() => {
          if (!receiving || typeof packet !== 'object' || packet === null) return
          receiving.incomplete = false
          const { engine, header } = receiving
          nativeApply(weakSet, causes, [packet, { engine, n: header }])
        })
        return run()
      })
    },
  }
}
