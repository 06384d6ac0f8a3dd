/** Whose a socket is. */
import type { SocketRecord, Sockets } from '../sockets.ts'
import type { ExplainedTrace } from './explained-trace.ts'

/** A socket that is connected, or went shortly before. */
export function socketAt({ live, gone }: Sockets, socket: string): SocketRecord | undefined {
  return live.get(socket) ?? gone.find(({ id }) => id === socket)
}

/** The client of a socket that lived at the event `seq` or went shortly before; undefined where nobody can tell. */
export function ownerOf(socket: string, seq: number, trace: ExplainedTrace): string | undefined {
  const { sockets } = trace.stateAt(seq)
  const record = socketAt(sockets, socket)
  if (record === undefined || record.client !== undefined) return record?.client
  // The server connects a client of Socket.IO 2 by itself, before its handshake has passed the gateway.
  for (const event of trace.landmarks.after(seq)) {
    if (event.kind === 'link' && event.phase === 'open' && event.sid === record.engine) return event.client
  }
  return undefined
}
