import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TimelineFold } from '../../../trace/timeline.ts'
import { anyDraft, placed } from './state-events.ts'

const total = (columns: ReturnType<TimelineFold['columns']>) =>
  columns.reduce(
    (sum, column) => ({
      frames: sum.frames + column.frames,
      errors: sum.errors + column.errors,
      faults: sum.faults + column.faults,
      starts: sum.starts + column.starts,
    }),
    { frames: 0, errors: 0, faults: 0, starts: 0 },
  )

describe('a timeline', () => {
  it('counts each packet, error, fault and start once, however long the trace and however few its columns', () => {
    const cases = fc.tuple(
      fc.array(anyDraft, { maxLength: 80 }),
      fc.array(fc.nat({ max: 3_600_000_000 }), { minLength: 80, maxLength: 80 }),
      fc.integer({ min: 1, max: 50 }),
    )
    fc.assert(
      fc.property(cases, ([drafts, times, count]) => {
        const sorted = times.toSorted((a, b) => a - b)
        const events = placed(drafts).map((event, index) => ({ ...event, at: sorted[index] ?? 0 }))
        const fold = new TimelineFold(16)
        for (const event of events) fold.push(event)
        const columns = fold.columns(events[0]?.at ?? 0, events.at(-1)?.at ?? 0, count)
        expect(columns).toHaveLength(count)
        expect(total(columns)).toEqual({
          frames: events.filter(({ kind }) => kind === 'frame').length,
          errors: events.filter(({ kind }) => kind === 'error').length,
          faults: events.filter(({ kind }) => kind === 'fault').length,
          starts: events.filter((event) => event.kind === 'run' && event.phase === 'start').length,
        })
      }),
    )
  })

  it('shows an event in the column of its time, and forgets what was dropped', () => {
    const fold = new TimelineFold()
    const error = (at: number) =>
      fold.push({
        kind: 'error',
        origin: 'server',
        participant: 'server',
        stage: 'uncaught',
        name: 'Error',
        message: '',
        seq: at,
        at,
      })
    for (const at of [1_000, 51_000, 99_000]) error(at)
    expect(fold.columns(0, 100_000, 10).map(({ errors }) => errors)).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 1])
    fold.dropBefore(51_000)
    expect(total(fold.columns(51_000, 100_000, 10)).errors).toBe(2)
  })
})
