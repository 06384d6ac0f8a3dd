/** What a packet of a client came to in the server. */
import { serverParticipant } from '../../protocol/trace-constants.ts'
import { decodeRow, type PacketRow } from '../packet-row.ts'
import type { ServerState } from '../server-state.ts'
import { blockSlackUs } from './block-diagnoses.ts'
import { eventsAfter, type ExplainedTrace } from './explained-trace.ts'
import type { Verdict } from './explanation.ts'
import { heardOf } from './heard.ts'
import { isLoss } from './landmarks.ts'

/** Events after the packet in which a later one may have arrived. */
const lookedMax = 5_000
const usPerMs = 1000

export function serverVerdict(row: PacketRow, trace: ExplainedTrace): Verdict {
  const heard = heardOf(row, trace)
  if (heard !== undefined) return heard
  const state = trace.stateAt(row.seq)
  const about = { participant: serverParticipant, evidence: [row.seq] } as const
  const connection = state.connections.links.get(row.frame.link)
  // The row's own is cut to what can be shown.
  const namespace = decodeRow(row).packet?.namespace ?? '/'
  if (state.whole && connection?.plain === undefined && connection?.sockets[namespace] === undefined) {
    const own = Object.keys(connection?.sockets ?? {})
    return { ...about, outcome: 'not-sent', why: 'other-namespace', own, namespace }
  }
  return { ...about, outcome: 'unknown', missing: missingOf(row, namespace, state, trace) }
}

/** Nobody said what became of it: because nobody could, because it was lost, or because that is still to come. */
function missingOf(
  row: PacketRow,
  namespace: string,
  state: ServerState,
  trace: ExplainedTrace,
): Extract<Verdict, { outcome: 'unknown' }>['missing'] {
  if (state.lost > 0 || !state.whole) return 'dropped-events'
  const id = state.connections.links.get(row.frame.link)?.sockets[namespace]
  const socket = id === undefined ? undefined : state.sockets.live.get(id)
  if (socket?.told !== true) return 'server-inside'
  // Once a later packet of this socket has arrived, or the socket is gone, this one never will.
  let isBusy = state.run?.blocked === true
  for (const event of trace.landmarks.after(row.seq)) {
    if (isLoss(event)) return 'dropped-events'
    if (event.kind === 'socket' && event.phase === 'disconnect' && event.socket === id) return 'server-inside'
    if (event.kind !== 'run') continue
    if (event.phase === 'end') return isBusy ? 'server-busy' : 'server-inside'
    if (event.phase === 'unblocked') isBusy = false
    if (event.phase === 'blocked') isBusy ||= row.at >= event.at - event.forMs * usPerMs - blockSlackUs
  }
  const isOver = eventsAfter(row.seq, trace, lookedMax).some(
    (event) =>
      event.kind === 'listener' &&
      event.origin === 'server' &&
      event.socket === id &&
      isOfLater(event.seq, row, trace),
  )
  if (isOver) return 'server-inside'
  return isBusy ? 'server-busy' : 'not-yet'
}

function isOfLater(listener: number, row: PacketRow, { inside }: ExplainedTrace): boolean {
  return (inside.causeOf(listener)?.frame ?? 0) > row.seq
}
