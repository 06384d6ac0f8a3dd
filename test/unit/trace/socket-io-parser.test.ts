/** What the official encoders write, our decoder reads as the official decoder does. */
import { decodePacket, encodePacket } from 'engine.io-parser'
import * as fc from 'fast-check'
import { Decoder, Encoder, PacketType, type Packet } from 'socket.io-parser'
import { expect, it } from 'vitest'
import { FrameDecoder } from '../../../trace/decode.ts'
import type { DecodedFrame } from '../../../trace/packet.ts'
import type { TraceEventOf } from '../../../protocol/trace.ts'
import { binaryFrame, textFrame } from './frames.ts'

type Form = 'polling' | 'websocket'

/** The engine packets that carry one Socket.IO packet, as the transport writes them. */
function onTheWire(packet: Packet, transport: Form): (string | Buffer)[] {
  return new Encoder().encode(packet).map((data) => {
    let wire: string | Buffer = ''
    encodePacket({ type: 'message', data }, transport === 'websocket', (encoded) => {
      wire = encoded
    })
    return wire
  })
}

/** What socket.io-parser makes of the same bytes. */
function official(wire: readonly (string | Buffer)[]): Packet[] {
  const decoder = new Decoder({ maxAttachments: 1_000 })
  const packets: Packet[] = []
  decoder.on('decoded', (packet) => packets.push(packet))
  for (const data of wire) decoder.add(decodePacket(data, 'nodebuffer').data)
  return packets
}

const framesOf = (wire: readonly (string | Buffer)[], transport: Form): TraceEventOf<'frame'>[] =>
  wire.map((data, index) =>
    typeof data === 'string'
      ? textFrame(index + 1, data, { transport })
      : binaryFrame(index + 1, data, { transport }),
  )

const typeNumbers: Record<string, PacketType> = {
  connect: PacketType.CONNECT,
  disconnect: PacketType.DISCONNECT,
  event: PacketType.EVENT,
  ack: PacketType.ACK,
  connect_error: PacketType.CONNECT_ERROR,
  // The official decoder gives these the type of their plain form once the bytes are in place.
  binary_event: PacketType.EVENT,
  binary_ack: PacketType.ACK,
}

/** Puts the attachments where the placeholders stand. */
function filled(value: unknown, bytes: readonly Buffer[]): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, bytes))
  if (typeof value !== 'object' || value === null) return value
  if ('_placeholder' in value && 'num' in value) return bytes[Number(value.num)]
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, bytes)]))
}

function ours(frames: readonly TraceEventOf<'frame'>[], decoded: readonly DecodedFrame[]) {
  const packet = decoded[0]?.packet
  const bytes = frames
    .slice(1)
    .map((frame) => Buffer.from(frame.form === 'binary' ? frame.data : frame.data.slice(1), 'base64'))
  if (packet === undefined) return undefined
  const isEvent = packet.type === 'event' || packet.type === 'binary_event'
  const isList = isEvent || packet.type === 'ack' || packet.type === 'binary_ack'
  const args = isEvent ? [packet.event, ...packet.args] : packet.args
  return {
    type: typeNumbers[packet.type],
    nsp: packet.namespace,
    id: packet.ackId,
    data: filled(isList ? args : args[0], bytes),
  }
}

const bytes = fc.uint8Array({ maxLength: 20 }).map((array) => Buffer.from(array))
// Keys that the official decoder itself does not keep are no subject here.
const key = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((name) => !name.startsWith('_'))
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false),
    fc.integer(),
    fc.string({ unit: 'grapheme' }),
    bytes,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))
const namespace = fc.oneof(
  fc.constant('/'),
  fc.constantFrom('/chat', '/admin?token=1&x=y', '/a/b', '/кошки', '/7'),
  fc.stringMatching(/^\/[^,]{1,10}$/),
)
const eventName = fc
  .string({ unit: 'grapheme' })
  .filter(
    (name) =>
      !['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'].includes(
        name,
      ),
  )
const jsonObject = fc.dictionary(key, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4, noNullPrototype: true })

const packets: fc.Arbitrary<Packet> = fc.oneof(
  fc.record(
    {
      type: fc.constant(PacketType.EVENT),
      nsp: namespace,
      id: fc.nat(),
      data: fc.tuple(eventName, fc.array(value, { maxLength: 4 })).map(([name, args]) => [name, ...args]),
    },
    { requiredKeys: ['type', 'nsp', 'data'] },
  ),
  fc.record({
    type: fc.constant(PacketType.ACK),
    nsp: namespace,
    id: fc.nat(),
    data: fc.array(value, { maxLength: 4 }),
  }),
  fc.record(
    { type: fc.constant(PacketType.CONNECT), nsp: namespace, data: jsonObject },
    { requiredKeys: ['type', 'nsp'] },
  ),
  fc.record({
    type: fc.constant(PacketType.CONNECT_ERROR),
    nsp: namespace,
    data: fc.oneof(jsonObject, fc.string({ unit: 'grapheme' })),
  }),
  fc.record({ type: fc.constant(PacketType.DISCONNECT), nsp: namespace }),
)

it.each<Form>(['polling', 'websocket'])('agrees with the official parser over %s', (transport) => {
  fc.assert(
    fc.property(packets, (packet) => {
      const wire = onTheWire(packet, transport)
      const [expected, ...others] = official(wire)
      expect(others).toHaveLength(0)
      const frames = framesOf(wire, transport)
      const decoder = new FrameDecoder()
      const decoded = frames.map((frame) => decoder.next(frame))
      expect(decoded.map((frame) => frame.problem)).toStrictEqual(frames.map(() => undefined))
      expect(decoded.slice(1).map((frame) => frame.attachmentOf)).toStrictEqual(
        frames.slice(1).map((_, index) => ({ seq: 1, index })),
      )
      expect(decoded[0]?.packet?.attachments).toBe(frames.length - 1)
      expect(ours(frames, decoded)).toEqual({
        type: expected?.type,
        nsp: expected?.nsp,
        id: expected?.id,
        data: expected?.data,
      })
    }),
    { numRuns: 1_000 },
  )
})

it('refuses what the official parser refuses', () => {
  const text = fc
    .array(
      fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '-', '/', ',', '["a"]', '{}', '"a"', '[', ']'),
      {
        maxLength: 6,
      },
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (data) => {
      let refused = false
      try {
        new Decoder().add(data)
      } catch {
        refused = true
      }
      // The other way round does not hold: ours also names what the official parser lets pass and then ignores.
      if (refused) expect(new FrameDecoder().next(textFrame(1, `4${data}`)).problem).toBeDefined()
    }),
    { numRuns: 3_000, examples: [['511-["a"]']] },
  )
})
