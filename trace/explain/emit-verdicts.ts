/**
 * What an emit of the server came to for each client. A frame that crossed is a fact; what the server says of whom it was
 * for is its claim, and where the two disagree, or something is missing, nothing is concluded.
 */
import { serverParticipant } from '../../protocol/trace-constants.ts'
import type { TraceEventOf } from '../../protocol/trace.ts'
import type { JoinedDelivery } from '../inside-join.ts'
import { couldBeOf, isToOneSocket } from '../ladder-fan.ts'
import { isThere } from '../ladder-skip.ts'
import type { PacketRow } from '../packet-row.ts'
import type { ServerState } from '../server-state.ts'
import { aftermathOf, comebackKey, type Aftermath } from './aftermath.ts'
import type { ExplainedTrace } from './explained-trace.ts'
import type { Verdict } from './explanation.ts'
import { heardOf } from './heard.ts'
import { away, notSentTo, tellsAll } from './not-sent.ts'
import { partingAfter } from './parting.ts'
import { ownerOf, socketAt } from './socket-owner.ts'

type Emit = TraceEventOf<'emit'>

/** An emit, and what is known of its moment and of what came after. */
export interface Case {
  readonly emit: Emit
  readonly trace: ExplainedTrace
  /** At that moment. */
  readonly state: ServerState
  readonly after: Aftermath
}

interface Arrived {
  readonly delivery: JoinedDelivery
  readonly row: PacketRow
}

export function emitVerdicts(emit: Emit, trace: ExplainedTrace): readonly Verdict[] {
  const known: Case = { emit, trace, state: trace.stateAt(emit.seq), after: aftermathOf(emit, trace) }
  const deliveries = trace.inside.deliveriesOf(emit.seq)
  const arrived = deliveries.flatMap((delivery): Arrived[] => {
    const [first] = delivery.frames
    const row = first === undefined ? undefined : trace.packet(first)
    // A frame of another event is none of this call, whatever the server says.
    if (row === undefined || row.attachmentOf !== undefined || !couldBeOf(emit, row)) return []
    return delivery.frames.length < delivery.packets ? [] : [{ delivery, row }]
  })
  const clients = [...trace.clients].filter((client) => client !== serverParticipant)
  return clients.map((client): Verdict => {
    const own = arrived.filter(({ row }) => row.client === client)
    return own.length > 0 ? receivedBy(client, own, known) : missedBy(client, deliveries, known)
  })
}

function receivedBy(participant: string, arrived: readonly Arrived[], known: Case): Verdict {
  const evidence = arrived.map(({ row }) => row.seq)
  const heard = arrived.map(({ row }) => heardOf(row, known.trace))
  const [unheard] = heard
  if (unheard?.outcome === 'unheard' && heard.every((each) => each?.outcome === 'unheard')) return unheard
  const comeBack = arrived.flatMap((each) => comebackOf(each, known) ?? [])
  const recovered = comeBack.length > 0 ? { recovered: true as const } : {}
  const told = heard.flatMap((each) => (each?.outcome === 'received' ? [each] : []))
  const all = {
    participant,
    outcome: 'received',
    ...recovered,
    ...shareOf(participant, arrived, known),
  } as const
  if (told.length < arrived.length) {
    const leaving = partingOf(arrived, heard, known)
    const seen = [...evidence, ...comeBack]
    return leaving === undefined
      ? { ...all, evidence: seen }
      : { ...all, leaving, evidence: [leaving, ...seen] }
  }
  const any = told.reduce((sum, each) => sum + (each.any ?? 0), 0)
  return {
    ...all,
    handlers: told.reduce((sum, each) => sum + (each.handlers ?? 0), 0),
    ...(any > 0 ? { any } : {}),
    evidence: [...new Set([...told.flatMap((each) => each.evidence), ...comeBack])],
  }
}

/** How many of the client's sockets got what was for several; nothing where that were all, or nobody can count them. */
function shareOf(
  participant: string,
  arrived: readonly Arrived[],
  { emit, state }: Case,
): { readonly sockets?: { readonly got: number; readonly of: number } } {
  if (isToOneSocket(emit) || !tellsAll(state)) return {}
  const there = state.sockets.live
    .values()
    .filter(({ client, told, ...socket }) => client === participant && told && isThere(socket, emit))
  const got = new Set(arrived.map(({ delivery }) => delivery.socket))
  const missed = there.filter(({ id }) => !got.has(id)).length
  return missed === 0 ? {} : { sockets: { got: got.size, of: got.size + missed } }
}

