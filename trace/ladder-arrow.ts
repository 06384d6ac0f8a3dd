/** What one event of the log looks like on a ladder: its shape and its short, inert label. */
import type { TraceEventOf } from '../protocol/trace.ts'
import { inertText } from './inert-text.ts'
import type { ArrowShape, LadderArrow, LadderMark } from './ladder-item.ts'
import type { DecodedFrame } from './packet.ts'
import { payloadPreview } from './preview.ts'

/** Characters of an event's name and of a preview: more never fits beside an arrow. */
const labelMax = 60
const previewMax = 100
/** Bytes of an attachment that a preview shows. */
const previewBytes = 8

type Frame = TraceEventOf<'frame'>

export function arrowOfFrame(frame: Frame, decoded: DecodedFrame): LadderArrow {
  const { packet, problem } = decoded
  const named = packet !== undefined && packet.namespace !== '/'
  return {
    type: 'arrow',
    seq: frame.seq,
    at: frame.at,
    client: frame.client,
    direction: frame.direction,
    shape: shapeOf(frame, decoded),
    label: inertText(labelOf(decoded), labelMax),
    preview: previewOf(frame, decoded),
    transport: frame.transport,
    size: frame.size,
    ...(named ? { namespace: inertText(packet.namespace, labelMax) } : {}),
    ...(packet?.ackId === undefined ? {} : { ackId: packet.ackId }),
    ...(packet === undefined || packet.attachments === 0 ? {} : { attachments: packet.attachments }),
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
    text: inertText(textOf(event), previewMax),
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
  }
}

function shapeOf(frame: Frame, { attachmentOf, packet, engine, problem }: DecodedFrame): ArrowShape {
  if (attachmentOf !== undefined || frame.form === 'binary' || problem === 'unexpected-attachment')
    return 'binary'
  switch (packet?.type) {
    case 'event':
    case 'binary_event':
      return 'event'
    case 'ack':
    case 'binary_ack':
      return 'ack'
    case 'connect_error':
      return 'refusal'
    case 'connect':
    case 'disconnect':
      return 'control'
    case undefined:
      if (problem === 'not-engine-io') return 'event'
      return engine === undefined || problem !== undefined ? 'refusal' : 'control'
  }
}

function labelOf({ attachmentOf, packet, engine, problem }: DecodedFrame): string {
  if (packet !== undefined) return packet.event ?? packet.type.replace('_', ' ')
  if (attachmentOf !== undefined) return `#${attachmentOf.index + 1}`
  if (problem === 'not-engine-io') return 'WebSocket'
  return engine ?? '?'
}

function previewOf(frame: Frame, decoded: DecodedFrame): string {
  if (frame.form === 'binary') return hexOf(frame.data)
  const span = decoded.spans.at(-1)
  if (span === undefined) return ''
  const { data } = frame
  switch (span.role) {
    case 'attachment':
      return hexOf(data.slice(span.start, span.start + 64))
    case 'payload':
      return payloadPreview(frame, decoded, previewMax)
    case 'engine-data':
    case 'unknown':
      return inertText(data.slice(span.start), previewMax)
    case 'engine-type':
    case 'binary-marker':
    case 'packet-type':
    case 'attachment-count':
    case 'namespace':
    case 'ack-id':
      return ''
  }
}

function hexOf(base64: string): string {
  try {
    const bytes = atob(base64.slice(0, 64))
    const shown = Array.from(bytes.slice(0, previewBytes), (byte) =>
      byte.charCodeAt(0).toString(16).padStart(2, '0'),
    )
    return shown.join(' ') + (bytes.length > previewBytes ? ' …' : '')
  } catch {
    return ''
  }
}
