/** One line of text for one event of the trace, for a terminal. Payloads are shown inert: no escape sequence survives. */
import type { Fault } from '../../protocol/fault.ts'
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import type { FrameDecoder } from '../../trace/decode.ts'
import { inertText } from '../../trace/inert-text.ts'
import { isPlainWebSocket } from '../../trace/links.ts'
import { payloadPreview } from '../../trace/preview.ts'

const previewMaxChars = 120
/** Of what a program printed. */
const lineMaxChars = 2_000

/** The line, or undefined for events that only repeat what other lines say. */
export function traceLine(event: TraceEvent, decoder: FrameDecoder): string | undefined {
  const text = describe(event, decoder)
  return text === undefined ? undefined : `${(event.at / 1000).toFixed(3).padStart(10)} ms  ${text}`
}

function describe(event: TraceEvent, decoder: FrameDecoder): string | undefined {
  switch (event.kind) {
    case 'frame':
      return describeFrame(event, decoder)
    case 'link':
      return describeLink(event, decoder)
    case 'console':
      return `${event.participant} ${event.level}  ${inertText(event.parts.join(' ').trimEnd(), lineMaxChars, true)}`
    case 'error': {
      const where =
        event.file === undefined ? '' : ` at ${event.file}:${event.line ?? '?'}:${event.column ?? '?'}`
      return `${event.participant} ${event.stage} error${where}  ${inertText(`${event.name}: ${event.message}`, lineMaxChars, true)}`
    }
    case 'run':
      return describeRun(event)
    case 'drop':
      return `dropped: ${event.count} ${event.what}`
    case 'http':
      return event.failure === undefined
        ? undefined
        : `${event.client}  ${event.method} ${inertText(event.path, previewMaxChars)}  ${event.status} (${event.failure})`
    case 'fault':
      return `${event.client ?? 'all clients'}  ${describeFault(event.fault)}`
    case 'check':
      return `check ${event.check}  ${event.phase === 'failed' ? event.outcome : event.phase}`
    // The frames say it, and nobody can forge those.
    case 'socket':
    case 'room':
    case 'emit':
    case 'delivery':
    case 'listener':
    case 'state':
      return undefined
  }
}

function describeFault(fault: Fault): string {
  switch (fault.type) {
    case 'latency':
      return `latency ${fault.ms} ms`
    case 'drop':
    case 'restart':
      return fault.type
    case 'unplug':
    case 'stall':
    case 'polling-only':
      return `${fault.type} ${fault.on ? 'on' : 'off'}`
  }
}

function describeFrame(frame: TraceEventOf<'frame'>, decoder: FrameDecoder): string {
  const decoded = decoder.next(frame)
  const { packet, engine, attachmentOf, problem } = decoded
  const from = frame.direction === 'up' ? `${frame.client} → server` : `server → ${frame.client}`
  const what = packet
    ? [
        packet.type,
        packet.namespace === '/' ? undefined : inertText(packet.namespace, previewMaxChars),
        packet.event === undefined ? undefined : `"${inertText(packet.event, previewMaxChars)}"`,
        packet.ackId === undefined ? undefined : `ack ${packet.ackId}`,
      ]
    : [attachmentOf ? 'attachment' : (engine ?? 'unreadable')]
  const words = [...what, payloadPreview(frame, decoded, previewMaxChars), problem]
  const line = words.filter((word) => word !== undefined && word !== '').join(' ')
  return `${from}  ${frame.transport.padEnd(9)}  ${line}  (${frame.size} B)`
}

function describeLink(event: TraceEventOf<'link'>, decoder: FrameDecoder): string {
  switch (event.phase) {
    case 'open':
      if (isPlainWebSocket(event)) decoder.markPlain(event.link)
      return `${event.client}  link opened over ${event.transport}`
    case 'upgrade':
      return `${event.client}  link upgraded to ${event.transport}`
    case 'close':
      decoder.forget(event.link)
      return `${event.client}  link closed (${event.reason})`
  }
}

function describeRun(event: TraceEventOf<'run'>): string {
  switch (event.phase) {
    case 'start':
      return `run ${event.run} started: ${event.entry}`
    case 'listen':
      return `run ${event.run} listens on port ${event.port} after ${(event.afterUs / 1000).toFixed(1)} ms`
    case 'unlisten':
      return `run ${event.run} no longer listens on port ${event.port}`
    case 'blocked':
      return `run ${event.run} is blocked: its event loop has not turned for ${event.forMs} ms`
    case 'unblocked':
      return `run ${event.run} turns again after ${event.forMs} ms`
    case 'end': {
      const code = event.exitCode === undefined ? '' : `, exit code ${event.exitCode}`
      const signal = event.signal === undefined ? '' : `, ${event.signal}`
      return `run ${event.run} ended: ${event.reason}${code}${signal}`
    }
  }
}
