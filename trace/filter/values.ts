/** The values of keys that have only so many. */
import type { TraceEvent } from '../../protocol/trace.ts'
import type { PacketKind } from '../packet-row.ts'
import type { EnginePacketType, SocketPacketType } from '../packet.ts'
import type { FilterKey } from './filter.ts'

const socketTypes = {
  event: true,
  ack: true,
  connect: true,
  connect_error: true,
  disconnect: true,
  binary_event: true,
  binary_ack: true,
} as const satisfies Record<SocketPacketType, true>

const engineTypes = {
  open: true,
  close: true,
  ping: true,
  pong: true,
  message: true,
  upgrade: true,
  noop: true,
} as const satisfies Record<EnginePacketType, true>

const packetKinds = {
  event: true,
  ack: true,
  binary: true,
  connect: true,
  handshake: true,
  upgrade: true,
  heartbeat: true,
  close: true,
  other: true,
} as const satisfies Record<PacketKind, true>

const eventKinds = {
  console: true,
  error: true,
  http: true,
  frame: true,
  link: true,
  run: true,
  socket: true,
  room: true,
  emit: true,
  delivery: true,
  listener: true,
  state: true,
  fault: true,
  drop: true,
  check: true,
} as const satisfies Record<TraceEvent['kind'], true>

const names = (...records: readonly Readonly<Record<string, true>>[]): readonly string[] => [
  ...new Set(records.flatMap(Object.keys)),
]

/** An attachment has no type on the wire; it is what it belongs to. */
export const attachmentType = 'attachment'
/** Every frame is one: the name that people know it by. */
export const packetKind = 'packet'

const closed: Partial<Record<FilterKey, readonly string[]>> = {
  dir: ['up', 'down'],
  transport: ['websocket', 'polling'],
  type: names(socketTypes, { [attachmentType]: true }, engineTypes),
  kind: names({ [packetKind]: true }, packetKinds, eventKinds),
}

/** All values that the key can have; `undefined` where a program or a person chooses them. */
export function valuesOf(key: FilterKey): readonly string[] | undefined {
  return closed[key]
}
