/** Whose a socket is. */
import type { ExplainedTrace } from './explained-trace.ts'

/** The client of a socket that lived at the event `seq` or went shortly before; undefined where nobody can tell. */
export function ownerOf(socket: string, seq: number, trace: ExplainedTrace): string | undefined {
  const { sockets } = trace.stateAt(seq)
  const record = sockets.live.get(socket) ?? sockets.gone.find(({ id }) => id === socket)
  if (record === undefined || record.client !== undefined) return record?.client
  // The server connects a client of Socket.IO 2 by itself, before its handshake has passed the gateway.
  for (const event of trace.landmarks.after(seq)) {
    if (event.kind === 'link' && event.phase === 'open' && event.sid === record.engine) return event.client
  }
  return undefined
}
