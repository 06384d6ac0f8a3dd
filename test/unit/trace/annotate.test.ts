import { expect, it } from 'vitest'
import { annotate, type Meaning } from '../../../trace/annotate.ts'
import { FrameDecoder } from '../../../trace/decode.ts'
import { binaryFrame, textFrame } from './frames.ts'

function meanings(data: string): readonly Meaning[] {
  const frame = textFrame(1, data)
  return annotate(frame, new FrameDecoder().next(frame)).map((annotation) => annotation.meaning)
}

it.each<[string, Meaning[]]>([
  ['2probe', [{ code: 'engine-type', value: 'ping' }, { code: 'probe' }]],
  [
    '42/chat,7["hi","there",1]',
    [
      { code: 'engine-type', value: 'message' },
      { code: 'packet-type', value: 'event' },
      { code: 'namespace', value: '/chat' },
      { code: 'ack-id', value: 7, purpose: 'asks' },
      { code: 'event-payload', event: 'hi', argumentCount: 2 },
    ],
  ],
  [
    '461-7[{"_placeholder":true,"num":0}]',
    [
      { code: 'engine-type', value: 'message' },
      { code: 'packet-type', value: 'binary_ack' },
      { code: 'attachment-count', value: 1 },
      { code: 'ack-id', value: 7, purpose: 'answers' },
      { code: 'ack-payload', argumentCount: 1 },
    ],
  ],
  [
    '40/admin?token=1,{}',
    [
      { code: 'engine-type', value: 'message' },
      { code: 'packet-type', value: 'connect' },
      { code: 'namespace', value: '/admin', query: 'token=1' },
      { code: 'connect-payload' },
    ],
  ],
  [
    '44{"message":"no"}',
    [
      { code: 'engine-type', value: 'message' },
      { code: 'packet-type', value: 'connect_error' },
      { code: 'connect-error-payload' },
    ],
  ],
  ['hello', [{ code: 'unknown', problem: 'unknown-engine-type' }]],
  [
    '45x',
    [
      { code: 'engine-type', value: 'message' },
      { code: 'packet-type', value: 'binary_event' },
      { code: 'unknown', problem: 'bad-attachment-count' },
    ],
  ],
])('says what each piece of %s means', (data, expected) => {
  expect(meanings(data)).toStrictEqual(expected)
})

it('tells what the handshake agreed on', () => {
  const [, handshake] = meanings(
    '0{"sid":"x","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000}',
  )
  expect(handshake).toStrictEqual({
    code: 'handshake',
    value: { sid: 'x', upgrades: ['websocket'], pingIntervalMs: 25_000, pingTimeoutMs: 20_000 },
  })
})

it('tells the bytes of an attachment, their packet and place, over either transport', () => {
  const decoder = new FrameDecoder()
  decoder.next(textFrame(1, '452-["a",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]'))
  const asBytes = binaryFrame(2, new Uint8Array(5))
  expect(annotate(asBytes, decoder.next(asBytes))[0]?.meaning).toStrictEqual({
    code: 'attachment',
    bytes: 5,
    of: 1,
    index: 0,
  })
  const asText = textFrame(3, `b${Buffer.from('hello').toString('base64')}`)
  expect(annotate(asText, decoder.next(asText)).map((annotation) => annotation.meaning)).toStrictEqual([
    { code: 'binary-marker' },
    { code: 'attachment', bytes: 5, of: 1, index: 1 },
  ])
})
