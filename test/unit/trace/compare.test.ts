import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { align } from '../../../trace/align.ts'
import { comparedRun, compareRuns, runSpans, type ComparedEntry } from '../../../trace/compare.ts'
import { recordedRooms } from './recorded.ts'

/** The length of a longest common subsequence, in the plainest way. */
function longestCommonLength(left: readonly string[], right: readonly string[]): number {
  let row: number[] = Array.from({ length: right.length + 1 }, () => 0)
  for (const key of left) {
    const next = [0]
    for (const [index, other] of right.entries())
      next.push(key === other ? (row[index] ?? 0) + 1 : Math.max(next[index] ?? 0, row[index + 1] ?? 0))
    row = next
  }
  return row.at(-1) ?? 0
}

const keys = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 })
const defined = <Item>(items: readonly (Item | undefined)[]) => items.filter((item) => item !== undefined)

describe('an alignment', () => {
  it('holds every item of both sides once and in order, and pairs only equal ones', () => {
    fc.assert(
      fc.property(keys, keys, fc.integer({ min: 0, max: 12 }), (left, right, edits) => {
        const { pairs } = align(left, right, edits)
        expect(defined(pairs.map((pair) => pair.left))).toEqual([...left.keys()])
        expect(defined(pairs.map((pair) => pair.right))).toEqual([...right.keys()])
        for (const pair of pairs)
          if (pair.left !== undefined && pair.right !== undefined)
            expect(left[pair.left]).toBe(right[pair.right])
      }),
      { numRuns: 2000 },
    )
  })

  it('gives as many items a partner as can have one, or says that it did not look', () => {
    fc.assert(
      fc.property(keys, keys, fc.integer({ min: 0, max: 80 }), (left, right, edits) => {
        const { pairs, exact } = align(left, right, edits)
        const matched = pairs.filter((pair) => pair.left !== undefined && pair.right !== undefined).length
        const most = longestCommonLength(left, right)
        if (exact) expect(matched).toBe(most)
        else expect(left.length + right.length - 2 * most).toBeGreaterThan(edits)
      }),
      { numRuns: 2000 },
    )
  })

  it('of two runs that have nothing in common ends within its bound', () => {
    const left = Array.from({ length: 5000 }, (_, index) => `left ${index}`)
    const right = Array.from({ length: 5000 }, (_, index) => `right ${index}`)
    const { pairs, exact } = align(left, right)
    expect(pairs).toHaveLength(10_000)
    expect(exact).toBe(false)
  })
})

interface Sketch extends Pick<ComparedEntry, 'signature' | 'content'> {
  readonly client: string
}
const entriesOf = (...clients: readonly string[]) =>
  fc.array(
    fc.record({
      client: fc.constantFrom(...clients),
      signature: fc.constantFrom('a', 'b', 'c'),
      content: fc.constantFrom('1', '2'),
    }),
    { maxLength: 25 },
  )
const entries = entriesOf('ann')
const asEntries = (list: readonly Sketch[]) =>
  list.map(({ client, signature, content }, seq): ComparedEntry => {
    const item = { type: 'arrow', seq, at: seq, client, direction: 'up', shape: 'event' } as const
    return {
      signature: `${client} ${signature}`,
      content,
      item: { ...item, label: signature, preview: content, size: 1 },
    }
  })
const clientOf = ({ item }: ComparedEntry) => (item.type === 'arrow' ? item.client : item.participant)

