import { expect, it } from 'vitest'
import { InsideStory } from '../../fixtures/inspector/inside-story.ts'
import { stepOnFan } from '../../../src/playground/inspector/fan-steps.ts'
import type { Selection } from '../../../src/playground/inspector/inspector-model.ts'
import { LadderLanes } from '../../../trace/ladder-lanes.ts'
import { LadderLog } from '../trace/ladder-log.ts'

it('walks from a call to its clients from left to right, past those that were left out, and back', () => {
  const story = new InsideStory().run().connects('cat').connects('ben').connects('ann').joins('cat', 'blue')
  const [fan] = new LadderLog(
    story.joins('ann', 'blue').reaches({ rooms: ['blue'] }, ['cat', 'ann'], '42["chat"]').events,
  ).fans
  if (fan === undefined) throw new Error('expected a fan')
  const lanes = new LadderLanes(['ann', 'ben', 'cat'])
  const frames = new Map(fan.arrows.map(({ client, seq }) => [client, seq]))
  const step = (from: Selection | undefined, by: 1 | -1) => stepOnFan(fan, lanes, from, by)
  const ann = step({ kind: 'event', seq: fan.seq }, 1)
  const ben = step(ann, 1)
  const cat = step(ben, 1)
  expect([ann, ben, cat]).toEqual([
    { kind: 'event', seq: frames.get('ann') },
    { kind: 'event', seq: fan.seq, skipped: 'ben' },
    { kind: 'event', seq: frames.get('cat') },
  ])
  expect(step(cat, 1)).toBeUndefined()
  expect(step(ann, -1)).toEqual({ kind: 'event', seq: fan.seq })
  expect(step({ kind: 'event', seq: fan.seq }, -1)).toBeUndefined()
})
