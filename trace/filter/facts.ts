/**
 * What a filter can ask of an event. Pure: the same event and the same trace give the same facts. What is told of a frame
 * by its packet is certain; rooms, and whose a socket is, are the server's own word.
 */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { serverParticipant } from '../../protocol/trace-constants.ts'
import type { InsideJoin } from '../inside-join.ts'
import { couldBeOf } from '../ladder-fan.ts'
import { roomText } from '../ladder-skip.ts'
import type { PacketRow } from '../packet-row.ts'
import type { MeasureKey, NameKey } from './filter.ts'
import type { Owners } from './owners.ts'
import { attachmentType, packetKind } from './values.ts'

/** What is known of the trace around an event. */
export interface KnownTrace {
  readonly event: (seq: number) => TraceEvent | undefined
  readonly rowOf: (frame: number) => PacketRow | undefined
  readonly inside: Pick<InsideJoin, 'emitOf' | 'deliveryOf'>
  readonly owners: Pick<Owners, 'ofEngine' | 'ofSocket'>
  /** When the run began in which the event happened, microseconds of the session. */
  readonly since: (seq: number) => number
}

const none: readonly string[] = []
const some = (value: string | number | undefined): readonly string[] =>
  value === undefined || value === '' ? none : [String(value)]

/** The names that the event has for this key. */
export function namesOf(key: NameKey, event: TraceEvent, known: KnownTrace): readonly string[] {
  switch (key) {
    case 'event':
      return eventNames(event, known)
    case 'client':
      return clientsOf(event, known)
    case 'dir':
      return event.kind === 'frame' ? [event.direction] : none
    case 'ns':
      return namespaceNames(event, known)
    case 'type':
      return event.kind === 'frame' ? typesOf(known.rowOf(event.seq)) : none
    case 'ack':
      if (event.kind === 'frame') return some(known.rowOf(event.seq)?.ackId)
      return 'ack' in event ? some(event.ack) : none
    case 'room':
      return roomsOf(event, known)
    case 'transport':
      return 'transport' in event ? [event.transport] : none
    case 'kind':
      return event.kind === 'frame'
        ? [event.kind, packetKind, ...some(known.rowOf(event.seq)?.kind)]
        : [event.kind]
    default:
      return key satisfies never
  }
}

/** Bytes, or microseconds since the run began; `undefined` where the event has no such thing. */
export function measureOf(key: MeasureKey, event: TraceEvent, known: KnownTrace): number | undefined {
  switch (key) {
    case 'size':
      if (event.kind === 'frame') return event.size
      return event.kind === 'http' ? event.responseBytes : undefined
    case 'time':
      return event.at - known.since(event.seq)
    default:
      return key satisfies never
  }
}

/** What the event says, for a text that is looked for in it. */
export function textsOf(event: TraceEvent): readonly string[] {
  switch (event.kind) {
    case 'frame':
      return event.form === 'text' ? [event.data] : none
    case 'console':
      return [event.parts.join(' ')]
    case 'error':
      return [`${event.name}: ${event.message}`]
    case 'http':
      return [`${event.method} ${event.path}`]
    case 'link':
      return event.phase === 'close' ? [event.reason] : event.phase === 'open' ? [event.path] : none
    case 'run':
      if (event.phase === 'start') return [event.entry]
      if (event.phase === 'blocked' || event.phase === 'unblocked') return [event.phase]
      return event.phase === 'end' ? [event.reason] : none
    case 'socket':
      if (event.phase === 'connect') return [event.socket, event.auth]
      return [event.phase === 'disconnect' ? event.reason : event.message]
    case 'room':
      return [roomText(event.room)]
    case 'emit':
      return [event.event ?? '', event.error ?? '']
    case 'listener':
      return 'event' in event ? [event.event] : none
    case 'state':
      return [event.text]
    case 'fault':
      return [event.fault.type]
    case 'check':
      return [event.check]
    case 'delivery':
    case 'drop':
      return none
    default:
      return event satisfies never
  }
}

function eventNames(event: TraceEvent, { rowOf }: KnownTrace): readonly string[] {
  if (event.kind !== 'frame') return 'event' in event ? some(event.event) : none
  const row = rowOf(event.seq)
  const packet = row?.attachmentOf === undefined ? row : rowOf(row.attachmentOf.seq)
  return some(packet?.event ?? packet?.question?.event)
}

function namespaceNames(event: TraceEvent, { rowOf }: KnownTrace): readonly string[] {
  if (event.kind !== 'frame') return 'namespace' in event ? [event.namespace] : none
  const row = rowOf(event.seq)
  const packet = row?.attachmentOf === undefined ? row : rowOf(row.attachmentOf.seq)
  return some(packet?.namespace)
}

function clientsOf(event: TraceEvent, { owners }: KnownTrace): readonly string[] {
  if ('client' in event) return some(event.client)
  if ('participant' in event) return [event.participant]
  if (event.kind === 'run') return [serverParticipant]
  if (event.kind === 'emit') return event.sockets.flatMap((socket) => owners.ofSocket(socket) ?? [])
  const bySocket = 'socket' in event ? owners.ofSocket(event.socket) : undefined
  return some(bySocket ?? ('engine' in event ? owners.ofEngine(event.engine ?? '') : undefined))
}

function typesOf(row: PacketRow | undefined): readonly string[] {
  if (row === undefined) return none
  if (row.attachmentOf !== undefined) return [attachmentType]
  // Who asks for events wants those with attachments, too.
  if (row.type === 'binary_event') return [row.type, 'event']
  if (row.type === 'binary_ack') return [row.type, 'ack']
  return some(row.type ?? row.engine)
}

function roomsOf(event: TraceEvent, known: KnownTrace): readonly string[] {
  if (event.kind === 'room') return [roomText(event.room)]
  if (event.kind === 'emit') return event.rooms.map(roomText)
  if (event.kind === 'delivery') {
    return emitAt(known.inside.deliveryOf(event.seq)?.emit, known)?.rooms.map(roomText) ?? none
  }
  if (event.kind !== 'frame') return none
  const row = known.rowOf(event.seq)
  const emit = emitAt(known.inside.emitOf(event.seq)?.emit, known)
  // What a frame says of itself outweighs the server's word that this call sent it.
  return row !== undefined && emit !== undefined && couldBeOf(emit, row) ? emit.rooms.map(roomText) : none
}

function emitAt(seq: number | undefined, known: KnownTrace): TraceEventOf<'emit'> | undefined {
  const event = seq === undefined ? undefined : known.event(seq)
  return event?.kind === 'emit' ? event : undefined
}
