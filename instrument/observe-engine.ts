/**
 * Counts the message packets of each Engine.IO session in both directions, and ties those that carry an emit to it.
 * Engine.IO announces each step as an event of the session (`packetCreate`, `flush`, `data`); they are read on their way
 * through `emit`, so that the program's own listeners, and their number, stay as they are.
 */
import type { DeliveryReport } from '../protocol/instrument.ts'
import { reasonMax } from '../protocol/instrument-constants.ts'
import { messageOf } from './bounded-text.ts'
import type { Inbound } from './environment.ts'
import { guarded, observerOf, offer, type Observer } from './observer.ts'
import { sendingNow, type Sending } from './sending.ts'
import type { Engine, EngineConnection, EnginePacket, SocketIoServer } from './socket-io-shape.ts'
import { baseWith, onceFor, wrapMethod } from './wrap-method.ts'

/** One Engine.IO session. */
export interface Session {
  readonly observer: Observer
  readonly engine: string
  /** Message packets so far. */
  up: number
  down: number
  /** The number of the packet that begins what is being received: binary attachments follow their header. */
  header: number
  incomplete: boolean
  /** Per namespace, the packet that asked to connect to it. */
  readonly connects: Map<string, Inbound>
  decoderHeard: boolean
}

const engines = new WeakMap<Engine, SocketIoServer>()
const sessions = new WeakMap<EngineConnection, Session>()
const carried = new WeakMap<EnginePacket, Sending>()
let receiving: Session | undefined

export function sessionOf(connection: EngineConnection): Session | undefined {
  return sessions.get(connection)
}

/** The session whose packet is being decoded right now. */
export function receivingNow(): Session | undefined {
  return receiving
}

/** The packet that is being received in this session. */
export function inboundOf(session: Session): Inbound {
  return { engine: session.engine, n: session.header }
}

export function observeEngine(engine: Engine, server: SocketIoServer): void {
  engines.set(engine, server)
  onceFor(baseWith(engine, 'verify'), (prototype) => {
    wrapMethod<Engine, unknown[]>(prototype, 'emit', (self, args, original) => {
      if (args[0] === 'connection') begin(self, args[1])
      else if (args[0] === 'connection_error') refuse(self, args[1])
      return original(self, args)
    })
  })
}

function begin(engine: Engine, value: unknown): void {
  const server = engines.get(engine)
  const observer = server && observerOf(server)
  if (!observer) return
  guarded(observer, () => {
    // Engine.IO's own event: it has nothing else to say.
    const connection = value as EngineConnection
    sessions.set(connection, {
      observer,
      engine: connection.id,
      up: 0,
      // Sent while the session was made, before anybody could listen.
      down: engine.opts?.initialPacket ? 1 : 0,
      header: 0,
      incomplete: false,
      connects: new Map(),
      decoderHeard: false,
    })
    onceFor(baseWith(connection, 'sendPacket'), wrapConnection)
  })
}

function refuse(engine: Engine, value: unknown): void {
  const server = engines.get(engine)
  const observer = server && observerOf(server)
  if (!observer) return
  offer(observer, 'passing', () => {
    // As Engine.IO documents it: https://socket.io/docs/v4/troubleshooting-connection-issues/
    const { code, message } = value as { code: number; message: unknown }
    return { kind: 'socket', phase: 'refused', code, message: messageOf(message, reasonMax) }
  })
}

function wrapConnection(prototype: object): void {
  wrapMethod<EngineConnection, unknown[]>(prototype, 'emit', (self, args, original) => {
    switch (args[0]) {
      case 'packetCreate': {
        const sending = sendingNow()
        // Engine.IO's own events carry what their names say, here and below.
        if (sending) carried.set(args[1] as EnginePacket, sending)
        return original(self, args)
      }
      case 'flush': {
        const session = sessions.get(self)
        if (session) guarded(session.observer, () => countFlushed(session, args[1] as EnginePacket[]))
        return original(self, args)
      }
      case 'data': {
        const session = sessions.get(self)
        if (!session) return original(self, args)
        const outer = receiving
        receive(session, args[1])
        receiving = session
        try {
          return original(self, args)
        } finally {
          receiving = outer
        }
      }
      default:
        return original(self, args)
    }
  })
}

function receive(session: Session, data: unknown): void {
  session.up++
  if (typeof data === 'string' || !session.incomplete) session.header = session.up
  session.incomplete = true
}

function countFlushed(session: Session, packets: readonly EnginePacket[]): void {
  let last: DeliveryReport | undefined
  for (const packet of packets) {
    if (packet.type !== 'message') continue
    session.down++
    const sending = carried.get(packet)
    if (sending && last?.emit === sending.emit && last.socket === sending.socket) last.packets++
    else last = sending && claim(session, sending)
  }
}

function claim(session: Session, { emit, socket }: Sending): DeliveryReport | undefined {
  const report = offer(session.observer, 'passing', () => ({
    kind: 'delivery',
    emit,
    socket,
    engine: session.engine,
    n: session.down,
    packets: 1,
  }))
  return report?.kind === 'delivery' ? report : undefined
}
