import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { rowAtMoment } from '../../../src/playground/inspector/row-at-moment.ts'
import { ladderItemsOf } from '../../../trace/ladder-of-events.ts'
import { LadderRows } from '../../../trace/ladder-rows.ts'
import { recordedRooms } from '../trace/recorded.ts'

const { events } = recordedRooms().source
const items = ladderItemsOf(events)
const chapters = items.filter(({ type }) => type === 'chapter').map(({ seq }) => seq)

it('the line at a moment stands below the last row that had begun, and above the steps of its chapter that had not', () => {
  const moments = fc.integer({ min: 0, max: (events.at(-1)?.seq ?? 0) + 1 })
  fc.assert(
    fc.property(fc.subarray(chapters), moments, (open, seq) => {
      const rows = new LadderRows(items, 0, new Set(open))
      const index = rowAtMoment(rows, seq)
      const above = rows.at(index)
      const below = rows.at(index + 1)
      expect(above === undefined).toBe(index === -1)
      if (above !== undefined) expect(above.item.seq).toBeLessThanOrEqual(seq)
      if (below !== undefined) expect(below.item.seq).toBeGreaterThan(seq)
      // What began before stands above.
      const begun = items.filter((item) => item.seq <= seq).at(-1)
      if (begun !== undefined) expect(index).toBeGreaterThanOrEqual(rows.indexOfPlace(items.indexOf(begun)))
    }),
    { numRuns: 500 },
  )
})
