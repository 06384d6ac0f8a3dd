/** What followed an emit in its run, as far as it tells what became of it. One pass over the events after it. */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { inertText } from '../inert-text.ts'
import { couldBeOf } from '../ladder-fan.ts'
import { placeOf } from '../ladder-rows.ts'
import { isSameRoom } from '../ladder-skip.ts'
import type { PacketRow } from '../packet-row.ts'
import { eventAt, type ExplainedTrace } from './explained-trace.ts'

type Emit = TraceEventOf<'emit'>

export interface Aftermath {
  /** Joins of the rooms that it was for. */
  readonly joins: readonly TraceEventOf<'room'>[]
  /** By client, the first time that it connected to the namespace afterwards. */
  readonly connects: ReadonlyMap<string, number>
  /** By Engine.IO session and socket, when one was connected again as what it had been before. */
  readonly comebacks: ReadonlyMap<string, number>
  /** By link, when it closed. */
  readonly closes: ReadonlyMap<string, number>
  /** By client, a frame that may have carried it, and of which nobody says what it carried. */
  readonly unexplained: ReadonlyMap<string, number>
  /** By client, a frame on a connection that the server had called dead, long after. */
  readonly talking: ReadonlyMap<string, number>
  /** Links over which a later emit went. */
  readonly overtaken: ReadonlySet<string>
  /** The server said something afterwards: what it did at once, it has told. */
  readonly reported: boolean
  /** Reports or events were lost on the way. */
  readonly lost: boolean
  readonly ended: boolean
}

/** On a connection that is being closed, a packet may still be under way so long. */
const closingUs = 1_000_000
/** As in the packets' rows: the two are compared. */
const nameMax = 80

export function aftermathOf(emit: Emit, trace: ExplainedTrace): Aftermath {
  const joins: TraceEventOf<'room'>[] = []
  const connects = new Map<string, number>()
  const comebacks = new Map<string, number>()
  const closes = new Map<string, number>()
  const unexplained = new Map<string, number>()
  const talking = new Map<string, number>()
  const overtaken = new Set<string>()
  let reported = false
  let lost = false
  let ended = false

  const open = new Set<string>()
  for (const [link, { sockets }] of trace.stateAt(emit.seq).connections.links) {
    if (sockets[emit.namespace] !== undefined) open.add(link)
  }
  const frame = (row: PacketRow) => {
    if (row.type === 'connect' && isOfNamespace(row, emit)) {
      open.delete(row.link)
      if (!connects.has(row.client)) connects.set(row.client, row.seq)
      return
    }
    if (row.kind !== 'event' && row.kind !== 'ack') return
    if (isOfNamespace(row, emit) && open.has(row.link) && row.at > emit.at + closingUs) {
      if (!talking.has(row.client)) talking.set(row.client, row.seq)
    }
    const carried = eventAt(trace, trace.inside.emitOf(row.seq)?.emit ?? 0)
    const call = carried?.kind === 'emit' && couldBeOf(carried, row) ? carried : undefined
    if (call === undefined) {
      // What is sent later goes later: after the frame of a later emit, none of this one comes over the same link.
      const candidate = couldBeOf(emit, row) && !overtaken.has(row.link) && !unexplained.has(row.client)
      if (candidate) unexplained.set(row.client, row.seq)
    } else if (call.seq > emit.seq) overtaken.add(row.link)
  }

  for (const event of eventsAfter(emit, trace)) {
    switch (event.kind) {
      case 'frame': {
        const row = event.direction === 'down' ? trace.packet(event.seq) : undefined
        if (row !== undefined) frame(row)
        break
      }
      case 'room':
        reported = true
        if (event.phase === 'join' && isOfRooms(event, emit)) joins.push(event)
        break
      case 'link':
        if (event.phase === 'close') {
          open.delete(event.link)
          if (!closes.has(event.link)) closes.set(event.link, event.seq)
        }
        break
      case 'drop':
        if (event.what === 'reports' || event.what === 'events') lost = true
        break
      case 'run':
        if (event.phase === 'end') ended = true
        break
      case 'socket':
        reported = true
        if (event.phase === 'connect' && event.recovered) {
          comebacks.set(comebackKey(event.engine, event.socket), event.seq)
        }
        break
      case 'state':
      case 'emit':
        reported = true
        break
      case 'listener':
        if (event.origin === 'server') reported = true
        break
      case 'delivery':
      case 'http':
      case 'console':
      case 'error':
      case 'fault':
      case 'check':
        break
      default:
        event satisfies never
    }
  }
  return { joins, connects, comebacks, closes, unexplained, talking, overtaken, reported, lost, ended }
}

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

/** Until the next run begins. */
function* eventsAfter({ seq }: Emit, { events }: ExplainedTrace): Iterable<TraceEvent> {
  for (let place = placeOf(events, seq + 1); place < events.length; place += 1) {
    const event = events[place]
    if (event === undefined) return
    if (event.kind === 'run' && event.phase === 'start') return
    yield event
  }
}
