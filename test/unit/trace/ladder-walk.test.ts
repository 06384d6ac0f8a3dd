import { describe, expect, it } from 'vitest'
import { InsideStory, roomsStory } from '../../fixtures/inspector/inside-story.ts'
import { causeOfEvent, effectsOfEvent, nextEffect } from '../../../trace/ladder-walk.ts'
import { LadderLog } from './ladder-log.ts'

/** The `seq` of the frame with this text. */
function frameOf(log: LadderLog, data: string): number {
  const event = log.events.find((candidate) => candidate.kind === 'frame' && candidate.data === data)
  if (event === undefined) throw new Error(`no frame ${data}`)
  return event.seq
}

describe('cause and effect', () => {
  const log = new LadderLog(roomsStory())
  const typing = frameOf(log, '420["typing",{"name":"Ben","since":12}]')
  const answer = frameOf(log, '430["seen",2]')
  const broadcast = log.fans.find(({ label }) => label === 'typing')
  const vote = log.fans.find(({ label }) => label === 'vote')

  it('leads from a packet to the calls that it caused, and on from one to the next', () => {
    expect(effectsOfEvent(typing, log.walked)).toEqual([broadcast?.seq, answer])
    expect(nextEffect(typing, log.walked)).toBe(broadcast?.seq)
    expect(nextEffect(broadcast?.seq ?? 0, log.walked)).toBe(answer)
    expect(nextEffect(answer, log.walked)).toBeUndefined()
  })

  it('leads back from a call, from each of its frames and from an answer', () => {
    const frames = broadcast?.arrows.map(({ seq }) => seq) ?? []
    for (const seq of [broadcast?.seq ?? 0, ...frames, answer]) {
      expect(causeOfEvent(seq, log.walked)).toBe(typing)
    }
  })

  it('leads from a question to its answers, and back', () => {
    const [yes, no] = [frameOf(log, '433["yes"]'), frameOf(log, '433["no"]')]
    expect(effectsOfEvent(vote?.seq ?? 0, log.walked)).toEqual([yes, no])
    const [toAnn] = vote?.arrows ?? []
    expect(effectsOfEvent(toAnn?.seq ?? 0, log.walked)).toEqual([yes])
    expect(causeOfEvent(yes, log.walked)).toBe(toAnn?.seq)
  })

  it('ends where nothing is known', () => {
    expect(causeOfEvent(typing, log.walked)).toBeUndefined()
    const news = log.fans.find(({ label }) => label === 'news')
    expect(causeOfEvent(news?.seq ?? 0, log.walked)).toBeUndefined()
    expect(nextEffect(news?.seq ?? 0, log.walked)).toBeUndefined()
  })

  it('leaves out a call to one socket that has not crossed', () => {
    const story = new InsideStory().run().connects('ann').message('ann', 'up', '42["ask"]')
    story.emit({ call: 'socket.emit', socket: 's-ann', sockets: ['s-ann'], cause: story.causedBy('ann') })
    const quiet = new LadderLog(story.events)
    expect(effectsOfEvent(frameOf(quiet, '42["ask"]'), quiet.walked)).toEqual([])
  })
})
