/** The decoded form of a frame: what the bytes meant, and which characters of the wire text said so. */

/** Engine.IO protocol v4, "Packet encoding": https://socket.io/docs/v4/engine-io-protocol/ */
export type EnginePacketType = 'open' | 'close' | 'ping' | 'pong' | 'message' | 'upgrade' | 'noop'

/** Socket.IO protocol v5, "Packet types": https://socket.io/docs/v4/socket-io-protocol/ */
export type SocketPacketType =
  | 'connect'
  | 'disconnect'
  | 'event'
  | 'ack'
  | 'connect_error'
  | 'binary_event'
  | 'binary_ack'

export type SpanRole =
  | 'engine-type' // `4`
  | 'engine-data' // handshake JSON, `probe`
  | 'binary-marker' // `b` before base64 on polling
  | 'attachment' // the bytes of an attachment
  | 'packet-type' // `2`
  | 'attachment-count' // `1-`
  | 'namespace' // `/chat,`
  | 'ack-id' // `7`
  | 'payload' // `["hi"]`
  | 'unknown'

/** A piece of the wire text: from `start` (inclusive) to `end` (exclusive), in UTF-16 units of the frame's `data`. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly role: SpanRole
}

/** Why a frame, or the rest of it, could not be read. Data, not an exception: hostile frames are ordinary here. */
export type DecodeProblem =
  | 'empty'
  | 'unknown-engine-type'
  | 'bad-handshake' // an `open` packet without the fields that the protocol requires
  | 'unknown-packet-type'
  | 'bad-attachment-count'
  | 'too-many-attachments' // readable, but more than receivers take unless they are told otherwise
  | 'bad-ack-id' // an answer without an id, or an id beyond exact numbers
  | 'bad-json'
  | 'payload-shape' // an event without a name, an ack that is no array, …
  | 'reserved-event' // an event called `connect`, `disconnect`, …: receivers refuse the packet
  | 'unexpected-attachment' // bytes that nobody announced
  | 'missing-attachments' // another packet came before the announced bytes
  | 'truncated' // the trace holds only the first bytes of the frame
  | 'not-engine-io' // a frame of a plain WebSocket connection

export interface SocketPacket {
  readonly type: SocketPacketType
  readonly namespace: string
  readonly ackId?: number
  /** The event's name, for events. A number is legal on the wire. */
  readonly event?: string
  /** What followed the event's name, or the ack's arguments, or the connect packet's data as the one element. */
  readonly args: readonly unknown[]
  /** Binary attachments that belong to the packet, announced in its header. */
  readonly attachments: number
}

/** What the server tells of the connection in its `open` packet. Engine.IO protocol, "Handshake". */
export interface EngineHandshake {
  readonly sid: string
  readonly upgrades: readonly string[]
  readonly pingIntervalMs: number
  readonly pingTimeoutMs: number
  readonly maxPayloadBytes?: number
}

export interface AttachmentPlace {
  /** Of the frame that announced it. */
  readonly seq: number
  /** From 0. */
  readonly index: number
  /** Engine.IO 3 writes the packet's type before the bytes too: as byte 4, or as the digit after the `b`. */
  readonly typed?: true
}

export interface DecodedFrame {
  /** `seq` of the frame event. */
  readonly seq: number
  /** Absent when the frame is an attachment or could not be read. */
  readonly engine?: EnginePacketType
  readonly packet?: SocketPacket
  /** Of an `open` packet. */
  readonly handshake?: EngineHandshake
  /** For an attachment: `seq` of the frame that announced it, and its place from 0. */
  readonly attachmentOf?: AttachmentPlace
  readonly spans: readonly Span[]
  readonly problem?: DecodeProblem
}
