import { describe, expect, it } from 'vitest'
import { LadderLanes } from '../../../trace/ladder-lanes.ts'

describe('lifelines', () => {
  it('has the server among the clients that are known at first', () => {
    expect(new LadderLanes(['ann', 'ben', 'cat']).order).toEqual(['ann', 'ben', 'server', 'cat'])
    expect(new LadderLanes(['ann', 'ben']).order).toEqual(['ann', 'server', 'ben'])
    expect(new LadderLanes([]).order).toEqual(['server'])
  })

  it('keeps the order when a client joins, and adds nobody twice', () => {
    const lanes = new LadderLanes(['ann', 'ben'])
    for (const client of ['dan', 'ann', 'server']) lanes.add(client)
    expect(lanes.order).toEqual(['ann', 'server', 'ben', 'dan'])
  })

  it('lets arrows run from who speaks to who listens', () => {
    const lanes = new LadderLanes(['ann', 'ben'])
    expect(lanes.arrow('ann', 'up')).toEqual({ from: 0.5 / 3, to: 0.5 })
    expect(lanes.arrow('ben', 'down')).toEqual({ from: 0.5, to: 2.5 / 3 })
  })
})
