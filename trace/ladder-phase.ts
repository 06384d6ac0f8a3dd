/** Which control traffic folds into which chapter of a ladder. Whatever has no phase stands on the ladder by itself. */
import type { TraceEventOf } from '../protocol/trace.ts'
import type { Phase } from './ladder-item.ts'
import type { DecodedFrame } from './packet.ts'

/** Engine.IO heartbeats are bare; the same packet types with the text `probe` belong to an upgrade. */
export function phaseOfFrame(decoded: DecodedFrame): Phase | undefined {
  if (decoded.problem !== undefined) return undefined
  switch (decoded.engine) {
    case 'open':
      return 'handshake'
    case 'ping':
    case 'pong':
      return decoded.spans.some((span) => span.role === 'engine-data') ? 'upgrade' : 'heartbeat'
    case 'upgrade':
    case 'noop': // ends the poll that is open while the transport changes
      return 'upgrade'
    case 'close':
      return 'close'
    case 'message':
      return decoded.packet?.type === 'connect'
        ? 'handshake'
        : decoded.packet?.type === 'disconnect'
          ? 'close'
          : undefined
    case undefined:
      return undefined
  }
  return decoded.engine satisfies never
}

export function phaseOfLink(event: TraceEventOf<'link'>): Phase {
  switch (event.phase) {
    case 'open':
      return 'handshake'
    case 'upgrade':
      return 'upgrade'
    case 'close':
      return 'close'
  }
}

/**
 * An HTTP request that carries Engine.IO packets: they are frames of their own, so the request adds nothing to a ladder
 * unless it failed. Engine.IO protocol, "Transports": the query has `EIO` and `transport`.
 */
export function carriesPackets(event: TraceEventOf<'http'>): boolean {
  const query = new URLSearchParams(event.path.split('?', 2)[1] ?? '')
  return query.has('EIO') && query.has('transport')
}

export function httpFailed(event: TraceEventOf<'http'>): boolean {
  return event.failure !== undefined || event.status >= 400
}
