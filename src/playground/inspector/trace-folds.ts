/** What is folded from a trace as it is read, each fold in its turn: some look into those before them. */
import type { TraceEvent } from '../../../protocol/trace.ts'
import { Checkpoints } from '../../../trace/checkpoints.ts'
import { ConsoleFold } from '../../../trace/console.ts'
import { InsideJoin } from '../../../trace/inside-join.ts'
import { Ladder } from '../../../trace/ladder.ts'
import { LadderLanes } from '../../../trace/ladder-lanes.ts'
import { PacketsFold } from '../../../trace/packets.ts'
import { serverState } from '../../../trace/server-state.ts'
import { TimelineFold } from '../../../trace/timeline.ts'
import type { Place } from './moment.ts'
import { RunClock } from './run-clock.ts'

export class TraceFolds {
  readonly lanes: LadderLanes
  readonly runs = new RunClock()
  /** Sockets, rooms and the rest, at any event. */
  readonly states = new Checkpoints(serverState)
  readonly timeline = new TimelineFold()
  readonly packets = new PacketsFold()
  readonly console = new ConsoleFold()
  readonly inside = new InsideJoin()
  readonly ladder = new Ladder(this.inside, () => this.states.state)
  #newestSeq = 0
  #newestUs = 0

  /** @param clients those that have a lane before the trace tells of them */
  constructor(clients: readonly string[]) {
    this.lanes = new LadderLanes(clients)
  }

  /** The newest event that was read. */
  get newest(): Place {
    return { seq: this.#newestSeq, at: this.#newestUs }
  }

  push(event: TraceEvent): void {
    this.#newestSeq = event.seq
    this.#newestUs = event.at
    if (event.kind === 'run') this.runs.push(event)
    if ('client' in event && event.client !== undefined) this.lanes.add(event.client)
    else if ('participant' in event) this.lanes.add(event.participant)
    this.states.push(event)
    this.timeline.push(event)
    this.packets.push(event)
    this.console.push(event)
    this.inside.push(event)
    this.ladder.push(event, event.kind === 'frame' ? this.packets.rowOf(event.seq) : undefined)
  }

  /** Gives up what happened before an event. */
  dropBefore({ seq, at }: Place): void {
    this.timeline.dropBefore(at)
    this.ladder.trim(seq)
    this.packets.dropBefore(seq)
    this.states.dropBefore(seq)
    this.inside.dropBefore(seq)
  }
}
