/** The fans of a ladder: which calls of the server are one, which frames belong to them, and what each lane shows. */
import type { TraceEventOf } from '../protocol/trace.ts'
import { inertText } from './inert-text.ts'
import type { FanRoom, LadderArrow, LadderFan } from './ladder-item.ts'
import { roomText, skipsOf, wasThere, type FanSkip } from './ladder-skip.ts'
import type { PacketRow } from './packet-row.ts'
import type { ServerState } from './server-state.ts'

type Emit = TraceEventOf<'emit'>

export type GrowingFan = LadderFan & { readonly arrows: LadderArrow[]; readonly attachments: number[] }

/** As in the packets' rows: the two are compared. */
const nameMax = 80
/** Of a room's name. */
export const roomMax = 24
/** Rooms that a row names. */
const roomsShown = 3

/** A call to the one socket that it was made on. */
export function isToOneSocket({ call, socket, exceptCount }: Emit): boolean {
  if (call === 'emitWithAck') return socket !== undefined && exceptCount === 0
  return call === 'socket.emit' || call === 'ack-reply'
}

/**
 * A call that sends to rooms or to all, and one that reached nobody, has a row of its own. One to a single socket is the
 * arrow of its frame.
 */
export function isFan(emit: Emit): boolean {
  return emit.call !== 'ack-reply' && (!isToOneSocket(emit) || emit.matched === 0 || emit.error !== undefined)
}

/**
 * The fan of a call, before any frame of it is known.
 * @param clients those that the trace has shown so far
 * @param state at the moment of the call
 */
export function fanOf(emit: Emit, clients: Iterable<string>, state: ServerState): GrowingFan {
  const named = (rooms: Emit['rooms']) =>
    rooms.slice(0, roomsShown).map((room): FanRoom => {
      const text = roomText(room)
      const client = state.sockets.live.get(text)?.client
      return { name: inertText(text, roomMax), ...(client === undefined ? {} : { client }) }
    })
  const except = emit.except.filter((room) => room !== emit.socket)
  return {
    type: 'fan',
    seq: emit.seq,
    at: emit.at,
    emit,
    label: inertText(emit.event ?? '', nameMax),
    ...(emit.namespace === '/' ? {} : { namespace: inertText(emit.namespace, nameMax) }),
    rooms: named(emit.rooms),
    except: named(except),
    arrows: [],
    attachments: [],
    skipped: isToOneSocket(emit) ? [] : skipsOf(emit, clients, state),
  }
}

/** A frame of another event is none of this call, whatever the server says. */
export function carries(call: Pick<LadderFan, 'label' | 'namespace'>, arrow: LadderArrow): boolean {
  return (
    arrow.shape === 'event' &&
    arrow.direction === 'down' &&
    arrow.label === call.label &&
    arrow.namespace === call.namespace
  )
}

/** Whether a frame can be what a call sent: its packet says so itself. */
export function couldBeOf({ call, event, namespace, ack }: Emit, row: PacketRow): boolean {
  if (row.attachmentOf !== undefined) return true
  if (row.namespace !== inertText(namespace, nameMax)) return false
  if (call === 'ack-reply') return row.kind === 'ack' && (ack === undefined || row.ackId === ack)
  return row.kind === 'event' && row.event === (event === undefined ? undefined : inertText(event, nameMax))
}

/** What a fan shows at one client's lane: the frames that went there, or that it was left out. */
export type FanEnd =
  | { readonly client: string; readonly arrows: readonly LadderArrow[]; readonly skip?: undefined }
  | { readonly client: string; readonly arrows?: undefined; readonly skip: FanSkip }

/** Each client that was reached, and each that was there and was left out. */
export function endsOf({ arrows, skipped }: LadderFan): readonly FanEnd[] {
  const reached = Map.groupBy(arrows, ({ client }) => client)
  const ends: FanEnd[] = Array.from(reached, ([client, its]) => ({ client, arrows: its }))
  for (const skip of skipped) {
    if (wasThere(skip) && !reached.has(skip.client)) ends.push({ client: skip.client, skip })
  }
  return ends
}

/** It was for nobody, and nothing shows the contrary. */
export function reachedNobody({ emit, arrows }: LadderFan): boolean {
  return emit.matched === 0 && arrows.length === 0
}
