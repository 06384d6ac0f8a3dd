/** What stands on a ladder, from top to bottom. One item is one row, whatever draws it: the page, a figure, an export. */
import type { Direction, TraceEvent, TraceEventOf, Transport } from '../protocol/trace.ts'
import type { DecodeProblem } from './packet.ts'

/** How an arrow is drawn. Shapes, not colours, tell kinds apart. */
export type ArrowShape =
  | 'event' // solid
  | 'ack' // dashed
  | 'binary' // an attachment: solid, with a block at its tail
  | 'control' // thin
  | 'request' // an HTTP request and its answer: thin, a head at both ends
  | 'refusal' // a connection that was refused, a frame that could not be read

/** One packet, from one lifeline to another. */
export interface LadderArrow {
  readonly type: 'arrow'
  readonly seq: number
  /** Microseconds since the session began. */
  readonly at: number
  readonly client: string
  readonly direction: Direction
  readonly shape: ArrowShape
  /** The event's name, or the protocol's own word for a packet. Inert and short. */
  readonly label: string
  /** What it carried, in one short inert line. */
  readonly preview: string
  /** Absent for `/`, the namespace that every client has. */
  readonly namespace?: string
  readonly ackId?: number
  /** How many binary attachments it announces. */
  readonly attachments?: number
  readonly transport?: Transport
  /** Bytes on the wire. */
  readonly size: number
  readonly problem?: DecodeProblem
}

/** Something that happened at one lifeline. */
export interface LadderMark {
  readonly type: 'mark'
  readonly seq: number
  readonly at: number
  readonly participant: string
  readonly event: TraceEventOf<'console' | 'error' | 'link' | 'run'>
  /** One short inert line. */
  readonly text: string
}

/** What control traffic is for. */
export type Phase = 'page' | 'handshake' | 'upgrade' | 'heartbeat' | 'close'

/** Folded control traffic: one row that opens. Grows while its members arrive. */
export interface LadderChapter {
  readonly type: 'chapter'
  /** Of its first member. */
  readonly seq: number
  readonly at: number
  /** In order of appearance. */
  readonly phases: readonly Phase[]
  readonly clients: readonly string[]
  readonly members: readonly (LadderArrow | LadderMark)[]
}

/** A line across all lifelines: the run began or ended, or events were dropped. */
export interface LadderBoundary {
  readonly type: 'boundary'
  readonly seq: number
  readonly at: number
  readonly event: Extract<TraceEvent, { kind: 'run'; phase: 'start' | 'end' }> | TraceEventOf<'drop'>
  /** Ports that began to listen before anything else happened. */
  readonly listening: readonly Listening[]
}

export interface Listening {
  readonly port: number
  readonly afterUs: number
  /** Somebody's own word, as of an event. */
  readonly claimed?: true
}

export type LadderItem = LadderArrow | LadderMark | LadderChapter | LadderBoundary

/** The `seq` of the last event that an item shows. */
export function lastSeqOf(item: LadderItem): number {
  return item.type === 'chapter' ? (item.members.at(-1)?.seq ?? item.seq) : item.seq
}