describe('a comparison of two runs', () => {
  it('keeps the order of both, pairs equal signatures only, and calls changed what carries something else', () => {
    fc.assert(
      fc.property(entries.map(asEntries), entries.map(asEntries), (left, right) => {
        const { pairs, counts } = compareRuns(left, right)
        expect(defined(pairs.map((pair) => pair.left))).toEqual(left)
        expect(defined(pairs.map((pair) => pair.right))).toEqual(right)
        for (const { change, left: one, right: other } of pairs) {
          if (one === undefined || other === undefined) continue
          expect(one.signature).toBe(other.signature)
          expect(change).toBe(one.content === other.content ? 'same' : 'changed')
        }
        expect(counts.same + counts.changed + counts['left-only']).toBe(left.length)
        expect(counts.same + counts.changed + counts['right-only']).toBe(right.length)
      }),
      { numRuns: 1000 },
    )
  })

  it('keeps the order of the left run and, at the right, of each client, and none is lost', () => {
    const several = entriesOf('ann', 'ben', 'cat').map(asEntries)
    fc.assert(
      fc.property(several, several, (left, right) => {
        const { pairs } = compareRuns(left, right)
        expect(defined(pairs.map((pair) => pair.left))).toEqual(left)
        const shown = defined(pairs.map((pair) => pair.right))
        expect(shown).toHaveLength(right.length)
        expect(Map.groupBy(shown, clientOf)).toEqual(Map.groupBy(right, clientOf))
        for (const { left: one, right: other } of pairs)
          if (one !== undefined && other !== undefined) expect(one.signature).toBe(other.signature)
      }),
      { numRuns: 1000 },
    )
  })

  it('calls it no difference which of two clients was first', () => {
    const asks = (client: string) => ({ client, signature: 'a', content: '1' })
    const gets = (client: string) => ({ client, signature: 'b', content: '1' })
    const [ann, ben, cat] = ['ann', 'ben', 'cat'].map((client) => [asks(client), gets(client)])
    if (!ann || !ben || !cat) throw new Error('there are three')
    const left = asEntries([...ann, ...ben, ...cat])
    const right = asEntries([...cat, ...ann, ...ben])
    expect(compareRuns(left, right).counts).toEqual({ same: 6, changed: 0, 'left-only': 0, 'right-only': 0 })
    // The order of one client's packets is no chance.
    const turned = asEntries([...cat, ...ann, ...ben.toReversed()])
    expect(compareRuns(left, turned).counts).toMatchObject({ 'left-only': 1, 'right-only': 1 })
  })

  it('finds no difference between a run and itself', () => {
    fc.assert(
      fc.property(entries.map(asEntries), (run) => {
        const { counts } = compareRuns(run, run)
        expect(counts).toEqual({ same: run.length, changed: 0, 'left-only': 0, 'right-only': 0 })
      }),
    )
  })

  const recorded = recordedRooms().source.events
  const [span] = runSpans(recorded)
  if (span === undefined) throw new Error('the recording has a run')
  const run = (events: readonly TraceEvent[]) => comparedRun(events, span).entries

  it('of a real run with one where a message is missing and another says something else tells just that', () => {
    const events = recorded.filter((event) => event.kind === 'frame' && event.data.startsWith('42'))
    const [missing, changed] = [events.at(2), events.at(-2)]
    if (missing === undefined || changed?.kind !== 'frame') throw new Error('the recording has events')
    const other = recorded.flatMap((event): TraceEvent[] => {
      if (event === missing) return []
      return [event === changed ? { ...changed, data: changed.data.replace(/\]$/, ',"more"]') } : event]
    })
    const differences = compareRuns(run(recorded), run(other)).pairs.filter(({ change }) => change !== 'same')
    expect(differences.map(({ change, left }) => [change, left?.item.seq])).toEqual([
      ['left-only', missing.seq],
      ['changed', changed.seq],
    ])
  })

  it('does not mind ids of sockets, which are others in every run', () => {
    const other = recorded.map((event) =>
      event.kind === 'frame'
        ? { ...event, data: event.data.replace(/"sid":"[^"]+"/, '"sid":"other"') }
        : event,
    )
    const { counts } = compareRuns(run(recorded), run(other))
    expect(counts.changed + counts['left-only'] + counts['right-only']).toBe(0)
    expect(counts.same).toBeGreaterThan(10)
  })

  it('counts what is beyond its bound', () => {
    const all = comparedRun(recorded, span)
    const some = comparedRun(recorded, span, 5)
    expect(some.entries).toEqual(all.entries.slice(0, 5))
    expect(some.more).toBeGreaterThan(0)
    expect(all.more).toBe(0)
  })
})
