/** The part of a ladder that an export shows: rows within bounds, and how much was left out. */
import type { TraceEvent, TraceHeader } from '../../protocol/trace.ts'
import { serverParticipant } from '../../protocol/trace-constants.ts'
import type { LadderItem } from '../ladder-item.ts'
import { LadderLanes } from '../ladder-lanes.ts'
import { clientsOf, ladderItemsOf } from '../ladder-of-events.ts'

export interface LadderExtract {
  readonly items: readonly LadderItem[]
  /** Participants from left to right, the server among them. */
  readonly lanes: LadderLanes
  /** When the run began in which the event `seq` happened, microseconds of the session. */
  readonly since: (seq: number) => number
  /** When the session began, as ISO 8601 in UTC. */
  readonly startedAt: string
  /** Earlier rows that are not there: an export has a bound. */
  readonly leftOut: number
  /** The trace has rows that were not asked for. */
  readonly isExcerpt: boolean
  /** Participants that are not there, with everything that they said: there were too many. */
  readonly leftOutParticipants: number
}

/** More lifelines side by side say nothing any more. */
const participantsMax = 12

/**
 * Draws the ladder of a whole trace.
 * @param shows which events are wanted; the others still explain them. All when absent
 */
export function ladderOf(
  header: TraceHeader,
  events: readonly TraceEvent[],
  shows?: (event: TraceEvent) => boolean,
): LadderExtract {
  const items = ladderItemsOf(events)
  const starts = events.filter((event) => event.kind === 'run' && event.phase === 'start')
  const shown = shows === undefined ? undefined : new Set(events.filter(shows).map(({ seq }) => seq))
  const asked = shown === undefined ? items : items.filter((item) => showsOf(item, shown))
  return {
    items: asked,
    isExcerpt: asked.length < items.length,
    lanes: new LadderLanes(clientsOf(events)),
    since: (seq) => starts.findLast((start) => start.seq <= seq)?.at ?? 0,
    startedAt: header.startedAt,
    leftOut: 0,
    leftOutParticipants: 0,
  }
}

/** The newest rows, at most so many, of at most so many participants as can stand side by side. */
export function boundedExtract(extract: LadderExtract, rowsMax: number): LadderExtract {
  const { order } = extract.lanes
  const clients = order.filter((id) => id !== serverParticipant)
  const kept = new Set([...clients.slice(0, participantsMax - 1), serverParticipant])
  const told =
    kept.size === order.length ? extract.items : extract.items.flatMap((item) => itemOf(item, kept))
  const leftOut = Math.max(0, told.length - rowsMax)
  return {
    ...extract,
    items: told.slice(leftOut),
    lanes: LadderLanes.inOrder(order.filter((id) => kept.has(id))),
    leftOut: extract.leftOut + leftOut,
    leftOutParticipants: extract.leftOutParticipants + order.length - kept.size,
  }
}

function showsOf(item: LadderItem, shown: ReadonlySet<number>): boolean {
  if (shown.has(item.seq)) return true
  if (item.type === 'fan') return item.arrows.some(({ seq }) => shown.has(seq))
  return item.type === 'chapter' && item.members.some(({ seq }) => shown.has(seq))
}

/** The item as far as these participants take part in it. */
function itemOf(item: LadderItem, kept: ReadonlySet<string>): LadderItem[] {
  switch (item.type) {
    case 'arrow':
      return kept.has(item.client) ? [item] : []
    case 'mark':
      return kept.has(item.participant) ? [item] : []
    case 'boundary':
      return [item]
    case 'chapter': {
      const clients = item.clients.filter((client) => kept.has(client))
      return clients.length === 0 ? [] : [{ ...item, clients }]
    }
    case 'fan': {
      const arrows = item.arrows.filter(({ client }) => kept.has(client))
      const skipped = item.skipped.filter(({ client }) => kept.has(client))
      return [{ ...item, arrows, skipped }]
    }
  }
}
