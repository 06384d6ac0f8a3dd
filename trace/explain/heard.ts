/** What became of a packet where it arrived: the handlers that ran, or why none did. */
import { serverParticipant } from '../../protocol/trace-constants.ts'
import type { TraceEventOf } from '../../protocol/trace.ts'
import { inertText } from '../inert-text.ts'
import type { PacketRow } from '../packet-row.ts'
import { eventAt, type ExplainedTrace } from './explained-trace.ts'
import type { Verdict } from './explanation.ts'
import { listenedNames } from './listened-names.ts'
import { nearMiss } from './near-miss.ts'
import { deafSince } from './parting.ts'

type Listener = TraceEventOf<'listener'>
type Arrival = Exclude<Listener, { phase: 'added-late' }>

/** As in the packets' rows: the two are compared. */
const nameMax = 80

/**
 * What the receiving side says of a frame, and of one that comes where no socket is any more, the frames themselves.
 * Undefined where nobody says anything that fits.
 */
export function heardOf(row: PacketRow, trace: ExplainedTrace): Verdict | undefined {
  const participant = row.direction === 'up' ? serverParticipant : row.client
  const arrivals = arrivalsOf(row, trace)
  const [first] = arrivals
  if (first === undefined && isNameless(row)) {
    return { participant, outcome: 'unheard', why: 'nameless', evidence: [row.seq] }
  }
  if (first === undefined) return row.direction === 'down' ? deafTo(row, trace) : undefined
  const handlers = arrivals.reduce((sum, arrival) => sum + arrival.handlers, 0)
  const any = arrivals.reduce((sum, arrival) => sum + (arrival.phase === 'arrived' ? arrival.any : 0), 0)
  const evidence = [row.seq, ...arrivals.map(({ seq }) => seq)]
  if (handlers > 0 || any > 0) {
    return { participant, outcome: 'received', handlers, ...(any > 0 ? { any } : {}), evidence }
  }
  const added = first.phase === 'arrived' ? addedAfter(first, trace) : undefined
  if (added !== undefined) {
    return { participant, outcome: 'unheard', why: 'listened-later', added, evidence: [added, ...evidence] }
  }
  const near =
    first.phase === 'arrived' ? nearMiss(first.event, listenedNames(participant, row.seq, trace)) : undefined
  return {
    participant,
    outcome: 'unheard',
    why: 'no-listener',
    ...(near === undefined ? {} : { near }),
    evidence,
  }
}

/** socket.io-parser, `isPayloadValid`: an event's first element is its name, a text or a number. */
const isNameless = ({ type, event, frame }: PacketRow) =>
  type === 'event' && event === undefined && frame.truncated !== true

function deafTo(row: PacketRow, trace: ExplainedTrace): Verdict | undefined {
  const since = deafSince(row, trace)
  if (since === undefined) return undefined
  const about = { participant: row.client, outcome: 'unheard', evidence: [since, row.seq] } as const
  return since < row.seq
    ? { ...about, why: 'socket-closed', closed: since }
    : { ...about, why: 'socket-refused', refused: since }
}

/** Reports about this very packet: one that names another event than the frame does is no word about it. */
function arrivalsOf(row: PacketRow, trace: ExplainedTrace): readonly Arrival[] {
  return trace.inside.handlersOf(row.seq).flatMap((seq): Arrival[] => {
    const event = eventAt(trace, seq)
    if (event?.kind !== 'listener' || event.phase === 'added-late') return []
    const fits =
      event.phase === 'arrived'
        ? row.kind === 'event' && inertText(event.event, nameMax) === row.event
        : row.kind === 'ack' && event.ack === row.ackId
    return fits ? [event] : []
  })
}

/** The first handler that was added for the same event on the same socket, after it had arrived in vain. */
function addedAfter(
  arrival: Extract<Arrival, { phase: 'arrived' }>,
  trace: ExplainedTrace,
): number | undefined {
  for (const event of trace.landmarks.after(arrival.seq)) {
    const isIt =
      event.kind === 'listener' &&
      event.phase === 'added-late' &&
      event.origin === arrival.origin &&
      event.socket === arrival.socket &&
      event.event === arrival.event
    if (isIt) return event.seq
  }
  return undefined
}
