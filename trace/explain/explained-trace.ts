/** What explanations read of a trace. */
import type { TraceEvent } from '../../protocol/trace.ts'
import { serverParticipant } from '../../protocol/trace-constants.ts'
import { Checkpoints } from '../checkpoints.ts'
import { InsideJoin } from '../inside-join.ts'
import { placeOf } from '../ladder-rows.ts'
import type { PacketRow } from '../packet-row.ts'
import { PacketsFold } from '../packets.ts'
import { Landmarks } from './landmarks.ts'
import { serverState, type ServerState } from '../server-state.ts'

export interface ExplainedTrace {
  /** What is retained, in order of `seq`. */
  readonly events: readonly TraceEvent[]
  /** All that took part so far or are about to, in the order in which verdicts are given. */
  readonly clients: Iterable<string>
  readonly inside: InsideJoin
  readonly landmarks: Landmarks
  /** What was so after the event. */
  readonly stateAt: (seq: number) => ServerState
  /** The row of a frame. */
  readonly packet: (seq: number) => PacketRow | undefined
}

/** The event itself, while it is retained. */
export function eventAt({ events }: ExplainedTrace, seq: number): TraceEvent | undefined {
  const event = events[placeOf(events, seq)]
  return event?.seq === seq ? event : undefined
}

/** What came after the event, in its run or later, but no more than `most` events. */
export function eventsAfter(seq: number, { events }: ExplainedTrace, most: number): readonly TraceEvent[] {
  const first = placeOf(events, seq + 1)
  return events.slice(first, first + most)
}

/** A trace read for explanations alone, event by event: of a file, or of a log that grows. */
export class ExplainedLog implements ExplainedTrace {
  readonly events: TraceEvent[] = []
  readonly clients: Set<string>
  readonly inside = new InsideJoin()
  readonly landmarks = new Landmarks()
  readonly #packets = new PacketsFold()
  readonly #states = new Checkpoints(serverState)

  /** @param clients those that exist, whether they ever connect or not */
  constructor(clients: Iterable<string> = []) {
    this.clients = new Set(clients)
  }

  push(event: TraceEvent): void {
    this.events.push(event)
    if ('client' in event && event.client !== undefined) this.clients.add(event.client)
    if ('participant' in event && event.participant !== serverParticipant) this.clients.add(event.participant)
    this.inside.push(event)
    this.landmarks.push(event)
    this.#packets.push(event)
    this.#states.push(event)
  }

  /** After the newest event. */
  readonly stateNow = (): ServerState => this.#states.state

  readonly stateAt = (seq: number): ServerState => this.#states.stateAt(seq)

  readonly packet = (seq: number): PacketRow | undefined => this.#packets.rowOf(seq)
}
