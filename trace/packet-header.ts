/**
 * What stands before the payload of a Socket.IO packet, in this order:
 *
 *     <type>[<attachments>-][<namespace>,][<ack id>][<JSON payload>]
 *
 * Socket.IO protocol v5, "Packet encoding": https://socket.io/docs/v4/socket-io-protocol/
 */
import type { DecodeProblem, SocketPacketType, Span } from './packet.ts'

/** The digit on the wire is the place in this list. */
const socketPacketTypes: readonly SocketPacketType[] = [
  'connect',
  'disconnect',
  'event',
  'ack',
  'connect_error',
  'binary_event',
  'binary_ack',
]

export interface PacketHeader {
  readonly type: SocketPacketType
  /** As on the wire, a query included; `/` when the wire names none. */
  readonly namespace: string
  readonly ackId?: number
  readonly attachments: number
}

export interface HeaderReading {
  /** Absent when type or namespace cannot be known. */
  readonly header?: PacketHeader
  readonly spans: readonly Span[]
  /** Where the reading stopped: the payload's first character, or what could not be read. */
  readonly end: number
  readonly problem?: DecodeProblem
}

const zeroCode = 48
const nineCode = 57

/** A namespace as the server knows it: a client may ask for it with a query behind it. */
export function withoutQuery(namespace: string): string {
  const mark = namespace.indexOf('?')
  return mark === -1 ? namespace : namespace.slice(0, mark)
}

/** The type that the character at `at` names, or `undefined` for any other character. */
export function socketTypeAt(text: string, at: number): SocketPacketType | undefined {
  return socketPacketTypes[text.charCodeAt(at) - zeroCode]
}

/** The first place from `start` that is no decimal digit. */
function digitsEnd(text: string, start: number): number {
  let end = start
  while (end < text.length) {
    const code = text.charCodeAt(end)
    if (code < zeroCode || code > nineCode) break
    end += 1
  }
  return end
}

const isBinary = (type: SocketPacketType) => type === 'binary_event' || type === 'binary_ack'
const isAnswer = (type: SocketPacketType) => type === 'ack' || type === 'binary_ack'
const mayCarryAckId = (type: SocketPacketType) =>
  isAnswer(type) || type === 'event' || type === 'binary_event'

/**
 * Reads the header of the packet that begins at `start`. With `truncated`, nothing is concluded from a piece that
 * reaches the end of the text: its rest may be missing.
 */
export function readPacketHeader(text: string, start: number, truncated: boolean): HeaderReading {
  const spans: Span[] = []
  const atEnd = (end: number, problem: DecodeProblem): DecodeProblem =>
    truncated && end === text.length ? 'truncated' : problem
  if (start >= text.length) return { spans, end: start, problem: atEnd(start, 'empty') }
  const type = socketTypeAt(text, start)
  if (type === undefined) return { spans, end: start, problem: 'unknown-packet-type' }
  let at = start + 1
  spans.push({ start, end: at, role: 'packet-type' })

  let attachments = 0
  if (isBinary(type)) {
    const end = digitsEnd(text, at)
    attachments = Number(text.slice(at, end))
    if (text[end] !== '-' || attachments < 1 || !Number.isSafeInteger(attachments)) {
      return { spans, end: at, problem: atEnd(end, 'bad-attachment-count') }
    }
    spans.push({ start: at, end: end + 1, role: 'attachment-count' })
    at = end + 1
  }

  let namespace = '/'
  if (text[at] === '/') {
    const comma = text.indexOf(',', at)
    // Without a comma the namespace is all the rest, as in socket.io-parser.
    const nameEnd = comma === -1 ? text.length : comma
    const end = comma === -1 ? text.length : comma + 1
    spans.push({ start: at, end, role: 'namespace' })
    if (comma === -1 && truncated) return { spans, end, problem: 'truncated' }
    namespace = text.slice(at, nameEnd)
    at = end
  }

  const header = { type, namespace, attachments }
  const end = mayCarryAckId(type) ? digitsEnd(text, at) : at
  if (end === at) {
    return { header, spans, end, ...(isAnswer(type) ? { problem: atEnd(end, 'bad-ack-id') } : {}) }
  }
  spans.push({ start: at, end, role: 'ack-id' })
  if (truncated && end === text.length) return { header, spans, end, problem: 'truncated' }
  const ackId = Number(text.slice(at, end))
  if (!Number.isSafeInteger(ackId)) return { header, spans, end, problem: 'bad-ack-id' }
  return { header: { ...header, ackId }, spans, end }
}
