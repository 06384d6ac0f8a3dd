import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Checkpoints, type Fold } from '../../../trace/checkpoints.ts'
import { serverState, type ServerState } from '../../../trace/server-state.ts'
import { anyDraft, placed } from './state-events.ts'

/** A short interval, so that short traces cross many checkpoints. */
const interval = 4

const sequences = fc.array(anyDraft, { minLength: 1, maxLength: 60 }).map((drafts) => placed(drafts))

/** A step of a reader: a look at an event (as a part of the whole trace), or the loss of everything before one. */
const steps = fc.array(fc.record({ to: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.boolean() }), {
  minLength: 1,
  maxLength: 20,
})

function folded(fold: Fold<ServerState>, events: Parameters<typeof fold.reduce>[1][]): ServerState {
  return events.reduce((state, event) => fold.reduce(state, event), fold.initial)
}

describe('a state at an event', () => {
  it('is what a fold of that prefix alone gives, on any way there, also when old events fell out', () => {
    fc.assert(
      fc.property(sequences, steps, (trace, path) => {
        const checkpoints = new Checkpoints(serverState, interval)
        for (const event of trace) checkpoints.push(event)
        let oldest = 1
        for (const { to, drop } of path) {
          const seq = Math.max(oldest, Math.ceil(to * trace.length))
          if (drop) {
            checkpoints.dropBefore(seq)
            oldest = seq
          }
          expect(checkpoints.stateAt(seq)).toEqual(folded(serverState, trace.slice(0, seq)))
        }
        expect(checkpoints.stateAt(oldest - 1)).toEqual(folded(serverState, trace.slice(0, oldest - 1)))
        expect(checkpoints.state).toEqual(folded(serverState, trace))
      }),
      { numRuns: 500 },
    )
  })

  it('stays what it was while the trace goes on and is trimmed', () => {
    fc.assert(
      fc.property(sequences, fc.nat({ max: 59 }), (trace, at) => {
        const checkpoints = new Checkpoints(serverState, interval)
        const seq = Math.min(at, trace.length)
        for (const event of trace.slice(0, seq)) checkpoints.push(event)
        const taken = checkpoints.state
        for (const event of trace.slice(seq)) checkpoints.push(event)
        checkpoints.dropBefore(trace.length)
        expect(taken).toEqual(folded(serverState, trace.slice(0, seq)))
      }),
      { numRuns: 100 },
    )
  })
})

describe('a trace with a gap', () => {
  const sums: Fold<{ readonly sum: number; readonly gaps: number }> = {
    initial: { sum: 0, gaps: 0 },
    reduce: (state, { seq }) => ({ ...state, sum: state.sum + seq }),
    missed: (state) => ({ ...state, gaps: state.gaps + 1 }),
  }
  const [first, second] = placed(
    [
      { kind: 'drop', origin: 'gateway', what: 'events', count: 1 },
      { kind: 'drop', origin: 'gateway', what: 'events', count: 1 },
    ],
    5,
  )

  it('is said to the fold once, and every seek agrees', () => {
    const checkpoints = new Checkpoints(sums, interval)
    if (first === undefined || second === undefined) throw new Error('two events were placed')
    checkpoints.push(first)
    checkpoints.push({ ...second, seq: 9 })
    checkpoints.push({ ...second, seq: 10 })
    expect(checkpoints.state).toEqual({ sum: 24, gaps: 2 })
    for (const seq of [10, 9, 7, 5, 9, 1]) {
      const expected = { 10: [24, 2], 9: [14, 2], 7: [5, 1], 5: [5, 1], 1: [0, 0] }[seq] ?? []
      expect([seq, checkpoints.stateAt(seq)]).toEqual([seq, { sum: expected[0], gaps: expected[1] }])
    }
  })
})
