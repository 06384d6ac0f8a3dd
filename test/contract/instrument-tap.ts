/** Counts what really crosses: every Engine.IO message packet that a client's connection receives or sends. */
import type { Manager } from 'socket.io-client'

export interface TappedSession {
  engine: string
  /** In the order of the wire; text, or the bytes of a binary attachment. */
  readonly down: unknown[]
  readonly up: unknown[]
  /** It stood until the end, and an answer crossed after all that was sent. */
  settled: boolean
}

interface EnginePacket {
  readonly type: string
  readonly data?: unknown
}

const tapped = new WeakSet<object>()

/** Taps the connections of this manager, those after a reconnection too. */
export function tapManager(manager: Manager, sessions: TappedSession[]): void {
  const open = manager.open.bind(manager)
  manager.connect = manager.open = (done) => {
    const result = open(done)
    const { engine } = manager
    if (engine && !tapped.has(engine)) {
      tapped.add(engine)
      const session: TappedSession = { engine: '', down: [], up: [], settled: false }
      sessions.push(session)
      engine.on('handshake', (handshake) => (session.engine = handshake.sid))
      engine.on('packet', ({ type, data }: EnginePacket) => {
        if (type === 'message') session.down.push(data)
      })
      engine.on('packetCreate', ({ type, data }: EnginePacket) => {
        if (type === 'message') session.up.push(data)
      })
    }
    return result
  }
}
