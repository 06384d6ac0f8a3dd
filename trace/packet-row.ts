/** One line of the inspector's table: a frame, what it meant, and which other frames it belongs to. */
import type { Direction, TraceEventOf, Transport } from '../protocol/trace.ts'
import { decodeAlone, isAttachment } from './decode.ts'
import { inertText } from './inert-text.ts'
import type {
  AttachmentPlace,
  DecodedFrame,
  DecodeProblem,
  EnginePacketType,
  SocketPacketType,
} from './packet.ts'
import { payloadPreview } from './preview.ts'

/** What a line is about, for its symbol and for filters. */
export type PacketKind =
  | 'handshake' // Engine.IO open
  | 'upgrade' // probe, upgrade, and the noop that frees the waiting poll
  | 'heartbeat'
  | 'close' // Engine.IO close, Socket.IO disconnect
  | 'connect' // Socket.IO connect and its refusal
  | 'event'
  | 'ack'
  | 'binary' // an attachment
  | 'other' // not readable

export interface PacketRow {
  /** `seq` of the frame. */
  readonly seq: number
  /** Microseconds since the session began. */
  readonly at: number
  readonly client: string
  readonly link: string
  readonly direction: Direction
  readonly transport: Transport
  /** Bytes. */
  readonly size: number
  readonly kind: PacketKind
  readonly engine?: EnginePacketType
  readonly type?: SocketPacketType
  /** Inert, bounded. */
  readonly namespace?: string
  /** The event's name; inert, bounded. */
  readonly event?: string
  readonly ackId?: number
  /** The arguments as they stand on the wire; inert, at most 120 characters. */
  readonly preview: string
  readonly problem?: DecodeProblem
  /** Of an attachment: the packet it belongs to, and its place from 0. */
  readonly attachmentOf?: AttachmentPlace
  /** Of a packet with attachments: what was announced and what has come. */
  readonly attachments?: Attachments
  /** Of an ack: the packet that asked. */
  readonly question?: { readonly seq: number; readonly event?: string; readonly latencyUs: number }
  /** Of a packet that asked for an ack: the answer. */
  readonly answer?: { readonly seq: number; readonly latencyUs: number }
  /** The frame itself. */
  readonly frame: TraceEventOf<'frame'>
}

export interface Attachments {
  readonly announced: number
  readonly arrived: number
  readonly bytes: number
  /** `seq` of the last one that arrived. */
  readonly lastSeq?: number
}

/** Names longer than this say no more in a table. */
const nameMaxLength = 80

/** The row of a frame, before it is tied to others. */
export function packetRow(frame: TraceEventOf<'frame'>, decoded: DecodedFrame): PacketRow {
  const { packet, engine, problem, attachmentOf } = decoded
  const { seq, at, client, link, direction, transport, size } = frame
  const announced = packet?.attachments ?? 0
  return {
    seq,
    at,
    client,
    link,
    direction,
    transport,
    size,
    kind: kindOf(frame, decoded),
    ...(engine === undefined ? {} : { engine }),
    ...(packet === undefined
      ? {}
      : { type: packet.type, namespace: inertText(packet.namespace, nameMaxLength) }),
    ...(packet?.event === undefined ? {} : { event: inertText(packet.event, nameMaxLength) }),
    ...(packet?.ackId === undefined ? {} : { ackId: packet.ackId }),
    preview: payloadPreview(frame, decoded),
    ...(problem === undefined ? {} : { problem }),
    ...(attachmentOf === undefined ? {} : { attachmentOf }),
    ...(announced === 0 ? {} : { attachments: { announced, arrived: 0, bytes: 0 } }),
    frame,
  }
}

/**
 * The whole meaning of a row's frame, arguments and spans included. Rows do not keep it, because a parsed payload
 * takes many times the memory of its text.
 */
export function decodeRow({ frame, attachmentOf, problem }: PacketRow): DecodedFrame {
  return decodeAlone(frame, attachmentOf, problem)
}

function kindOf(frame: TraceEventOf<'frame'>, decoded: DecodedFrame): PacketKind {
  if (decoded.problem === 'not-engine-io') return 'other'
  if (isAttachment(frame)) return 'binary'
  switch (decoded.engine) {
    case 'open':
      return 'handshake'
    case 'ping':
    case 'pong':
      return frame.data.length > 1 ? 'upgrade' : 'heartbeat'
    case 'upgrade':
    case 'noop':
      return 'upgrade'
    case 'close':
      return 'close'
    case 'message':
      return messageKind(decoded.packet?.type)
    case undefined:
      return 'other'
    default:
      return decoded.engine satisfies never
  }
}

function messageKind(type: SocketPacketType | undefined): PacketKind {
  switch (type) {
    case 'connect':
    case 'connect_error':
      return 'connect'
    case 'disconnect':
      return 'close'
    case 'event':
    case 'binary_event':
      return 'event'
    case 'ack':
    case 'binary_ack':
      return 'ack'
    case undefined:
      return 'other'
    default:
      return type satisfies never
  }
}
