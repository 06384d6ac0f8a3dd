/** Texts of the inspector about what the server and the pages say from the inside, and about faults. */
import type { Fault } from '../../protocol/fault.ts'
import type { Cause } from '../../protocol/instrument.ts'
import type { TraceEventOf } from '../../protocol/trace.ts'

export interface InsideStrings {
  readonly call: {
    readonly title: string
    /** Of an answer to a packet, which has no event. */
    readonly answer: string
    /** Beside a hollow dot; what it means is told on hover. */
    readonly saidBy: Readonly<Record<'server' | 'pane', string>>
    readonly threw: string
    /** How many sockets it was for; the same number as text and to decline by. */
    readonly matched: (text: string, count: number) => string
    readonly received: string
    /** It was for these, and no frame to them was seen. */
    readonly pending: (clients: string) => string
    /** Before the name of the packet that was its cause. */
    readonly cause: Readonly<Record<Cause['how'], string>>
    readonly from: (client: string) => string
    readonly lost: string
  }
  readonly handlers: {
    readonly title: string
    readonly none: (event: string) => string
    readonly ran: (text: string, count: number, event: string) => string
    /** After either: handlers of every event. */
    readonly any: (text: string, count: number) => string
    readonly awaited: string
    readonly tooLate: string
    /** While the packet was handled, and how many there are since then. */
    readonly added: (event: string, text: string, count: number) => string
    /** Before the calls that a packet led to. */
    readonly sent: string
  }
  readonly inside: Readonly<
    Record<TraceEventOf<'socket' | 'room' | 'delivery' | 'listener' | 'state'>['kind'], string>
  >
  /** Over the events that show why a check failed. */
  readonly evidence: string
  readonly faults: Readonly<Record<Fault['type'], string>>
  readonly typed: Readonly<Record<'input' | 'result', string>>
}
