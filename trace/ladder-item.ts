/** What stands on a ladder, from top to bottom. One item is one row, whatever draws it: the page, a figure, an export. */
import type { Direction, TraceEvent, TraceEventOf, Transport } from '../protocol/trace.ts'
import type { FanSkip } from './ladder-skip.ts'
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
  /** Bytes: an attachment's own, of anything else those on the wire. */
  readonly size: number
  readonly problem?: DecodeProblem
}

/** What happens at the server's lifeline while a run goes on. */
export type RunMarkEvent = Exclude<TraceEventOf<'run'>, { phase: 'start' | 'end' }>

/** Something that happened at one lifeline. */
export interface LadderMark {
  readonly type: 'mark'
  readonly seq: number
  readonly at: number
  readonly participant: string
  readonly event: TraceEventOf<'console' | 'error' | 'link' | 'socket' | 'fault'> | RunMarkEvent
  /** One short inert line. */
  readonly text: string
}

/**
 * One call in the server that sends to rooms or to all, or that reached nobody: a node at the server's lifeline, with an
 * arrow for each frame that carried it. Grows while its frames come. Everything but the arrows is the server's own word.
 */
export interface LadderFan {
  readonly type: 'fan'
  /** Of the `emit` event. */
  readonly seq: number
  readonly at: number
  readonly emit: TraceEventOf<'emit'>
  /** The event's name; inert and short. */
  readonly label: string
  /** Absent for `/`. */
  readonly namespace?: string
  /** The rooms it was for and those it left out, the sender's own aside: inert and short. */
  readonly rooms: readonly FanRoom[]
  readonly except: readonly FanRoom[]
  /** In order of arrival; one for each socket that a frame went to. */
  readonly arrows: readonly LadderArrow[]
  /** `seq` of the frames that carried its attachments. */
  readonly attachments: readonly number[]
  /** Clients that it was not for, at that moment. A frame that went there all the same is an arrow, and counts more. */
  readonly skipped: readonly FanSkip[]
}

export interface FanRoom {
  readonly name: string
  /** It is the room of one socket, of this client. */
  readonly client?: string
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

/** A line across all lifelines: the run began or ended, events were dropped, something was done to every client, or a check came so far. */
export interface LadderBoundary {
  readonly type: 'boundary'
  readonly seq: number
  readonly at: number
  readonly event:
    | Extract<TraceEvent, { kind: 'run'; phase: 'start' | 'end' }>
    | TraceEventOf<'drop' | 'fault' | 'check'>
  /** Ports that began to listen before anything else happened. */
  readonly listening: readonly Listening[]
}

export interface Listening {
  readonly port: number
  readonly afterUs: number
  /** Somebody's own word, as of an event. */
  readonly claimed?: true
}

export type LadderItem = LadderArrow | LadderMark | LadderChapter | LadderBoundary | LadderFan

/** The `seq` of the last event that an item shows. */
export function lastSeqOf(item: LadderItem): number {
  switch (item.type) {
    case 'chapter':
      return item.members.at(-1)?.seq ?? item.seq
    case 'fan':
      return Math.max(item.seq, item.arrows.at(-1)?.seq ?? 0, item.attachments.at(-1) ?? 0)
    case 'arrow':
    case 'mark':
    case 'boundary':
      return item.seq
  }
}
