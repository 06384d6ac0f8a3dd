import { describe, expect, it } from 'vitest'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { FrameDecoder } from '../../../trace/decode.ts'
import { decodeRow } from '../../../trace/packet-row.ts'
import { PacketsFold } from '../../../trace/packets.ts'
import { binaryFrame, textFrame } from './frames.ts'
import { recordedTrace } from './recorded.ts'

function fold(events: readonly TraceEvent[], maxRows?: number): PacketsFold {
  const packets = new PacketsFold(maxRows)
  for (const event of events) packets.push(event)
  return packets
}

const opened = (seq: number, path: string): TraceEvent => ({
  seq,
  at: seq,
  origin: 'gateway',
  kind: 'link',
  phase: 'open',
  link: 'l1',
  client: 'ann',
  port: 8080,
  path,
  transport: 'websocket',
})

const closed = (seq: number): TraceEvent => ({
  seq,
  at: seq,
  origin: 'gateway',
  kind: 'link',
  phase: 'close',
  link: 'l1',
  client: 'ann',
  reason: 'client',
})

describe('kinds', () => {
  it.each([
    ['0{"sid":"x","upgrades":[],"pingInterval":1,"pingTimeout":1}', 'handshake'],
    ['1', 'close'],
    ['2', 'heartbeat'],
    ['3', 'heartbeat'],
    ['2probe', 'upgrade'],
    ['3probe', 'upgrade'],
    ['5', 'upgrade'],
    ['6', 'upgrade'],
    ['40', 'connect'],
    ['44{"message":"no"}', 'connect'],
    ['41', 'close'],
    ['42["a"]', 'event'],
    ['430[]', 'ack'],
    ['bAQ==', 'binary'],
    ['9', 'other'],
    ['49', 'other'],
    ['', 'other'],
  ])('%s is of kind %s', (data, kind) => {
    expect(fold([textFrame(1, data)]).rows[0]?.kind).toBe(kind)
  })

  it('has no packets on a plain WebSocket connection', () => {
    const rows = fold([opened(1, '/live'), textFrame(2, '42["a"]')]).rows
    expect(rows).toMatchObject([{ kind: 'other', problem: 'not-engine-io' }])
    const engine = fold([opened(1, '/socket.io/?EIO=4&transport=websocket'), textFrame(2, '42["a"]')]).rows
    expect(engine).toMatchObject([{ kind: 'event' }])
  })
})

