import type { TraceEvent } from '../../protocol/trace.ts'
import { InsideJoin } from '../../trace/inside-join.ts'

/** Deliveries that the server speaks of, and that are still on their way to a client that can be reached. */
export function uncrossed(events: readonly TraceEvent[], cutOff: ReadonlySet<string>): readonly number[] {
  const join = new InsideJoin()
  /** Who reads an Engine.IO session, as long as it is open. */
  const open = new Map<string, { readonly link: string; readonly client: string }>()
  for (const event of events) {
    join.push(event)
    if (event.kind !== 'link') continue
    if (event.phase === 'open' && event.sid !== undefined) open.set(event.sid, event)
    if (event.phase === 'close') {
      for (const [sid, { link }] of open) if (link === event.link) open.delete(sid)
    }
  }
  return events.flatMap((event) => {
    if (event.kind !== 'delivery') return []
    const reader = open.get(event.engine)
    if (reader === undefined || cutOff.has(reader.client)) return []
    return (join.deliveryOf(event.seq)?.frames.length ?? 0) < event.packets ? [event.seq] : []
  })
}
