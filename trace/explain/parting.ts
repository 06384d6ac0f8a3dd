/**
 * How a packet to a client met the end of its socket there. A client hears nothing more once it has sent DISCONNECT or got
 * it, and what came before an answer to CONNECT it hears only if that answer lets it in.
 */
import { socketPacketIn } from '../connections.ts'
import { engineTypeOf } from '../engine-io.ts'
import { conditionsOf } from '../network.ts'
import { withoutQuery } from '../packet-header.ts'
import { decodeRow, type PacketRow } from '../packet-row.ts'
import { eventsAfter, type ExplainedTrace } from './explained-trace.ts'

/** Events after the packet in which an end is looked for. */
const lookedMax = 5_000
/** A client that has left is seen to leave so much later at most, beside the latency that a user asked for. */
const unseenUs = 50_000
const usPerMs = 1000

/** The packet by which the socket had ended before, or by which its CONNECT was refused afterwards. */
export function deafSince(row: PacketRow, trace: ExplainedTrace): number | undefined {
  const connection = trace.stateAt(row.seq).connections.links.get(row.link)
  const namespace = namespaceOf(row)
  if (connection === undefined || connection.plain || Object.hasOwn(connection.sockets, namespace))
    return undefined
  return connection.closed.get(namespace) ?? refusedAfter(row, namespace, trace)
}

function refusedAfter(row: PacketRow, namespace: string, trace: ExplainedTrace): number | undefined {
  for (const event of eventsAfter(row.seq, trace, lookedMax)) {
    if (event.kind !== 'frame' || event.link !== row.link || event.direction === 'up') continue
    const header = socketPacketIn(event)?.header
    if (header === undefined || withoutQuery(header.namespace) !== namespace) continue
    if (header.type === 'connect') return undefined
    if (header.type === 'connect_error') return event.seq
  }
  return undefined
}

/** The client's own goodbye that came through so soon after the packet that it may have been said before. */
export function partingAfter(row: PacketRow, trace: ExplainedTrace): number | undefined {
  const { latencyMs } = conditionsOf(trace.stateAt(row.seq).network, row.client)
  const untilUs = row.at + latencyMs * usPerMs + unseenUs
  const namespace = namespaceOf(row)
  for (const event of eventsAfter(row.seq, trace, lookedMax)) {
    if (event.at > untilUs) return undefined
    if (event.kind === 'link' && event.phase === 'close' && event.link === row.link) {
      return event.reason === 'client' ? event.seq : undefined
    }
    if (event.kind !== 'frame' || event.link !== row.link || event.direction === 'down') continue
    const header = socketPacketIn(event)?.header
    const isGoodbye = header?.type === 'disconnect' && header.namespace === namespace
    if (isGoodbye || (event.form === 'text' && engineTypeOf(event.data) === 'close')) return event.seq
  }
  return undefined
}

/** The row's own is cut to what can be shown. */
const namespaceOf = (row: PacketRow) => decodeRow(row).packet?.namespace ?? '/'