describe('summaries', () => {
  it.each([
    ['42["hi"]', ''],
    ['42["hi",{"a":1},[2]]', '{"a":1},[2]'],
    ['42[ "a \\" , ]" , 1 ]', '1 '],
    ['42[7,"x"]', '"x"'],
    ['433["yes",null]', '"yes",null'],
    ['40{"token":"x"}', '{"token":"x"}'],
    ['44/x,"no"', '"no"'],
    ['42{"not":"an event"}', '{"not":"an event"}'],
    ['2', ''],
  ])('%s shows %j', (data, preview) => {
    expect(fold([textFrame(1, data)]).rows[0]?.preview).toBe(preview)
  })

  it('shows hostile names and arguments as short inert text', () => {
    const data = `42/\u202e,["\u001b]0;title\u0007","${'\u200b'.repeat(500)}"]`
    const row = fold([textFrame(1, data)]).rows[0]
    expect(row).toMatchObject({ namespace: '/‹U+202E›', problem: 'bad-json' })
    expect(row?.preview).toMatch(/^\["‹U\+001B›]0;title‹U\+0007›","‹U\+200B›/)
    const legal = fold([textFrame(1, `42["${'\u202e'.repeat(300)}","${'\u200b'.repeat(500)}"]`)]).rows[0]
    expect(legal?.event).toMatch(/^(‹U\+202E›){9}…$/)
    expect(legal?.preview).toMatch(/^"(‹U\+200B›){14}…$/)
  })
})

describe('acknowledgements', () => {
  it('tie the answer to its question, with the time between them', () => {
    const packets = fold([
      textFrame(1, '427["ask"]', { at: 1_000 }),
      textFrame(2, '437["x"]', { at: 4_500, direction: 'down' }),
    ])
    expect(packets.rowOf(1)?.answer).toStrictEqual({ seq: 2, latencyUs: 3_500 })
    expect(packets.rowOf(2)?.question).toStrictEqual({ seq: 1, event: 'ask', latencyUs: 3_500 })
  })

  it('are told apart by link, direction and namespace', () => {
    const down = { direction: 'down' } as const
    const packets = fold([
      textFrame(1, '420["a"]'),
      textFrame(2, '420["b"]', { link: 'l2', client: 'ben' }),
      textFrame(3, '42/chat,0["c"]'),
      textFrame(4, '420["d"]', down),
      textFrame(5, '430[]'),
      textFrame(6, '430[]', down),
      textFrame(7, '430[]', { ...down, link: 'l2', client: 'ben' }),
      textFrame(8, '43/chat,0[]', down),
      textFrame(9, '430[]', down),
    ])
    expect(packets.rows.slice(4).map((row) => row.question?.event)).toStrictEqual([
      'd',
      'a',
      'b',
      'c',
      undefined,
    ])
  })

  it('answer the most recent question of that id that has no answer', () => {
    const down = { direction: 'down' } as const
    const packets = fold([
      textFrame(1, '420["old"]'),
      textFrame(2, '420["new"]'),
      textFrame(3, '430[]', down),
      textFrame(4, '430[]', down),
    ])
    expect(packets.rows.map((row) => row.question?.event)).toStrictEqual([undefined, undefined, 'new', 'old'])
  })

  it('do not reach over the end of a connection', () => {
    const packets = fold([textFrame(1, '420["a"]'), closed(2), textFrame(3, '430[]', { direction: 'down' })])
    expect(packets.rowOf(3)?.question).toBeUndefined()
  })
})

describe('attachments', () => {
  const announcement = '452-["b",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]'

  it('are found from their packet and the packet from them', () => {
    const packets = fold([
      textFrame(1, announcement),
      textFrame(2, '42["from the other side"]', { direction: 'down' }),
      binaryFrame(3, new Uint8Array(5)),
      binaryFrame(4, new Uint8Array(6)),
    ])
    expect(packets.rowOf(1)?.attachments).toStrictEqual({ announced: 2, arrived: 2, bytes: 11, lastSeq: 4 })
    expect(packets.attachmentsOf(1).map((row) => row.seq)).toStrictEqual([3, 4])
    expect(packets.rowOf(4)?.attachmentOf).toStrictEqual({ seq: 1, index: 1 })
    expect(packets.attachmentsOf(2)).toStrictEqual([])
  })

  it('that never came can be counted', () => {
    const packets = fold([
      textFrame(1, announcement),
      binaryFrame(2, new Uint8Array(1)),
      textFrame(3, '42["x"]'),
    ])
    expect(packets.rowOf(1)?.attachments).toMatchObject({ announced: 2, arrived: 1 })
    expect(packets.rowOf(3)?.problem).toBe('missing-attachments')
  })

  it('of a hundred thousand frames for one packet cost no more than those of many', () => {
    const packets = new PacketsFold()
    const started = performance.now()
    packets.push(textFrame(1, '45100000-["a"]'))
    for (let seq = 2; seq < 50_000; seq += 1) packets.push(textFrame(seq, 'bAQ=='))
    // Linear code takes a tenth of a second; copying the list of attachments each time takes minutes.
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(packets.rowOf(1)?.attachments?.arrived).toBe(49_998)
  })
})

describe('bounds', () => {
  it('keeps the newest rows and counts the others', () => {
    const packets = new PacketsFold(100)
    for (let seq = 1; seq <= 1_000; seq += 1) packets.push(textFrame(seq, `42${seq}["ask"]`))
    expect(packets.rows.length).toBeLessThanOrEqual(100)
    expect(packets.rows.length + packets.dropped).toBe(1_000)
    expect(packets.rowOf(1)).toBeUndefined()
    expect(packets.rowOf(1_000)?.seq).toBe(1_000)
    // The answer to a question that is no longer kept stands alone.
    packets.push(textFrame(1_001, '431[]', { direction: 'down' }))
    expect(packets.rowOf(1_001)?.question).toBeUndefined()
  })
})

it('gives back, for any row, what the decoder made of its frame', () => {
  const decoder = new FrameDecoder()
  const packets = new PacketsFold()
  const hostile = [textFrame(1_000, '451-["a",{}]'), textFrame(1_001, '42["b"]'), textFrame(1_002, 'bAA==')]
  for (const event of [...recordedTrace().source.events, ...hostile]) {
    packets.push(event)
    if (event.kind !== 'frame') continue
    const row = packets.rowOf(event.seq)
    expect(row && decodeRow(row)).toStrictEqual(decoder.next(event))
  }
})

it('reads a recorded session without a problem, every question answered, every attachment in place', () => {
  const { rows } = fold(recordedTrace().source.events)
  expect(rows.filter((row) => row.problem !== undefined)).toStrictEqual([])
  const questions = rows.filter((row) => row.kind === 'event' && row.ackId !== undefined)
  expect(questions.map((row) => row.event)).toStrictEqual(['question', 'question', 'bytes', 'bytes', 'what?'])
  expect(questions.every((row) => row.answer !== undefined)).toBe(true)
  expect(rows.filter((row) => row.kind === 'ack').every((row) => row.question !== undefined)).toBe(true)
  const announcing = rows.filter((row) => row.attachments !== undefined)
  expect(announcing).toHaveLength(4)
  expect(announcing.every(({ attachments }) => attachments?.arrived === attachments?.announced)).toBe(true)
})
