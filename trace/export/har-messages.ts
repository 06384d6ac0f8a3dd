/** The packets of a HAR: each as Chrome has WebSocket messages, with what Socket.IO made of it. */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { PacketsFold } from '../packets.ts'
import type { SessionStartMs } from './har-entry.ts'

type Frame = TraceEventOf<'frame'>

/** One WebSocket message, as Chrome has it, and what it meant. */
interface HarMessage {
  readonly type: 'send' | 'receive'
  /** Seconds of the Unix epoch. */
  readonly time: number
  /** RFC 6455: 1 is text, 2 is binary. */
  readonly opcode: 1 | 2
  /** The text, or base64 of the bytes. */
  readonly data: string
  readonly _socketIO?: HarPacket
}

export interface HarPacket {
  readonly kind: string
  readonly type?: string
  readonly namespace?: string
  readonly event?: string
  readonly ackId?: number
  readonly problem?: string
  /** Bytes on the wire; more than `data` has where that was cut. */
  readonly size: number
  readonly truncated?: true
}

const usPerSecond = 1_000_000

export function messageOf(
  frame: Frame,
  packets: ReadonlyMap<number, HarPacket>,
  startMs: SessionStartMs,
): HarMessage {
  const packet = packets.get(frame.seq)
  return {
    type: frame.direction === 'up' ? 'send' : 'receive',
    time: startMs / 1_000 + frame.at / usPerSecond,
    opcode: frame.form === 'binary' ? 2 : 1,
    data: frame.data,
    ...(packet === undefined ? {} : { _socketIO: packet }),
  }
}

/** What each frame that is shown meant, by its `seq`. */
export function packetsOf(
  events: readonly TraceEvent[],
  shown: readonly TraceEvent[],
): ReadonlyMap<number, HarPacket> {
  const fold = new PacketsFold(Number.POSITIVE_INFINITY)
  for (const event of events) fold.push(event)
  const found = new Map<number, HarPacket>()
  for (const { seq } of shown) {
    const row = fold.rowOf(seq)
    if (row === undefined) continue
    const { kind, type, namespace, event, ackId, problem, size, frame } = row
    found.set(seq, {
      kind,
      ...(type === undefined ? {} : { type }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(event === undefined ? {} : { event }),
      ...(ackId === undefined ? {} : { ackId }),
      ...(problem === undefined ? {} : { problem }),
      size,
      ...(frame.truncated === undefined ? {} : { truncated: frame.truncated }),
    })
  }
  return found
}
