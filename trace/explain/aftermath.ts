/** What followed an emit in its run, as far as it tells what became of it. */
import type { TraceEventOf } from '../../protocol/trace.ts'
import { inertText } from '../inert-text.ts'
import { couldBeOf } from '../ladder-fan.ts'
import { isSameRoom } from '../ladder-skip.ts'
import type { PacketRow } from '../packet-row.ts'
import type { ServerState } from '../server-state.ts'
import { eventAt, eventsAfter, type ExplainedTrace } from './explained-trace.ts'
import { isLoss } from './landmarks.ts'

type Emit = TraceEventOf<'emit'>

export interface Aftermath extends Landmarked, Carried {}

interface Landmarked {
  /** Joins of the rooms that it was for. */
  readonly joins: readonly TraceEventOf<'room'>[]
  /** By client, the first time that it connected to the namespace afterwards. */
  readonly connects: ReadonlyMap<string, number>
  /** By Engine.IO session and socket, when one was connected again as what it had been before. */
  readonly comebacks: ReadonlyMap<string, number>
  /** By link, when it closed. */
  readonly closes: ReadonlyMap<string, number>
  /** By socket, when the server said that it was gone together with its connection. */
  readonly givenUp: ReadonlyMap<string, number>
  /** Reports or events were lost on the way. */
  readonly lost: boolean
  readonly ended: boolean
}

interface Carried {
  /** By client, a frame that may have carried it, and of which nobody says what it carried. */
  readonly unexplained: ReadonlyMap<string, number>
  /** Links over which a later emit went. */
  readonly overtaken: ReadonlySet<string>
  /** What the server did at once, it has told: it said something afterwards, or has been silent for longer than that takes. */
  readonly reported: boolean
}

/** Events after the emit in which its frames are looked for. */
const lookedMax = 20_000
/** On a connection that is being closed, a packet may still be under way so long. */
const closingUs = 1_000_000
/** The reports of one call leave the server together, and wait for nothing on their way: none is later than this. */
const toldWithinUs = 1_000_000
/** As in the packets' rows: the two are compared. */
const nameMax = 80

export function aftermathOf(emit: Emit, trace: ExplainedTrace): Aftermath {
  return { ...landmarked(emit, trace), ...carried(emit, trace) }
}

function landmarked(emit: Emit, trace: ExplainedTrace): Landmarked {
  const joins: TraceEventOf<'room'>[] = []
  const connects = new Map<string, number>()
  const comebacks = new Map<string, number>()
  const closes = new Map<string, number>()
  const givenUp = new Map<string, number>()
  let lost = false
  let ended = false
  for (const event of trace.landmarks.after(emit.seq)) {
    if (event.kind === 'frame') {
      const row = trace.packet(event.seq)
      if (row?.type !== 'connect' || !isOfNamespace(row, emit) || connects.has(row.client)) continue
      connects.set(row.client, row.seq)
    } else if (event.kind === 'room') {
      if (event.phase === 'join' && isOfRooms(event, emit)) joins.push(event)
    } else if (event.kind === 'socket') {
      if (event.phase === 'connect' && event.recovered) {
        comebacks.set(comebackKey(event.engine, event.socket), event.seq)
      } else if (event.phase === 'disconnect' && isWithConnection(event.reason)) {
        givenUp.set(event.socket, event.seq)
      }
    } else if (event.kind === 'link') {
      if (event.phase === 'close' && !closes.has(event.link)) closes.set(event.link, event.seq)
    } else if (isLoss(event)) lost = true
    else if (event.kind === 'run' && event.phase === 'end') ended = true
  }
  return { joins, connects, comebacks, closes, givenUp, lost, ended }
}

function carried(emit: Emit, trace: ExplainedTrace): Carried {
  const unexplained = new Map<string, number>()
  const overtaken = new Set<string>()
  let reported = false
  for (const event of eventsAfter(emit.seq, trace, lookedMax)) {
    if (event.kind === 'run' && event.phase === 'start') break
    // By the host's own clock.
    if (event.claimed === undefined && event.at >= emit.at + toldWithinUs) reported = true
    if (event.kind !== 'frame') {
      if (event.origin === 'server' && event.kind !== 'delivery') reported = true
      continue
    }
    // What is sent later goes later: after the frame of a later emit, none of this one comes over the same link.
    if (event.direction === 'up' || overtaken.has(event.link)) continue
    const row = trace.packet(event.seq)
    if (row === undefined || (row.kind !== 'event' && row.kind !== 'ack')) continue
    const by = eventAt(trace, trace.inside.emitOf(row.seq)?.emit ?? 0)
    if (by?.kind === 'emit' && couldBeOf(by, row)) {
      if (by.seq > emit.seq) overtaken.add(row.link)
    } else if (couldBeOf(emit, row) && !unexplained.has(row.client)) unexplained.set(row.client, row.seq)
  }
  return { unexplained, overtaken, reported }
}

/** A packet went to the client on a connection that the server had called dead, long after. */
export function isTalking(
  client: string,
  {
    emit,
    state,
    trace,
  }: { readonly emit: Emit; readonly state: ServerState; readonly trace: ExplainedTrace },
): boolean {
  const open = new Set<string>()
  for (const [link, connection] of state.connections.links) {
    if (connection.client === client && Object.hasOwn(connection.sockets, emit.namespace)) open.add(link)
  }
  if (open.size === 0) return false
  for (const event of eventsAfter(emit.seq, trace, lookedMax)) {
    if (event.kind === 'run' && event.phase === 'start') return false
    if (event.kind !== 'frame' || event.direction === 'up' || !open.has(event.link)) continue
    const row = trace.packet(event.seq)
    if (row === undefined || !isOfNamespace(row, emit)) continue
    // Connected anew over the same connection: what follows is another socket's.
    if (row.type === 'connect') return false
    if ((row.kind === 'event' || row.kind === 'ack') && row.at > emit.at + closingUs) return true
  }
  return false
}

/** https://socket.io/docs/v4/server-socket-instance/#disconnect */
const isWithConnection = (reason: string) => reason === 'ping timeout' || reason.startsWith('transport ')

export const comebackKey = (engine: string, socket: string) => `${engine} ${socket}`

export function isOfRooms(event: TraceEventOf<'room'>, emit: Emit): boolean {
  return (
    event.namespace === emit.namespace &&
    event.server === emit.server &&
    emit.rooms.some((room) => isSameRoom(room, event.room))
  )
}

function isOfNamespace(row: PacketRow, emit: Emit): boolean {
  return row.namespace === inertText(emit.namespace, nameMax)
}
