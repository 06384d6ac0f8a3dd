/** How a client was connected at a moment of the trace, from the state at that moment. */
import type { ClientState } from './clients.ts'
import type { ServerState } from './server-state.ts'

/** As {@link ClientState} says; a client that only tried in vain is told apart from an idle one by its connections alone. */
export function clientStateIn({ connections, sockets }: ServerState, client: string): ClientState {
  let opened = false
  const transports = new Set<string>()
  for (const [, link] of connections.links) {
    if (link.client !== client) continue
    opened = true
    if (link.plain || Object.keys(link.sockets).length > 0) transports.add(link.transport)
  }
  if (transports.has('websocket')) return 'websocket'
  if (transports.has('polling')) return 'polling'
  const wasConnected = sockets.gone.some((socket) => socket.client === client)
  if (wasConnected && !opened) return 'disconnected'
  return opened ? 'connecting' : 'idle'
}
