/** The bytes of an attachment: where they stand in its frame, how many there are, and the first of them. */
import type { TraceEventOf } from '../protocol/trace.ts'
import { binaryMarker } from './engine-io.ts'
import type { AttachmentPlace } from './packet.ts'

const packetTypeLength = 1

export interface AttachmentText {
  readonly base64: string
  /** Bytes before those that the sender attached. */
  readonly leading: number
}

/** @param place of the attachment, where a packet announced it */
export function attachmentText(
  { form, data }: TraceEventOf<'frame'>,
  place: AttachmentPlace | undefined,
): AttachmentText {
  const leading = place?.typed === true ? packetTypeLength : 0
  if (form === 'binary') return { base64: data, leading }
  return { base64: data.slice(binaryMarker.length + leading), leading: 0 }
}

/** How many bytes. On polling the recorded size counts the base64 text; the bytes are three for each four of its characters. */
export function attachmentSize(frame: TraceEventOf<'frame'>, place: AttachmentPlace | undefined): number {
  const leading = place?.typed === true ? packetTypeLength : 0
  if (frame.form === 'binary') return frame.size - leading
  const characters = frame.truncated
    ? frame.size - binaryMarker.length - leading
    : attachmentText(frame, place).base64.replace(/={1,2}$/, '').length
  return Math.floor((characters * 3) / 4)
}

/** The first bytes, at most so many; undefined where the text is no base64. */
export function firstBytes({ base64, leading }: AttachmentText, max: number): Uint8Array | undefined {
  try {
    // Four characters of base64 are three bytes.
    const text = atob(base64.slice(0, Math.ceil((leading + max) / 3) * 4))
    return Uint8Array.from(text.slice(leading, leading + max), (letter) => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}
