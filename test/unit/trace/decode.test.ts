import { describe, expect, it } from 'vitest'
import { FrameDecoder } from '../../../trace/decode.ts'
import type { DecodedFrame, DecodeProblem, SocketPacketType } from '../../../trace/packet.ts'
import { binaryFrame, textFrame } from './frames.ts'

const decode = (data: string) => new FrameDecoder().next(textFrame(1, data))
const cutAfter = (data: string) => new FrameDecoder().next(textFrame(1, data, { truncated: true }))

/** The wire text cut into its spans, each with its role. */
const pieces = (data: string, decoded: DecodedFrame) =>
  decoded.spans.map(({ start, end, role }) => `${role}:${data.slice(start, end)}`)

describe('engine packets', () => {
  it.each([
    ['1', 'close'],
    ['2', 'ping'],
    ['2probe', 'ping'],
    ['3', 'pong'],
    ['3probe', 'pong'],
    ['5', 'upgrade'],
    ['6', 'noop'],
  ])('%s is a %s', (data, engine) => {
    const decoded = decode(data)
    expect(decoded).toMatchObject({ engine })
    expect(decoded.problem).toBeUndefined()
    expect(decoded.packet).toBeUndefined()
  })

  it('reads the handshake', () => {
    const data =
      '0{"sid":"x1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}'
    expect(decode(data)).toMatchObject({
      engine: 'open',
      handshake: {
        sid: 'x1',
        upgrades: ['websocket'],
        pingIntervalMs: 25_000,
        pingTimeoutMs: 20_000,
        maxPayloadBytes: 1_000_000,
      },
    })
  })

  it.each<[string, DecodeProblem]>([
    ['', 'empty'],
    ['9', 'unknown-engine-type'],
    ['hello', 'unknown-engine-type'],
    ['٤2["a"]', 'unknown-engine-type'],
    ['0', 'bad-handshake'],
    ['0{"sid":1}', 'bad-handshake'],
    ['0{"sid":"x"', 'bad-handshake'],
  ])('tells what is wrong with %j: %s', (data, problem) => {
    expect(decode(data).problem).toBe(problem)
  })

  it('leaves the frames of a plain WebSocket connection alone, even when they look like packets', () => {
    const decoder = new FrameDecoder()
    decoder.markPlain('l1')
    expect(decoder.next(textFrame(1, '42["a"]'))).toStrictEqual({
      seq: 1,
      spans: [{ start: 0, end: 7, role: 'unknown' }],
      problem: 'not-engine-io',
    })
  })
})

