/** What one event of the log looks like on a ladder: its shape and its short, inert label. */
import type { TraceEventOf } from '../protocol/trace.ts'
import { attachmentSize, attachmentText, firstBytes, type AttachmentText } from './attachment-bytes.ts'
import { inertLine, inertText } from './inert-text.ts'
import type { ArrowShape, LadderArrow, LadderMark } from './ladder-item.ts'
import type { PacketRow } from './packet-row.ts'

/** Characters of an event's name and of a preview: more never fits beside an arrow. */
const labelMax = 60
const previewMax = 100
/** Bytes of an attachment that a preview shows. */
const previewBytes = 8

export function arrowOfPacket(row: PacketRow): LadderArrow {
  const { seq, at, client, direction, transport, namespace, ackId, attachments, problem } = row
  return {
    type: 'arrow',
    seq,
    at,
    client,
    direction,
    shape: shapeOf(row),
    label: labelOf(row),
    preview: previewOf(row),
    transport,
    size: row.kind === 'binary' ? attachmentSize(row.frame, row.attachmentOf) : row.size,
    ...(namespace === undefined || namespace === '/' ? {} : { namespace }),
    ...(ackId === undefined ? {} : { ackId }),
    ...(attachments === undefined ? {} : { attachments: attachments.announced }),
    ...(problem === undefined ? {} : { problem }),
  }
}

export function arrowOfRequest(event: TraceEventOf<'http'>): LadderArrow {
  return {
    type: 'arrow',
    seq: event.seq,
    at: event.at,
    client: event.client,
    direction: 'up',
    shape: 'request',
    label: inertText(`${event.method} ${event.path}`, labelMax),
    preview: String(event.failure ?? event.status),
    size: event.responseBytes,
  }
}

export function markOf(event: LadderMark['event'], participant: string): LadderMark {
  return {
    type: 'mark',
    seq: event.seq,
    at: event.at,
    participant,
    event,
    text: inertLine(textOf(event), previewMax),
  }
}

function textOf(event: LadderMark['event']): string {
  switch (event.kind) {
    case 'console':
      return event.parts.join(' ')
    case 'error':
      return `${event.name}: ${event.message}`
    case 'link':
      return event.phase === 'close' ? event.reason : event.transport
    case 'run':
      return 'port' in event ? String(event.port) : ''
    case 'socket':
      if (event.phase === 'connect') return event.namespace
      return event.phase === 'disconnect' ? event.reason : event.message
    case 'fault':
      return event.fault.type
  }
}

function shapeOf({ kind, type, problem, frame }: PacketRow): ArrowShape {
  switch (kind) {
    case 'event':
    case 'ack':
    case 'binary':
      return kind
    case 'connect':
      return type === 'connect' ? 'control' : 'refusal'
    case 'handshake':
    case 'upgrade':
    case 'heartbeat':
    case 'close':
      return problem === undefined ? 'control' : 'refusal'
    case 'other':
      if (problem !== 'not-engine-io') return 'refusal'
      return frame.form === 'binary' ? 'binary' : 'event'
    default:
      return kind satisfies never
  }
}

function labelOf({ kind, type, engine, event, question, attachmentOf, problem }: PacketRow): string {
  if (kind === 'ack') return question?.event ?? 'ack'
  if (event !== undefined) return event
  if (type !== undefined) return type.replace('_', ' ')
  if (attachmentOf !== undefined) return `#${attachmentOf.index + 1}`
  if (problem === 'not-engine-io') return 'WebSocket'
  return engine ?? '?'
}

function previewOf({ preview, kind, frame, engine, attachmentOf }: PacketRow): string {
  if (preview !== '') return preview
  if (frame.form === 'binary' || kind === 'binary') return hexOf(attachmentText(frame, attachmentOf))
  if (kind === 'other') return inertText(frame.data, previewMax)
  return engine === 'message' ? '' : inertText(frame.data.slice(1), previewMax)
}

function hexOf(text: AttachmentText): string {
  // One more shows that there are more.
  const bytes = firstBytes(text, previewBytes + 1)
  if (bytes === undefined) return ''
  const shown = Array.from(bytes.subarray(0, previewBytes), (byte) => byte.toString(16).padStart(2, '0'))
  return shown.join(' ') + (bytes.length > previewBytes ? ' …' : '')
}

/** The name over an arrow, with its namespace and acknowledgement: `/chat message ack 7?`. */
export function arrowName({ namespace, label, ackId, shape }: LadderArrow): string {
  const ack = ackId === undefined ? '' : ` ack ${ackId}${shape === 'ack' ? '' : '?'}`
  return `${namespace === undefined ? '' : `${namespace} `}${label}${ack}`
}
