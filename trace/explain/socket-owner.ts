/** Whose a socket is. */
import type { ExplainedTrace } from './explained-trace.ts'

/** The client of a socket that lived at the event `seq` or went shortly before; undefined where nobody can tell. */
export function ownerOf(socket: string, seq: number, trace: ExplainedTrace): string | undefined {
  const { sockets } = trace.stateAt(seq)
  return (sockets.live.get(socket) ?? sockets.gone.find(({ id }) => id === socket))?.client
}
