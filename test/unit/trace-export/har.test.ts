/** Judged by the HAR schema, and read back. */
import { Ajv } from 'ajv'
import * as fc from 'fast-check'
import type { Entry, Har } from 'har-format'
import harSchema from 'har-schema'
import { describe, expect, it } from 'vitest'
import type { TraceEvent, TraceEventOf } from '../../../protocol/trace.ts'
import { traceToHar } from '../../../trace/export/har.ts'
import { frame } from '../../fixtures/inspector/story.ts'
import { recordedRooms, recordedTrace } from '../trace/recorded.ts'
import { placed } from '../trace/state-events.ts'
import { header } from './header.ts'
import { hostileTrace } from './hostile.ts'

const ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false, allErrors: true })
for (const schema of Object.values(harSchema)) ajv.addSchema(schema)
const valid = ajv.getSchema('har.json#')

/** What a program reads that is given the file. */
const readBack = (events: readonly TraceEvent[], shows?: (event: TraceEvent) => boolean): Har =>
  JSON.parse(JSON.stringify(traceToHar({ header, events, dropped: 0, shows })))

interface ReadMessage {
  readonly type: string
  readonly time: number
  readonly opcode: number
  readonly data: string
}

/** Every packet of the file, wherever it stands. */
function messagesOf({ log }: Har): readonly ReadMessage[] {
  const extended: Har['log'] & { _unplacedPackets?: readonly ReadMessage[] } = log
  return [...log.entries.flatMap(packetsOf), ...(extended._unplacedPackets ?? [])]
}

function packetsOf(entry: Entry & { _packets?: readonly ReadMessage[] }): readonly ReadMessage[] {
  return [...(entry._webSocketMessages ?? []), ...(entry._packets ?? [])]
}

const isFrame = (event: TraceEvent): event is TraceEventOf<'frame'> => event.kind === 'frame'

describe('a HAR export', () => {
  it.each([
    ['the recorded session', recordedTrace().source.events],
    ['a session with rooms', recordedRooms().source.events],
    ['nothing', []],
  ])('of %s keeps to the schema, and every packet is in it once', (_, events) => {
    const har = readBack(events)
    expect(valid?.(har), ajv.errorsText(valid?.errors)).toBe(true)
    const read = messagesOf(har).map(({ type, time, opcode, data }) => ({
      type,
      at: Math.round((time % 86_400) * 1e6),
      opcode,
      data,
    }))
    const frames = events.filter(isFrame).map(({ direction, at, form, data }) => ({
      type: direction === 'up' ? 'send' : 'receive',
      at,
      opcode: form === 'binary' ? 2 : 1,
      data,
    }))
    const inOrder = (a: { at: number; data: string }, b: { at: number; data: string }) =>
      a.at - b.at || a.data.localeCompare(b.data)
    expect(read.toSorted(inOrder)).toEqual(frames.toSorted(inOrder))
  })

  it('has every field that Chrome’s import reads', () => {
    for (const entry of readBack(recordedRooms().source.events).log.entries) {
      expect(entry.startedDateTime).toMatch(/^2026-01-01T00:00:\d\d\.\d{3}Z$/)
      expect(entry.time).toBeGreaterThanOrEqual(0)
      expect(entry.timings).toMatchObject({ blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, receive: 0 })
      expect(entry.response.content.mimeType).toBeTypeOf('string')
      expect(URL.canParse(entry.request.url)).toBe(true)
    }
  })

  it('makes one entry of a WebSocket connection and the request that it began with', () => {
    const { entries } = readBack(recordedRooms().source.events).log
    const sockets = entries.filter(({ _resourceType }) => _resourceType === 'websocket')
    expect(sockets.map(({ request }) => new URL(request.url).host)).toEqual([
      'ann.localhost:8080',
      'ben.localhost:8080',
    ])
    for (const { request, response } of sockets) {
      expect(request.url).toMatch(/^ws:.*transport=websocket/)
      expect(response.status).toBe(101)
    }
    const others = entries.filter(({ _resourceType }) => _resourceType !== 'websocket')
    expect(others.filter(({ response }) => response.status === 101)).toEqual([])
  })

  it('gives polling requests the bodies that their packets made', () => {
    const { entries } = readBack(recordedRooms().source.events).log
    const bodies = entries.map(({ request }) => request.postData?.text)
    expect(bodies).toContain('40')
    const answers = entries.map(({ response }) => response.content.text)
    expect(answers).toContainEqual(expect.stringMatching(/^40\{"sid":"[^"]+"\}\p{Cc}42\["welcome",null\]$/u))
    for (const { response } of entries)
      if (response.content.text !== undefined && response.content.text !== '')
        expect(Buffer.byteLength(response.content.text)).toBe(response.content.size)
  })

  it('tells what Socket.IO made of a message in a field of its own', () => {
    const messages = messagesOf(readBack(placed([frame('ann', 'up', '42/chat,7["hi"]')])))
    expect(messages).toMatchObject([
      { data: '42/chat,7["hi"]', _socketIO: { type: 'event', namespace: '/chat', event: 'hi', ackId: 7 } },
    ])
  })

  it('holds what is wanted only', () => {
    const events = placed([
      frame('ann', 'up', '42["a"]'),
      frame('ann', 'up', '42["b"]'),
      frame('ben', 'up', '42["c"]'),
    ])
    const har = readBack(events, (event) => isFrame(event) && event.data.includes('"b"'))
    expect(messagesOf(har).map(({ data }) => data)).toEqual(['42["b"]'])
    expect(har.log.entries).toHaveLength(1)
  })

  it('of very much keeps the newest, and says so', () => {
    const events = placed(Array.from({ length: 50_010 }, (_, n) => frame('ann', 'up', `42["${n}"]`)))
    const har = readBack(events)
    const messages = messagesOf(har)
    expect(messages).toHaveLength(50_000)
    expect(messages.at(-1)?.data).toBe('42["50009"]')
    expect(har.log.comment).toContain('The oldest 10 messages are left out')
  })

  it('of any hostile trace keeps to the schema', () => {
    fc.assert(
      fc.property(hostileTrace, (events) => {
        const har = readBack(events)
        expect(valid?.(har), ajv.errorsText(valid?.errors)).toBe(true)
        expect(messagesOf(har)).toHaveLength(events.filter(isFrame).length)
      }),
      { numRuns: 150 },
    )
  }, 30_000)

  it.each(['//evil.example/x', 'http://evil.example/', '@evil.example', '\\\\evil.example', ':99999/', ''])(
    'never points at another host: a request for %j',
    (path) => {
      const [entry] = readBack(
        placed([
          {
            origin: 'gateway',
            kind: 'http',
            client: 'ann',
            port: 8080,
            method: 'GET',
            path,
            status: 200,
            requestBytes: 0,
            responseBytes: 0,
            durationUs: 5,
          },
        ]),
      ).log.entries
      expect(new URL(entry?.request.url ?? '').host).toBe('ann.localhost:8080')
    },
  )
})
