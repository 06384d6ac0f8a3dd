/** What of a whole trace a filter lets through: for files and commands. The inspector, whose trace grows, has its own way. */
import type { TraceEvent } from '../../protocol/trace.ts'
import { InsideJoin } from '../inside-join.ts'
import { PacketsFold } from '../packets.ts'
import type { TraceSource } from '../source.ts'
import type { Filter } from './filter.ts'
import type { KnownTrace } from './facts.ts'
import { compileFilter } from './matcher.ts'
import { Owners } from './owners.ts'

/**
 * Whether each event of this trace passes the filter. The whole trace is read at once, so that also what is told later
 * (which room an emit was for) counts for what came before; what comes after this call is not known.
 */
export function matchingEvents(source: TraceSource, filter: Filter): (event: TraceEvent) => boolean {
  const matches = compileFilter(filter)
  const known = knownTrace(source.events)
  return (event) => matches(event, known)
}

/** The events of this trace that pass the filter, in their order. */
export function filteredEvents(source: TraceSource, filter: Filter): readonly TraceEvent[] {
  return source.events.filter(matchingEvents(source, filter))
}

/** Everything that a filter may ask of these events, which stand in order of `seq`. */
export function knownTrace(events: readonly TraceEvent[]): KnownTrace {
  // Nothing is given up here: the events are all in memory as it is.
  const packets = new PacketsFold(events.length)
  const inside = new InsideJoin(Math.max(1, events.length))
  const owners = new Owners()
  const bySeq = new Map<number, TraceEvent>()
  const starts: TraceEvent[] = []
  for (const event of events) {
    bySeq.set(event.seq, event)
    packets.push(event)
    inside.push(event)
    owners.push(event)
    if (event.kind === 'run' && event.phase === 'start') starts.push(event)
  }
  return {
    event: (seq) => bySeq.get(seq),
    rowOf: (seq) => packets.rowOf(seq),
    inside,
    owners,
    since: (seq) => starts.findLast((start) => start.seq <= seq)?.at ?? 0,
  }
}
