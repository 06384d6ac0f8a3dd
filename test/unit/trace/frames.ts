/** Frames as the gateway would record them, for tests of what reads them. */
import type { Direction, TraceEventOf, Transport } from '../../../protocol/trace.ts'

type Frame = TraceEventOf<'frame'>

export interface FrameFields {
  link?: string
  client?: string
  direction?: Direction
  transport?: Transport
  at?: number
  truncated?: true
}

const frame = (seq: number, form: Frame['form'], data: string, size: number, fields: FrameFields): Frame => ({
  seq,
  at: seq * 1_000,
  origin: 'gateway',
  kind: 'frame',
  link: 'l1',
  client: 'ann',
  direction: 'up',
  transport: 'websocket',
  form,
  size,
  data,
  ...fields,
})

/** A text frame. */
export const textFrame = (seq: number, data: string, fields: FrameFields = {}): Frame =>
  frame(seq, 'text', data, Buffer.byteLength(data), fields)

/** A binary frame: what a WebSocket carries as bytes. */
export const binaryFrame = (seq: number, bytes: Uint8Array, fields: FrameFields = {}): Frame =>
  frame(seq, 'binary', Buffer.from(bytes).toString('base64'), bytes.length, fields)