describe('socket packets', () => {
  it('names every piece of the wire text', () => {
    const data = '452-/chat,7["hi",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]'
    expect(pieces(data, decode(data))).toStrictEqual([
      'engine-type:4',
      'packet-type:5',
      'attachment-count:2-',
      'namespace:/chat,',
      'ack-id:7',
      'payload:["hi",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]',
    ])
  })

  it.each<[string, SocketPacketType, object]>([
    ['40', 'connect', { namespace: '/', args: [] }],
    ['40{"token":"x"}', 'connect', { namespace: '/', args: [{ token: 'x' }] }],
    ['40/admin,', 'connect', { namespace: '/admin', args: [] }],
    ['40/admin,{"sid":"a"}', 'connect', { namespace: '/admin', args: [{ sid: 'a' }] }],
    ['40/admin?token=1&b=2,{}', 'connect', { namespace: '/admin?token=1&b=2', args: [{}] }],
    ['40/admin', 'connect', { namespace: '/admin', args: [] }],
    ['44{"message":"no"}', 'connect_error', { namespace: '/', args: [{ message: 'no' }] }],
    ['44/admin,"no"', 'connect_error', { namespace: '/admin', args: ['no'] }],
    ['41', 'disconnect', { namespace: '/', args: [] }],
    ['41/admin,', 'disconnect', { namespace: '/admin', args: [] }],
    ['42["hi"]', 'event', { event: 'hi', args: [] }],
    ['42["hi",1,null]', 'event', { event: 'hi', args: [1, null] }],
    ['42[7,"x"]', 'event', { event: '7', args: ['x'] }],
    ['4212["hi"]', 'event', { event: 'hi', ackId: 12 }],
    ['42/chat,0["hi"]', 'event', { namespace: '/chat', event: 'hi', ackId: 0 }],
    ['430[]', 'ack', { ackId: 0, args: [] }],
    ['43/chat,12["ok"]', 'ack', { namespace: '/chat', ackId: 12, args: ['ok'] }],
    ['451-["b",{"_placeholder":true,"num":0}]', 'binary_event', { event: 'b', attachments: 1 }],
    ['461-3[{"_placeholder":true,"num":0}]', 'binary_ack', { ackId: 3, attachments: 1 }],
  ])('%s is a whole %s', (data, type, rest) => {
    const decoded = decode(data)
    expect(decoded.packet).toMatchObject({ type, ...rest })
    expect(decoded.problem).toBeUndefined()
  })

  it.each<[string, DecodeProblem]>([
    ['4', 'empty'],
    ['47', 'unknown-packet-type'],
    ['4[]', 'unknown-packet-type'],
    ['45["a"]', 'bad-attachment-count'],
    ['450-["a"]', 'bad-attachment-count'],
    ['45-["a"]', 'bad-attachment-count'],
    ['451e1-["a"]', 'bad-attachment-count'],
    ['45-1-["a"]', 'bad-attachment-count'],
    ['451', 'bad-attachment-count'],
    ['4599999999999999999-["a"]', 'bad-attachment-count'],
    ['4299999999999999999["a"]', 'bad-ack-id'],
    ['43["no id"]', 'bad-ack-id'],
    ['42["a"', 'bad-json'],
    ['42["a"]x', 'bad-json'],
    ['42', 'payload-shape'],
    ['42[]', 'payload-shape'],
    ['42{"a":1}', 'payload-shape'],
    ['42[null]', 'payload-shape'],
    ['42[{"a":1}]', 'payload-shape'],
    ['431{}', 'payload-shape'],
    ['40[]', 'payload-shape'],
    ['40null', 'payload-shape'],
    ['407', 'payload-shape'],
    ['41{}', 'payload-shape'],
    ['44', 'payload-shape'],
    ['441', 'payload-shape'],
    ['42["disconnect"]', 'reserved-event'],
    ['42["newListener",1]', 'reserved-event'],
  ])('tells what is wrong with %s: %s', (data, problem) => {
    expect(decode(data).problem).toBe(problem)
  })

  it('keeps a __proto__ key as a mere key', () => {
    const decoded = decode('42["a",{"__proto__":{"polluted":true}}]')
    expect(JSON.stringify(decoded.packet?.args)).toBe('[{"__proto__":{"polluted":true}}]')
    expect('polluted' in {}).toBe(false)
    expect(decode('42["__proto__"]').packet?.event).toBe('__proto__')
  })
})

describe('a frame of which only the first bytes were recorded', () => {
  it.each<[string, string | undefined]>([
    ['42["chat", {"text": "hal', 'chat'],
    ['42["chat"', 'chat'],
    [String.raw`42["a \" b", 1`, 'a " b'],
    ['42[7, 1', '7'],
    ['42[7', undefined],
    ['42["cha', undefined],
    [String.raw`42["cha\"`, undefined],
    ['42[', undefined],
    ['42[{"a":1}', undefined],
  ])('%s: the event is %s', (data, event) => {
    const decoded = cutAfter(data)
    expect(decoded.problem).toBe('truncated')
    expect(decoded.packet?.type).toBe('event')
    expect(decoded.packet?.event).toBe(event)
  })

  it('does not take half a namespace or half an ack id for a whole one', () => {
    expect(cutAfter('42/ch').packet).toBeUndefined()
    expect(cutAfter('42/chat,1').packet?.ackId).toBeUndefined()
    expect(cutAfter('42/chat,1["a').packet?.ackId).toBe(1)
  })

  it('still announces and still is an attachment', () => {
    const decoder = new FrameDecoder()
    decoder.next(textFrame(1, '451-["a",{"_pl', { truncated: true }))
    expect(decoder.next(binaryFrame(2, new Uint8Array(3), { truncated: true }))).toMatchObject({
      attachmentOf: { seq: 1, index: 0 },
      problem: 'truncated',
    })
  })
})

