/**
 * What an emit came to: for each client where the server sent, for the server where a client did. A pure function of what
 * is in the trace so far; a longer trace may tell more.
 */
import { serverParticipant } from '../../protocol/trace-constants.ts'
import type { TraceEventOf } from '../../protocol/trace.ts'
import { couldBeOf } from '../ladder-fan.ts'
import type { PacketRow } from '../packet-row.ts'
import { emitVerdicts } from './emit-verdicts.ts'
import { eventAt, type ExplainedTrace } from './explained-trace.ts'
import type { Verdict } from './explanation.ts'
import { heardOf } from './heard.ts'
import { isLoss } from './landmarks.ts'
import { partingAfter } from './parting.ts'
import { serverVerdict } from './server-verdict.ts'

/**
 * The verdicts on what an event of the trace is about: an `emit`, or a frame that carries an event or an answer. Empty for
 * every other event.
 */
export function verdictsOf(seq: number, trace: ExplainedTrace): readonly Verdict[] {
  const asked = questionOf(seq, trace)
  switch (asked?.about) {
    case undefined:
      return []
    case 'emit':
      return emitVerdicts(asked.emit, trace)
    case 'from-client':
      return [serverVerdict(asked.row, trace)]
    case 'from-server':
      return withoutCall(asked.row, trace)
  }
}

export type Question =
  | { readonly about: 'emit'; readonly emit: TraceEventOf<'emit'> }
  | { readonly about: 'from-client'; readonly row: PacketRow }
  /** A frame from the server of which nobody said which call sent it. */
  | { readonly about: 'from-server'; readonly row: PacketRow }

/** What verdicts on an event are about: a frame from the server stands for the call that sent it. */
export function questionOf(seq: number, trace: ExplainedTrace): Question | undefined {
  const event = eventAt(trace, seq)
  if (event?.kind === 'emit') return { about: 'emit', emit: event }
  const row = trace.packet(seq)
  const header = row?.attachmentOf === undefined ? row : trace.packet(row.attachmentOf.seq)
  if (header === undefined || (header.kind !== 'event' && header.kind !== 'ack')) return undefined
  if (header.direction === 'up') return { about: 'from-client', row: header }
  const emit = eventAt(trace, trace.inside.emitOf(header.seq)?.emit ?? 0)
  if (emit?.kind === 'emit' && couldBeOf(emit, header)) return { about: 'emit', emit }
  return { about: 'from-server', row: header }
}

/** Nobody says whether it was heard. */
function arrivedAt(row: PacketRow, trace: ExplainedTrace): Verdict {
  const arrived = { participant: row.client, outcome: 'received', evidence: [row.seq] } as const
  const leaving = partingAfter(row, trace)
  return leaving === undefined ? arrived : { ...arrived, leaving }
}

/** That the frame crossed is certain. Whom else it was for, only the server could say. */
function withoutCall(row: PacketRow, trace: ExplainedTrace): readonly Verdict[] {
  const evidence = [row.seq]
  const received = heardOf(row, trace) ?? arrivedAt(row, trace)
  const lostBefore = trace.stateAt(row.seq).lost > 0
  // That a report was given up is told after it would have come.
  const isLost = lostBefore || [...trace.landmarks.after(row.seq)].some(isLoss)
  const missing = isLost ? 'dropped-events' : 'server-inside'
  const others = [...trace.clients].filter((client) => client !== row.client && client !== serverParticipant)
  return [
    received,
    ...others.map((participant): Verdict => ({ participant, outcome: 'unknown', missing, evidence })),
  ]
}
