import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { annotate } from '../../../trace/annotate.ts'
import { FrameDecoder } from '../../../trace/decode.ts'
import { payloadPreview } from '../../../trace/preview.ts'
import { textFrame } from './frames.ts'

/** Characters that mean something on the wire come often; every other one comes too. */
const wireText = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...Array.from('0123456789-/,[]{}":\\ b.eE_')) },
      {
        weight: 2,
        arbitrary: fc.constantFrom('4', '42', '451-', '["', '",', '__proto__', '/chat,', '42["a"'),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
      { weight: 1, arbitrary: fc.constantFrom('\ud800', '\udc00', '\u0000', '\u202e') },
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))

const frames = fc.array(
  fc.record({
    data: wireText,
    direction: fc.constantFrom('up' as const, 'down' as const),
    transport: fc.constantFrom('polling' as const, 'websocket' as const),
    link: fc.constantFrom('l1', 'l2'),
    cut: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
)

it('gives every character of any text exactly one span, in order, and never throws', () => {
  fc.assert(
    fc.property(frames, (sequence) => {
      const decoder = new FrameDecoder()
      for (const [index, { data, cut, ...fields }] of sequence.entries()) {
        const frame = textFrame(index + 1, data, { ...fields, ...(cut ? { truncated: true } : {}) })
        const decoded = decoder.next(frame)
        let end = 0
        for (const span of decoded.spans) {
          expect(span.start).toBe(end)
          expect(span.end).toBeGreaterThan(span.start)
          end = span.end
        }
        expect(end).toBe(data.length)
        expect(annotate(frame, decoded)).toHaveLength(decoded.spans.length)
        expect(payloadPreview(frame, decoded).length).toBeLessThanOrEqual(120)
        if (cut) expect(decoded.problem).toBeDefined()
      }
    }),
    { numRuns: 3_000 },
  )
})

const million = 1_000_000

it.each([
  ['nested arrays', `42["a",${'['.repeat(million)}`],
  ['nested arrays that close', `42["a",${'['.repeat(million)}${']'.repeat(million)}]`],
  ['a namespace without end', `42/${'a'.repeat(million)}`],
  ['digits', `42${'7'.repeat(million)}`],
  ['an attachment count without end', `45${'1'.repeat(million)}`],
  ['a number as the name', `42[${'1'.repeat(million)},`],
  ['backslashes', `42["${'\\'.repeat(million)}`],
  ['quotes', `42${'"'.repeat(million)}`],
  ['white space', `42${' '.repeat(million)}[`],
  ['a very long name', `42["${'n'.repeat(million)}",1]`],
  ['commas', `42["a"${','.repeat(million)}]`],
])('reads a million characters of %s in a time that a person does not notice', (_, data) => {
  const whole = textFrame(1, data)
  const cut = textFrame(2, data, { truncated: true })
  const decoder = new FrameDecoder()
  const started = performance.now()
  for (const frame of [whole, cut]) {
    const decoded = decoder.next(frame)
    annotate(frame, decoded)
    payloadPreview(frame, decoded)
  }
  // Linear code takes some 10 ms; anything quadratic takes minutes. The bound leaves room for a busy machine.
  expect(performance.now() - started).toBeLessThan(3_000)
})
