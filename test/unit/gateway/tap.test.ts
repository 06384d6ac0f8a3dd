import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TraceEventDraft } from '../../../protocol/trace.ts'
import { frameData } from '../../../server/gateway/tap/frame-data.ts'
import { Journal } from '../../../server/gateway/tap/journal.ts'
import { readHandshake } from '../../../server/gateway/tap/link.ts'
import { PayloadSplitter, type PolledPacket } from '../../../server/gateway/tap/payload.ts'

/** @param pieceBytes how the body is cut into chunks */
function packets(body: Buffer, version: string, pieceBytes = body.length): PolledPacket[] {
  const splitter = new PayloadSplitter(version)
  const found: PolledPacket[] = []
  for (let start = 0; start < body.length; start += pieceBytes) {
    found.push(...splitter.push(body.subarray(start, start + pieceBytes)))
  }
  return [...found, ...splitter.end(body.length === 0)]
}

function texts(body: Buffer | string, version: string, pieceBytes?: number): string[] {
  return packets(Buffer.from(body), version, pieceBytes).map(({ bytes, form }) =>
    form === 'text' ? bytes.toString() : `<${bytes.toString('hex')}>`,
  )
}

describe('a polling body', () => {
  test.each([
    ['of version 4', '4', '4hello\u001e2\u001ebAQID', ['4hello', '2', 'bAQID']],
    ['of one packet', '4', '0{}', ['0{}']],
    ['with an empty packet', '4', '2\u001e', ['2', '']],
    ['of version 3', '3', '6:4hello2:40', ['4hello', '40']],
    ['of version 3, counted in UTF-16 units', '3', '4:4😀x2:40', ['4😀x', '40']],
    ['of version 3 that is cut short', '3', '2:4099:4', ['40', '99:4']],
    ['of version 3 that is none', '3', 'ok', ['ok']],
    ['that is empty', '4', '', []],
  ])('%s is split into its packets', (_name, version, body, expected) => {
    expect(texts(body, version)).toEqual(expected)
    expect(texts(body, version, 1)).toEqual(expected)
  })

  test('of version 3 with binary among it is split too', () => {
    const body = Buffer.from([0, 2, 255, 0x34, 0x30, 1, 1, 0, 255, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(texts(body, '3')).toEqual(['40', '<04010203040506070809>'])
    expect(texts(body.subarray(0, 12), '3')).toEqual(['40', '<010100ff040102>'])
  })

  test('of any bytes never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom('3', '4'), (bytes, version) => {
        packets(Buffer.from(bytes), version)
      }),
    )
  })
})

test('a frame is kept up to its bound, in whole characters, with its true size', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat({ max: 40 }), (text, max) => {
      const bytes = Buffer.from(text.toWellFormed())
      const { size, data, truncated } = frameData(bytes, 'text', max)
      expect(size).toBe(bytes.length)
      expect(truncated === true).toBe(bytes.length > max)
      expect(text.toWellFormed().startsWith(data)).toBe(true)
      expect(Buffer.byteLength(data)).toBeGreaterThan(Math.min(bytes.length, max) - 4)
    }),
  )
})

function event(at: number): TraceEventDraft {
  return { kind: 'drop', origin: 'gateway', what: 'events', count: 1, at }
}

test('what waits to be decoded keeps its place before what passed later', () => {
  const out: number[] = []
  const journal = new Journal({ record: (event) => out.push(event.at ?? 0) })
  journal.record(event(1))
  const slow = journal.reserve()
  const fast = journal.reserve()
  fast.record(event(4))
  journal.record(event(5))
  fast.settle()
  expect(out).toEqual([1])
  slow.record(event(2))
  slow.record(event(3))
  slow.settle()
  expect(out).toEqual([1, 2, 3, 4, 5])
})

test('a handshake tells its sid and how long the server waits; anything else is none', () => {
  const packet = '0{"sid":"abc","pingInterval":25000,"pingTimeout":20000}'
  expect(readHandshake(Buffer.from(packet))).toEqual({ sid: 'abc', patienceMs: 45_000 })
  for (const other of [
    '',
    '0',
    '0{',
    '0null',
    '0[]',
    '0{"sid":7}',
    '0{"sid":""}',
    '4{"sid":"abc"}',
    `0${' '.repeat(5000)}{}`,
  ]) {
    expect(readHandshake(Buffer.from(other))).toBeUndefined()
  }
})
