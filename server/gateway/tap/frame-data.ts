/** A frame's bytes as the trace keeps them: bounded, never with half a character, always with the true size. */
import type { TraceEventOf } from '../../../protocol/trace.ts'

type FrameData = Pick<TraceEventOf<'frame'>, 'form' | 'size' | 'data' | 'truncated'>

/** @param maxBytes of the frame, how much is kept */
export function frameData(bytes: Buffer, form: 'text' | 'binary', maxBytes: number): FrameData {
  const size = bytes.length
  if (size <= maxBytes) return { form, size, data: encode(bytes, form) }
  const end = form === 'text' ? characterStart(bytes, maxBytes) : maxBytes
  return { form, size, data: encode(bytes.subarray(0, end), form), truncated: true }
}

function encode(bytes: Buffer, form: 'text' | 'binary'): string {
  return form === 'text' ? bytes.toString('utf8') : bytes.toString('base64')
}

/** The start of the UTF-8 sequence that `index` lies in: continuation bytes are 10xxxxxx, at most three of them. */
function characterStart(bytes: Buffer, index: number): number {
  for (let start = index; start > index - 4 && start >= 0; start -= 1) {
    if (((bytes[start] ?? 0) & 0xc0) !== 0x80) return start
  }
  return index
}
