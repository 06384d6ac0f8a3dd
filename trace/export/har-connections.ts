/** The WebSocket connections of a trace. */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { sidsOf } from './har-packets.ts'

export interface Connection {
  readonly link: string
  readonly client: string
  readonly port: number
  readonly path: string
  readonly sid: string | undefined
  /** Its link events, in order. */
  readonly events: readonly TraceEventOf<'link'>[]
  readonly fromUs: number
  readonly untilUs: number
}

/** Every link that was a WebSocket connection at some time, in order of appearance. */
export function connectionsOf(events: readonly TraceEvent[]): readonly Connection[] {
  const sids = sidsOf(events)
  const ofLink = Map.groupBy(
    events.filter((event) => event.kind === 'link' || event.kind === 'frame'),
    ({ link }) => link,
  )
  return Array.from(ofLink).flatMap(([link, its]): Connection[] => {
    const first = its[0]
    if (first === undefined || !its.some((event) => 'transport' in event && event.transport === 'websocket'))
      return []
    const links = its.filter((event) => event.kind === 'link')
    const open = links.find((event) => event.phase === 'open')
    return [
      {
        link,
        client: first.client,
        port: open?.port ?? 80,
        path: open?.path ?? '/socket.io/',
        sid: sids.get(link),
        events: links,
        fromUs: first.at,
        untilUs: its.at(-1)?.at ?? first.at,
      },
    ]
  })
}