/** The client's goodbye, where nobody says of any of the frames that it was heard, and each of them met a goodbye. */
function partingOf(
  arrived: readonly Arrived[],
  heard: readonly (Verdict | undefined)[],
  { trace }: Case,
): number | undefined {
  if (heard.some((each) => each?.outcome === 'received')) return undefined
  const open = arrived.filter((_, place) => heard[place] === undefined)
  const partings = open.map(({ row }) => partingAfter(row, trace))
  return partings.includes(undefined) ? undefined : partings[0]
}

/** The event by which a socket was connected again that got what it had missed; told after that was sent. */
function comebackOf({ delivery }: Arrived, { after }: Case): number | undefined {
  return after.comebacks.get(comebackKey(delivery.engine, delivery.socket))
}

function missedBy(client: string, deliveries: readonly JoinedDelivery[], known: Case): Verdict {
  const { emit, after, state, trace } = known
  const unknown = (missing: Missing, ...evidence: number[]): Verdict => ({
    participant: client,
    outcome: 'unknown',
    missing,
    evidence: [...evidence, emit.seq],
  })
  const reportsLost = after.lost || state.lost > 0 || !state.whole
  const candidate = after.unexplained.get(client)
  if (candidate !== undefined) return unknown(reportsLost ? 'dropped-events' : 'server-inside', candidate)
  if (emit.error !== undefined) {
    const { error: message, seq } = emit
    return { participant: client, outcome: 'not-sent', why: 'threw', message, evidence: [seq] }
  }
  const own = emit.sockets.filter((socket) => ownerOf(socket, emit.seq, trace) === client)
  if (own.length === 0)
    return notSentTo(client, known) ?? unknown(reportsLost ? 'dropped-events' : 'server-inside')
  const veiled = veiledFrame(own, deliveries, known)
  if (veiled !== undefined) return unknown('unreadable', veiled)
  return onItsWay(client, own, deliveries, known, unknown)
}

type Missing = Extract<Verdict, { outcome: 'unknown' }>['missing']

/** A frame in the place where it would be, whose packet nobody can read: the program has a parser of its own. */
function veiledFrame(
  own: readonly string[],
  deliveries: readonly JoinedDelivery[],
  { trace }: Case,
): number | undefined {
  return deliveries
    .flatMap(({ socket, frames }) => (own.includes(socket) ? frames : []))
    .find((frame) => {
      const row = trace.packet(frame)
      return row !== undefined && row.type === undefined && row.attachmentOf === undefined
    })
}

/** The server says that it was for sockets of this client, and no frame of it has crossed. */
function onItsWay(
  participant: string,
  own: readonly string[],
  deliveries: readonly JoinedDelivery[],
  known: Case,
  unknown: (missing: Missing, ...evidence: number[]) => Verdict,
): Verdict {
  const { emit, state, after } = known
  const handed = deliveries.filter(({ socket }) => own.includes(socket))
  const evidence = [emit.seq, ...handed.map(({ seq }) => seq)]
  if (emit.flags.volatile === true && handed.length === 0) {
    if (after.lost || state.lost > 0) return unknown('dropped-events')
    if (!after.reported && !after.ended) {
      return { participant, outcome: 'unknown', missing: 'not-yet', volatile: true, evidence }
    }
    return { participant, outcome: 'not-sent', why: 'volatile', evidence }
  }
  // It was called for while it ended, and nothing was handed over for it.
  if (handed.length === 0 && own.every((socket) => !state.sockets.live.has(socket))) {
    return { participant, outcome: 'not-sent', ...away(participant, known) }
  }
  const givenUp = handed.length > 0 ? [] : own.flatMap((socket) => after.givenUp.get(socket) ?? [])
  const [end] = givenUp
  if (end !== undefined && givenUp.length === own.length) {
    return { participant, outcome: 'not-sent', why: 'lost', link: end, evidence: [end, ...evidence] }
  }
  const links = own.flatMap((socket) => socketAt(state.sockets, socket)?.link ?? [])
  const cut = links.flatMap((link) => after.closes.get(link) ?? closedBefore(link, known) ?? [])
  const [link] = cut
  if (link !== undefined && cut.length === links.length) {
    return { participant, outcome: 'not-sent', why: 'lost', link, evidence: [link, ...evidence] }
  }
  if (after.lost || state.lost > 0 || !state.whole) return unknown('dropped-events')
  if (links.length > 0 && links.every((each) => after.overtaken.has(each))) {
    return { participant, outcome: 'not-sent', why: 'lost', evidence }
  }
  return unknown('not-yet', ...handed.map(({ seq }) => seq))
}

/** The server had not noticed yet that the connection was over. */
function closedBefore(link: string, { emit, state, trace }: Case): number | undefined {
  if (state.connections.links.has(link)) return undefined
  for (const event of trace.landmarks.before(emit.seq)) {
    if (event.kind === 'link' && event.phase === 'close' && event.link === link) return event.seq
  }
  return undefined
}
