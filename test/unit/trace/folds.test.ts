import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ClientsFold } from '../../../trace/clients.ts'
import { ConsoleFold } from '../../../trace/console.ts'
import { LinksFold } from '../../../trace/links.ts'
import { PacketsFold } from '../../../trace/packets.ts'
import { RunsFold } from '../../../trace/runs.ts'
import { recordedTrace } from './recorded.ts'

const { events } = recordedTrace().source

const folds = {
  packets: () => new PacketsFold(30),
  clients: () => new ClientsFold(),
  links: () => new LinksFold(),
  runs: () => new RunsFold(),
  console: () => new ConsoleFold(3),
}

describe.each(Object.entries(folds))('the fold of %s', (_, create) => {
  it('shows at any moment what a fold of that prefix alone shows, also when it went on since', () => {
    fc.assert(
      fc.property(fc.nat({ max: events.length }), (length) => {
        const prefix = create()
        for (const event of events.slice(0, length)) prefix.push(event)
        const expected = structuredClone(prefix.snapshot)

        const whole = create()
        let taken: unknown
        for (const [index, event] of events.entries()) {
          if (index === length) taken = whole.snapshot
          whole.push(event)
        }
        if (length === events.length) taken = whole.snapshot
        expect(taken).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })

  it('takes the events in any order without failing: a trace can be forged', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...events]), (shuffled) => {
        const fold = create()
        for (const [index, event] of shuffled.entries()) fold.push({ ...event, seq: index + 1 })
        expect(fold.snapshot).toEqual(fold.snapshot)
      }),
      { numRuns: 100 },
    )
  })
})

describe('the console', () => {
  it('holds lines and errors in order, and counts what was given up on the way', () => {
    const console = new ConsoleFold(100)
    for (const event of events) console.push(event)
    expect(console.snapshot.entries.map((entry) => `${entry.participant} ${entry.kind}`)).toStrictEqual([
      'server console',
      'server console',
      'server console',
      'ben error',
    ])
    expect(console.snapshot.lost).toStrictEqual({
      events: 0,
      'output-bytes': 0,
      reports: 0,
      'pane-reports': 3,
    })
  })
})
