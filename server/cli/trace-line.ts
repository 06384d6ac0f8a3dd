/** One line of text for one event of the trace, for a terminal. Payloads are shown inert: no escape sequence survives. */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import type { FrameDecoder } from '../../trace/decode.ts'
import { inertText } from '../../trace/inert-text.ts'

const previewMaxChars = 120

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
      return `${event.client}  link ${event.phase}${event.phase === 'upgrade' ? ` to ${event.transport}` : ''}${event.phase === 'close' ? ` (${event.reason})` : ''}`
    case 'console':
      return `${event.participant} ${event.level}  ${inertText(event.parts.join(' ').trimEnd(), 2_000)}`
    case 'error': {
      const where =
        event.file === undefined ? '' : ` at ${event.file}:${event.line ?? '?'}:${event.column ?? '?'}`
      return `${event.participant} ${event.stage} error${where}  ${inertText(`${event.name}: ${event.message}`, 2_000)}`
    }
    case 'run':
      return describeRun(event)
    case 'drop':
      return `dropped: ${event.count} ${event.what}`
    case 'http':
      return event.failure === undefined
        ? undefined
        : `${event.client}  ${event.method} ${inertText(event.path, previewMaxChars)}  ${event.status} (${event.failure})`
  }
}

function describeFrame(frame: TraceEventOf<'frame'>, decoder: FrameDecoder): string {
  const { packet, engine, attachmentOf, problem } = decoder.next(frame)
  const from = frame.direction === 'up' ? `${frame.client} → server` : `server → ${frame.client}`
  const what = packet
    ? [
        packet.type,
        packet.namespace === '/' ? undefined : packet.namespace,
        packet.event === undefined ? undefined : JSON.stringify(packet.event),
        packet.ackId === undefined ? undefined : `ack ${packet.ackId}`,
        packet.args.length > 0 ? JSON.stringify(packet.args) : undefined,
      ]
    : [attachmentOf ? 'attachment' : (engine ?? 'unreadable')]
  const line = [...what, problem].filter((part) => part !== undefined).join(' ')
  return `${from}  ${frame.transport.padEnd(9)}  ${inertText(line, previewMaxChars)}  (${frame.size} B)`
}

function describeRun(event: TraceEventOf<'run'>): string {
  switch (event.phase) {
    case 'start':
      return `run ${event.run} started: ${event.entry}`
    case 'listen':
      return `run ${event.run} listens on port ${event.port} after ${(event.afterUs / 1000).toFixed(1)} ms`
    case 'unlisten':
      return `run ${event.run} no longer listens on port ${event.port}`
    case 'end': {
      const code = event.exitCode === undefined ? '' : `, exit code ${event.exitCode}`
      const signal = event.signal === undefined ? '' : `, ${event.signal}`
      return `run ${event.run} ended: ${event.reason}${code}${signal}`
    }
  }
}
