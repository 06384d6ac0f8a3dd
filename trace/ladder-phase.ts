/** Which control traffic folds into which chapter of a ladder. Whatever has no phase stands on the ladder by itself. */
import type { TraceEventOf } from '../protocol/trace.ts'
import type { Phase } from './ladder-item.ts'
import type { PacketRow } from './packet-row.ts'

export function phaseOfPacket(row: PacketRow): Phase | undefined {
  if (row.problem !== undefined) return undefined
  switch (row.kind) {
    case 'handshake':
    case 'upgrade':
    case 'heartbeat':
    case 'close':
      return row.kind
    case 'connect':
      // A refusal is what its reader looks for: it stands on the ladder by itself.
      return row.type === 'connect' ? 'handshake' : undefined
    case 'event':
    case 'ack':
    case 'binary':
    case 'other':
      return undefined
    default:
      return row.kind satisfies never
  }
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
