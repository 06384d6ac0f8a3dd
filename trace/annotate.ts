/** What each piece of a frame's wire text means, as data: the page puts it into words of its language. */
import type { TraceEventOf } from '../protocol/trace.ts'
import { attachmentSize } from './attachment-bytes.ts'
import { engineTypeOf } from './engine-io.ts'
import { socketTypeAt } from './packet-header.ts'
import type {
  DecodedFrame,
  DecodeProblem,
  EngineHandshake,
  EnginePacketType,
  SocketPacketType,
  Span,
} from './packet.ts'

export type Meaning =
  | { readonly code: 'engine-type'; readonly value: EnginePacketType }
  | { readonly code: 'handshake'; readonly value: EngineHandshake }
  /** `probe`: asks whether the new transport works, and the answer to it. */
  | { readonly code: 'probe' }
  | { readonly code: 'engine-data'; readonly value: string }
  | { readonly code: 'binary-marker' }
  /** `index` from 0 and `of`, the `seq` of the packet's frame; absent when nobody announced the bytes. */
  | { readonly code: 'attachment'; readonly bytes: number; readonly of?: number; readonly index?: number }
  | { readonly code: 'packet-type'; readonly value: SocketPacketType }
  | { readonly code: 'attachment-count'; readonly value: number }
  | { readonly code: 'namespace'; readonly value: string; readonly query?: string }
  /** `asks`: whoever gets the packet may answer under this number. `answers`: this is such an answer. */
  | { readonly code: 'ack-id'; readonly value?: number; readonly purpose: 'asks' | 'answers' }
  | { readonly code: 'event-payload'; readonly event?: string; readonly argumentCount: number }
  | { readonly code: 'ack-payload'; readonly argumentCount: number }
  | { readonly code: 'connect-payload' }
  | { readonly code: 'connect-error-payload' }
  | { readonly code: 'unknown'; readonly problem?: DecodeProblem }

export interface Annotation extends Span {
  /** The piece of the wire text. Not inert: see `inert-text.ts`. */
  readonly text: string
  readonly meaning: Meaning
}

/** One annotation for each span, in order. */
export function annotate(frame: TraceEventOf<'frame'>, decoded: DecodedFrame): readonly Annotation[] {
  return decoded.spans.map((span) => {
    const text = frame.data.slice(span.start, span.end)
    return { ...span, text, meaning: meaningOf(span, text, frame, decoded) }
  })
}

function meaningOf(span: Span, text: string, frame: TraceEventOf<'frame'>, decoded: DecodedFrame): Meaning {
  const unknown: Meaning = {
    code: 'unknown',
    ...(decoded.problem === undefined ? {} : { problem: decoded.problem }),
  }
  const { packet } = decoded
  switch (span.role) {
    case 'engine-type': {
      const value = engineTypeOf(text)
      return value === undefined ? unknown : { code: 'engine-type', value }
    }
    case 'engine-data':
      if (decoded.handshake !== undefined) return { code: 'handshake', value: decoded.handshake }
      return text === 'probe' ? { code: 'probe' } : { code: 'engine-data', value: text }
    case 'binary-marker':
      return { code: 'binary-marker' }
    case 'attachment': {
      const { attachmentOf } = decoded
      const place = attachmentOf === undefined ? {} : { of: attachmentOf.seq, index: attachmentOf.index }
      return { code: 'attachment', bytes: attachmentSize(frame, attachmentOf), ...place }
    }
    case 'packet-type':
      return packetType(socketTypeAt(text, 0), unknown)
    case 'attachment-count':
      return { code: 'attachment-count', value: Number.parseInt(text, 10) }
    case 'namespace':
      return namespace(text)
    case 'ack-id': {
      const answers = packet?.type === 'ack' || packet?.type === 'binary_ack'
      const value = packet?.ackId === undefined ? {} : { value: packet.ackId }
      return { code: 'ack-id', ...value, purpose: answers ? 'answers' : 'asks' }
    }
    case 'payload':
      return packet === undefined ? unknown : payload(packet)
    case 'unknown':
      return unknown
    default:
      return span.role satisfies never
  }
}

const packetType = (type: SocketPacketType | undefined, unknown: Meaning): Meaning =>
  type === undefined ? unknown : { code: 'packet-type', value: type }

function namespace(text: string): Meaning {
  const name = text.endsWith(',') ? text.slice(0, -1) : text
  const mark = name.indexOf('?')
  if (mark === -1) return { code: 'namespace', value: name }
  return { code: 'namespace', value: name.slice(0, mark), query: name.slice(mark + 1) }
}

function payload(packet: NonNullable<DecodedFrame['packet']>): Meaning {
  const argumentCount = packet.args.length
  switch (packet.type) {
    case 'event':
    case 'binary_event':
      return {
        code: 'event-payload',
        argumentCount,
        ...(packet.event === undefined ? {} : { event: packet.event }),
      }
    case 'ack':
    case 'binary_ack':
      return { code: 'ack-payload', argumentCount }
    case 'connect':
      return { code: 'connect-payload' }
    case 'connect_error':
      return { code: 'connect-error-payload' }
    case 'disconnect':
      return { code: 'unknown', problem: 'payload-shape' }
    default:
      return packet.type satisfies never
  }
}
