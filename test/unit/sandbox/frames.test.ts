import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeFrame, FrameReader } from '../../../server/sandbox/frames.ts'

test('frames come out as they went in, however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.json(), { maxLength: 10 }),
      fc.array(fc.integer({ min: 1, max: 40 })),
      (texts, cuts) => {
        const bytes = Buffer.concat(texts.map((text) => encodeFrame(JSON.parse(text) as unknown)))
        const reader = new FrameReader(1_000_000)
        const bodies: Buffer[] = []
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const length = cuts[turn % Math.max(1, cuts.length)] ?? 7
          bodies.push(...(reader.push(bytes.subarray(at, at + length)) ?? []))
          at += length
        }
        expect(bodies.map((body) => JSON.parse(body.toString()) as unknown)).toEqual(
          texts.map((text) => JSON.parse(text) as unknown),
        )
      },
    ),
  )
})

test('a frame that announces too much ends the reading', () => {
  const reader = new FrameReader(10)
  const header = Buffer.alloc(4)
  header.writeUInt32LE(11)
  expect(reader.push(header)).toBeNull()
})