describe('binary attachments', () => {
  const announcement = '452-["b",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]'

  it('belong to the packet that announced them, in order', () => {
    const decoder = new FrameDecoder()
    decoder.next(textFrame(1, announcement))
    expect(decoder.next(binaryFrame(2, new Uint8Array([1])))).toStrictEqual({
      seq: 2,
      attachmentOf: { seq: 1, index: 0 },
      spans: [{ start: 0, end: 4, role: 'attachment' }],
    })
    expect(decoder.next(binaryFrame(3, new Uint8Array([2]))).attachmentOf).toStrictEqual({ seq: 1, index: 1 })
    expect(decoder.next(binaryFrame(4, new Uint8Array([3]))).problem).toBe('unexpected-attachment')
  })

  it('come as base64 after a b on polling', () => {
    const decoder = new FrameDecoder()
    decoder.next(textFrame(1, announcement, { transport: 'polling' }))
    const decoded = decoder.next(textFrame(2, 'bAQID', { transport: 'polling' }))
    expect(decoded).toMatchObject({ attachmentOf: { seq: 1, index: 0 } })
    expect(pieces('bAQID', decoded)).toStrictEqual(['binary-marker:b', 'attachment:AQID'])
  })

  it('are not mixed up between links, directions and transports', () => {
    const decoder = new FrameDecoder()
    decoder.next(textFrame(1, announcement, { link: 'l1' }))
    decoder.next(textFrame(2, announcement, { link: 'l2' }))
    decoder.next(textFrame(3, announcement, { link: 'l1', direction: 'down' }))
    decoder.next(textFrame(4, announcement, { link: 'l1', transport: 'polling' }))
    const bytes = new Uint8Array([1])
    expect(decoder.next(binaryFrame(5, bytes, { link: 'l2' })).attachmentOf?.seq).toBe(2)
    expect(decoder.next(binaryFrame(6, bytes, { link: 'l1', direction: 'down' })).attachmentOf?.seq).toBe(3)
    expect(decoder.next(textFrame(7, 'bAQ==', { link: 'l1', transport: 'polling' })).attachmentOf?.seq).toBe(
      4,
    )
    expect(decoder.next(binaryFrame(8, bytes, { link: 'l1' })).attachmentOf?.seq).toBe(1)
    expect(decoder.next(binaryFrame(9, bytes, { link: 'l3' })).problem).toBe('unexpected-attachment')
  })

  it('survive the engine packets of the upgrade probe', () => {
    const decoder = new FrameDecoder()
    decoder.next(textFrame(1, announcement, { transport: 'polling' }))
    decoder.next(textFrame(2, '2probe'))
    decoder.next(textFrame(3, 'bAQ==', { transport: 'polling' }))
    decoder.next(textFrame(4, '6', { transport: 'polling' }))
    decoder.next(textFrame(5, '5'))
    // What was not yet sent when the upgrade completed follows by the new transport.
    expect(decoder.next(binaryFrame(6, new Uint8Array([2]))).attachmentOf).toStrictEqual({ seq: 1, index: 1 })
  })

  it('are missed when another message comes first', () => {
    const decoder = new FrameDecoder()
    decoder.next(textFrame(1, announcement))
    expect(decoder.next(textFrame(2, '42["next"]'))).toMatchObject({
      packet: { event: 'next' },
      problem: 'missing-attachments',
    })
    expect(decoder.next(binaryFrame(3, new Uint8Array(1))).problem).toBe('unexpected-attachment')
  })

  it('are no longer expected on a link that closed', () => {
    const decoder = new FrameDecoder()
    decoder.next(textFrame(1, announcement))
    decoder.forget('l1')
    expect(decoder.next(binaryFrame(2, new Uint8Array(1))).problem).toBe('unexpected-attachment')
  })
})
