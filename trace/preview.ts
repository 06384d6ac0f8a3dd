/** A packet's arguments in a short line, cut from the wire text itself: nothing is written anew, nothing can recurse. */
import type { TraceEventOf } from '../protocol/trace.ts'
import { inertText } from './inert-text.ts'
import { firstElement, secondElementStart } from './json-text.ts'
import type { DecodedFrame } from './packet.ts'

/** In UTF-16 units, escapes and ellipsis included. */
const previewMaxLength = 120

/**
 * What followed the event's name, or the ack's arguments without their brackets, or the data of a connect packet.
 * Empty for frames without a payload. Safe to show.
 */
export function payloadPreview(
  frame: TraceEventOf<'frame'>,
  decoded: DecodedFrame,
  maxLength = previewMaxLength,
): string {
  const span = decoded.spans.at(-1)
  if (span?.role !== 'payload') return ''
  const text = frame.data
  const type = decoded.packet?.type
  switch (type) {
    case 'event':
    case 'binary_event': {
      const name = decoded.packet?.event === undefined ? undefined : firstElement(text, span.start)
      return name === undefined
        ? inertText(text.slice(span.start), maxLength)
        : inside(text, secondElementStart(text, name.end), maxLength)
    }
    case 'ack':
    case 'binary_ack':
      return text[span.start] === '['
        ? inside(text, span.start + 1, maxLength)
        : inertText(text.slice(span.start), maxLength)
    case 'connect':
    case 'connect_error':
    case 'disconnect':
    case undefined:
      return inertText(text.slice(span.start), maxLength)
    default:
      return type satisfies never
  }
}

/** The text from `start` up to the array's closing bracket, or to the end of a cut text. */
function inside(text: string, start: number, maxLength: number): string {
  return inertText(text.slice(start, text.endsWith(']') ? -1 : undefined), maxLength)
}
