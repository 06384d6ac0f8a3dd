/** Which client each Engine.IO connection and each socket belongs to, up to a moment of the trace. */
import type { TraceEvent } from '../../protocol/trace.ts'
import { engineTypeOf, parseHandshake } from '../engine-io.ts'

/** Connections and sockets kept, the oldest give way. */
const maxOwned = 20_000

export class Owners {
  /** By Engine.IO's id. */
  readonly #engines = new Map<string, string>()
  /** By the socket's id. The server's own word: one that names no known connection is nobody's. */
  readonly #sockets = new Map<string, string>()

  push(event: TraceEvent): void {
    if (event.kind === 'link') {
      if (event.phase === 'open' && event.sid !== undefined) keep(this.#engines, event.sid, event.client)
    } else if (event.kind === 'frame') {
      // A connection that began as a WebSocket tells its id in the handshake.
      if (event.direction === 'up' || event.form === 'binary' || engineTypeOf(event.data) !== 'open') return
      const sid = parseHandshake(event.data.slice(1))?.sid
      if (sid !== undefined) keep(this.#engines, sid, event.client)
    } else if (event.kind === 'socket' && event.phase === 'connect') {
      const client = this.#engines.get(event.engine)
      if (client !== undefined) keep(this.#sockets, event.socket, client)
    }
  }

  ofEngine(engine: string): string | undefined {
    return this.#engines.get(engine)
  }

  ofSocket(socket: string): string | undefined {
    return this.#sockets.get(socket)
  }
}

/** The first owner stays: a forged report takes nothing away. */
function keep(owners: Map<string, string>, id: string, client: string): void {
  if (owners.has(id)) return
  owners.set(id, client)
  if (owners.size <= maxOwned) return
  const [oldest] = owners.keys()
  if (oldest !== undefined) owners.delete(oldest)
}
