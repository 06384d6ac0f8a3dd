import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { traceToJsonl } from '../../../trace/export/jsonl.ts'
import { parseTrace } from '../../../trace/jsonl.ts'
import { header } from './header.ts'
import { hostileTrace } from './hostile.ts'

it('what was exported reads back the same', () => {
  fc.assert(
    fc.property(hostileTrace, (events) => {
      const text = traceToJsonl({ header, events, dropped: 0 })
      const parsed = parseTrace(text)
      expect(parsed).toMatchObject({ ok: true, cut: false })
      if (!parsed.ok) return
      expect(parsed.source.header).toEqual(header)
      expect(parsed.source.events).toEqual(events)
    }),
    { numRuns: 300 },
  )
})

it('a part of a trace reads back as that part, and counts what is not there', () => {
  fc.assert(
    fc.property(hostileTrace, fc.integer({ min: 2, max: 5 }), (events, every) => {
      const text = traceToJsonl({ header, events, dropped: 0, shows: ({ seq }) => seq % every === 0 })
      const parsed = parseTrace(text)
      const wanted = events.filter(({ seq }) => seq % every === 0)
      expect(parsed.ok && parsed.source.events).toEqual(wanted)
      expect(parsed.ok && parsed.source.dropped).toBe((wanted.at(-1)?.seq ?? 0) - wanted.length)
    }),
    { numRuns: 100 },
  )
})
