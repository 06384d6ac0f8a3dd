/**
 * Connection state recovery. A server that has it switched on gives a client a `pid` as it connects, and writes one more
 * argument behind those of each event that it may have to repeat: the offset, a text that the `yeast` of
 * socket.io-adapter's session-aware adapter makes of the time. https://socket.io/docs/v4/socket-io-protocol/
 */
import type { SocketPacket } from '../trace/packet.ts'

const offset = /^[\w-]{7,}(?:\.[\w-]+)?$/

/** The answer to a client that connects promises recovery. */
export function promisesRecovery({ type, args }: SocketPacket): boolean {
  const [data] = args
  return type === 'connect' && typeof data === 'object' && data !== null && 'pid' in data
}

/** What the program gave to `emit`, of an event that such a server sent. */
export function withoutOffset({ ackId, args }: SocketPacket): readonly unknown[] {
  const last = args.at(-1)
  // Nothing is repeated that is to be acknowledged.
  return ackId === undefined && typeof last === 'string' && offset.test(last) ? args.slice(0, -1) : args
}
