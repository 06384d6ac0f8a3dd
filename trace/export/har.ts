/**
 * A trace as an HTTP Archive (HAR 1.2). WebSocket messages stand where Chrome's DevTools write and read them
 * (`_webSocketMessages`); what Socket.IO made of each is in fields with an underscore, which readers pass over.
 * https://developer.chrome.com/docs/devtools/network/reference#export
 */
import type { Content, Entry, Har } from 'har-format'
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { isPlainWebSocket } from '../links.ts'
import type { Excerpt } from './excerpt.ts'
import { addressOf, harEntry, isoOf, type SessionStartMs } from './har-entry.ts'
import { connectionsOf, type Connection } from './har-connections.ts'
import { messageOf, packetsOf, type HarPacket } from './har-messages.ts'
import { pollingPackets, upgradeRequests } from './har-packets.ts'

type Frame = TraceEventOf<'frame'>
type Http = TraceEventOf<'http'>

/** Messages of one file: the newest, so that a browser still opens it. */
const messagesMax = 50_000
/** Characters of all messages together. */
const dataMaxChars = 64_000_000

/** Engine.IO's separator between the packets of one polling body. */
const separator = '\u001e'

export function traceToHar(excerpt: Excerpt): Har {
  const { header, events, dropped } = excerpt
  const startMs: SessionStartMs = Date.parse(header.startedAt)
  const { shown, leftOut } = withinBounds(events.filter(excerpt.shows ?? (() => true)))
  const packets = packetsOf(events, shown)
  const polling = pollingPackets(events)
  const upgrades = upgradeRequests(events)
  const connections = connectionsOf(events)
  const upgraded = new Set([...upgrades.values()].map(({ seq }) => seq))
  const wanted = new Set(shown.map(({ seq }) => seq))

  const requests = events.flatMap((event) => {
    if (event.kind !== 'http' || upgraded.has(event.seq)) return []
    const frames = (polling.ofRequest.get(event.seq) ?? []).filter(({ seq }) => packets.has(seq))
    if (!wanted.has(event.seq) && frames.length === 0) return []
    return [requestEntry(event, frames, packets, startMs)]
  })
  const messages = Map.groupBy(
    shown.filter((event): event is Frame => event.kind === 'frame' && event.transport === 'websocket'),
    ({ link }) => link,
  )
  const sockets = connections.flatMap((connection) => {
    const request = upgrades.get(connection.link)
    const frames = messages.get(connection.link) ?? []
    if (frames.length === 0 && !connection.events.some(({ seq }) => wanted.has(seq))) return []
    return [socketEntry(connection, request, frames, packets, startMs)]
  })
  const unplaced = polling.unplaced.filter(({ seq }) => packets.has(seq))
  const comment = leftOutComment(leftOut, dropped)
  const log = {
    version: '1.2',
    creator: { name: 'Wirelab', version: String(header.version) },
    pages: [],
    entries: [...requests, ...sockets].toSorted((a, b) => a.startedDateTime.localeCompare(b.startedDateTime)),
    ...(comment === '' ? {} : { comment }),
    ...(unplaced.length === 0
      ? {}
      : { _unplacedPackets: unplaced.map((frame) => messageOf(frame, packets, startMs)) }),
  }
  return { log }
}

function socketEntry(
  connection: Connection,
  request: Http | undefined,
  frames: readonly Frame[],
  packets: ReadonlyMap<number, HarPacket>,
  startMs: SessionStartMs,
): Entry {
  const { client, port, link, sid, events } = connection
  const fromUs = request === undefined ? connection.fromUs : request.at - request.durationUs
  const close = events.find((event) => event.phase === 'close')
  const open = events.find((event) => event.phase === 'open')
  const entry = harEntry({
    method: 'GET',
    url: addressOf('ws', client, port, request?.path ?? connection.path),
    status: request?.status ?? 101,
    startedAt: isoOf(startMs, fromUs),
    durationUs: connection.untilUs - fromUs,
    requestBytes: request?.requestBytes ?? 0,
    responseBytes: request?.responseBytes ?? 0,
    content: { size: 0, mimeType: 'x-unknown' },
  })
  return Object.assign(entry, {
    _resourceType: 'websocket' as const,
    _webSocketMessages: frames.map((frame) => messageOf(frame, packets, startMs)),
    _client: client,
    _link: link,
    _protocol: open !== undefined && isPlainWebSocket(open) ? 'websocket' : 'engine.io',
    ...(sid === undefined ? {} : { _engineSid: sid }),
    ...(close === undefined
      ? {}
      : { _close: { reason: close.reason, ...(close.code && { code: close.code }) } }),
  })
}

function requestEntry(
  http: Http,
  frames: readonly Frame[],
  packets: ReadonlyMap<number, HarPacket>,
  startMs: SessionStartMs,
): Entry {
  const { client, port, method, path, status, requestBytes, responseBytes, durationUs, at, failure } = http
  const up = bodyOf(frames.filter(({ direction }) => direction === 'up'))
  const down = bodyOf(frames.filter(({ direction }) => direction === 'down'))
  const mimeType = 'text/plain; charset=UTF-8'
  const content: Content = {
    size: responseBytes,
    mimeType: down === undefined ? '' : mimeType,
    ...(down && { text: down }),
  }
  const entry = harEntry({
    method,
    url: addressOf('http', client, port, path),
    status,
    startedAt: isoOf(startMs, at - durationUs),
    durationUs,
    requestBytes,
    responseBytes,
    content,
    ...(up === undefined ? {} : { postData: { mimeType, text: up } }),
  })
  return Object.assign(entry, {
    _client: client,
    ...(failure === undefined ? {} : { _failure: failure }),
    ...(frames.length === 0 ? {} : { _packets: frames.map((frame) => messageOf(frame, packets, startMs)) }),
  })
}

/** The body that these packets were, where all of each is known. */
function bodyOf(frames: readonly Frame[]): string | undefined {
  if (frames.length === 0 || frames.some(({ form, truncated }) => form === 'binary' || truncated))
    return undefined
  return frames.map(({ data }) => data).join(separator)
}

/** The newest events with as many messages as a file holds. */
function withinBounds(events: readonly TraceEvent[]): { shown: readonly TraceEvent[]; leftOut: number } {
  let messages = 0
  let chars = 0
  const from = events.findLastIndex((event) => {
    if (event.kind !== 'frame') return false
    messages += 1
    chars += event.data.length
    return messages > messagesMax || chars > dataMaxChars
  })
  const leftOut = events.slice(0, from + 1).filter(({ kind }) => kind === 'frame').length
  return { shown: events.slice(from + 1), leftOut }
}

function leftOutComment(leftOut: number, dropped: number): string {
  return [
    ...(leftOut > 0
      ? [`The oldest ${leftOut} messages are left out: a file has at most ${messagesMax}.`]
      : []),
    ...(dropped > 0 ? [`${dropped} events were no longer kept when this was exported.`] : []),
  ].join(' ')
}
