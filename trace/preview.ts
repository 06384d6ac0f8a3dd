/**
 * A packet's arguments in a short line, cut from the wire text itself: nothing is parsed, nothing can recurse. Only what
 * stands for an attachment is written anew, as `#1`: that is what the attachment's own row is called.
 */
import type { TraceEventOf } from '../protocol/trace.ts'
import { inertText } from './inert-text.ts'
import { firstElement, secondElementStart } from './json-text.ts'
import type { DecodedFrame, SocketPacketType } from './packet.ts'

/** In UTF-16 units, escapes and ellipsis included. */
const previewMaxLength = 120

/** Socket.IO protocol, "Binary event": what stands in the JSON for the attachment of this number, from 0. */
const attachmentMark = /\{"_placeholder":true,"num":(\d{1,4})\}/g
/** More than the longest mark shrinks by, so that text beyond the preview's end is still noticed and marked as cut. */
const shrinksAtMost = 20

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
        : inside(text, secondElementStart(text, name.end), type, maxLength)
    }
    case 'ack':
    case 'binary_ack':
      return text[span.start] === '['
        ? inside(text, span.start + 1, type, maxLength)
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
function inside(text: string, start: number, type: SocketPacketType, maxLength: number): string {
  const whole = text.slice(start, text.endsWith(']') ? -1 : undefined)
  if (type !== 'binary_event' && type !== 'binary_ack') return inertText(whole, maxLength)
  const named = whole
    .slice(0, maxLength * shrinksAtMost)
    .replace(attachmentMark, (_, number: string) => `#${Number(number) + 1}`)
  return inertText(named, maxLength)
}
