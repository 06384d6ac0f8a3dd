/** What the gateway needs of a session: a way to its server, and a place to write down what passed. */
import type { Socket } from 'node:net'
import type { TraceEventDraft } from '../../protocol/trace.ts'
import type { Limits } from '../limits.ts'

export interface GatewayTarget {
  /** The public id, as it stands in host names. */
  readonly id: string
  readonly limits: Limits
  /** A new connection to the learner's server. Rejects with `NothingListensError`. */
  connect(port: number): Promise<Socket>
  /** Microseconds since the session began. */
  now(): number
  /** Writes an event into the session's trace. */
  record(event: TraceEventDraft): void
  /** Something crossed the wire: the session is not idle. */
  touch(): void
}
