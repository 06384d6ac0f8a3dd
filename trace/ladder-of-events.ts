/** The ladder of events that are all there: a file's, a recording's. A live one is folded as events come (`ladder.ts`). */
import type { TraceEvent } from '../protocol/trace.ts'
import { serverParticipant } from '../protocol/trace-constants.ts'
import { InsideJoin } from './inside-join.ts'
import type { LadderItem } from './ladder-item.ts'
import { Ladder } from './ladder.ts'
import { PacketsFold } from './packets.ts'
import { serverState } from './server-state.ts'

/** The ladder's rows, in order. */
export function ladderItemsOf(events: readonly TraceEvent[]): readonly LadderItem[] {
  const inside = new InsideJoin()
  let state = serverState.initial
  const ladder = new Ladder(inside, () => state)
  const packets = new PacketsFold()
  for (const event of events) {
    inside.push(event)
    state = serverState.reduce(state, event)
    packets.push(event)
    ladder.push(event, event.kind === 'frame' ? packets.rowOf(event.seq) : undefined)
  }
  return ladder.items
}

/** Every client, in order of appearance. */
export function clientsOf(events: readonly TraceEvent[]): readonly string[] {
  const clients = new Set<string>()
  for (const event of events) {
    if ('participant' in event) clients.add(event.participant)
    else if ('client' in event && event.client !== undefined) clients.add(event.client)
  }
  clients.delete(serverParticipant)
  return [...clients]
}
