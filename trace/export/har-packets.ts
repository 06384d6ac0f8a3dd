/** Which packets of a polling connection went over which of its HTTP requests. */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { LinksFold } from '../links.ts'

type Http = TraceEventOf<'http'>
type Frame = TraceEventOf<'frame'>

export interface PollingPackets {
  /** `seq` of a request to the packets of its body or of its answer's, in order. */
  readonly ofRequest: ReadonlyMap<number, readonly Frame[]>
  /** Packets whose request is not in the trace: it was still open, or its record was dropped. */
  readonly unplaced: readonly Frame[]
}

/**
 * A request is recorded when it has ended, so the packets of one stand before it: up ones in a POST, down ones in a GET
 * of the same Engine.IO session. The handshake's GET has no session yet.
 */
export function pollingPackets(events: readonly TraceEvent[]): PollingPackets {
  const sids = sidsOf(events)
  const ofRequest = new Map<number, readonly Frame[]>()
  const waiting = new Map<string, Frame[]>()
  for (const event of events) {
    if (event.kind === 'frame' && event.transport === 'polling') {
      const sid = event.direction === 'down' && event.data.startsWith('0') ? '' : sids.get(event.link)
      const key = keyOf(event.client, event.direction === 'up' ? 'POST' : 'GET', sid ?? '')
      const frames = waiting.get(key)
      if (frames === undefined) waiting.set(key, [event])
      else frames.push(event)
    } else if (event.kind === 'http') {
      const key = keyOf(event.client, event.method, sidOfPath(event.path) ?? '')
      const frames = waiting.get(key)
      if (frames === undefined) continue
      ofRequest.set(event.seq, frames)
      waiting.delete(key)
    }
  }
  return { ofRequest, unplaced: [...waiting.values()].flat() }
}

/** Each link's requests that became its WebSocket connection. */
export function upgradeRequests(events: readonly TraceEvent[]): ReadonlyMap<string, Http> {
  const links = new Map(Array.from(sidsOf(events), ([link, sid]) => [sid, link]))
  const ofLink = new Map<string, Http>()
  /** Requests without a session: the next WebSocket connection that this client opens is theirs, or was just opened. */
  const opened = new Map<string, string>()
  const asked = new Map<string, Http>()
  for (const event of events) {
    if (event.kind === 'http' && event.status === 101) {
      const sid = sidOfPath(event.path)
      const link = sid === undefined ? opened.get(event.client) : links.get(sid)
      if (link === undefined) asked.set(event.client, event)
      else ofLink.set(link, event)
      if (sid === undefined) opened.delete(event.client)
    } else if (event.kind === 'link' && event.phase === 'open' && event.transport === 'websocket') {
      const request = asked.get(event.client)
      if (request === undefined) opened.set(event.client, event.link)
      else ofLink.set(event.link, request)
      asked.delete(event.client)
    }
  }
  return ofLink
}

/** Engine.IO's id of each link that told one. */
export function sidsOf(events: readonly TraceEvent[]): ReadonlyMap<string, string> {
  const links = new LinksFold()
  for (const event of events) links.push(event)
  return new Map(links.snapshot.flatMap(({ link, sid }) => (sid === undefined ? [] : [[link, sid] as const])))
}

const keyOf = (client: string, method: string, sid: string) => `${client} ${method} ${sid}`

function sidOfPath(path: string): string | undefined {
  return /[?&]sid=([^&#]*)/.exec(path)?.[1]
}
