import { describe, expect, it } from 'vitest'
import { Landmarks } from '../../../trace/explain/landmarks.ts'
import { events, placed } from './state-events.ts'

function read(...drafts: Parameters<typeof placed>[0]): Landmarks {
  const landmarks = new Landmarks()
  for (const event of placed(drafts)) landmarks.push(event)
  return landmarks
}

const seqs = (found: Iterable<{ readonly seq: number }>) => Array.from(found, ({ seq }) => seq)

describe('the landmarks of a trace', () => {
  const landmarks = read(
    events.start(1), // 1
    events.open('ann', 'e1'), // 2
    events.frame('ann', 'down', '40{"sid":"s1"}', 1), // 3
    events.connect('s1', 'e1'), // 4
    events.frame('ann', 'up', '42["chat"]', 2), // 5
    events.arrived('s1', 'chat', 1), // 6
    events.arrived('s1', 'mesage', 0), // 7
    events.room('join', 'blue', 's1'), // 8
    events.start(2), // 9
    events.open('ann', 'e2'), // 10
  )

  it('are what changes sockets, rooms and connections, within one run', () => {
    expect(seqs(landmarks.after(2))).toEqual([3, 4, 8])
    expect(seqs(landmarks.before(8))).toEqual([4, 3, 2])
    expect(seqs(landmarks.before(10))).toEqual([])
    expect(seqs(landmarks.after(9))).toEqual([10])
  })

  it('tell the run of an event, and what was listened for in it', () => {
    expect(landmarks.startOf(8)?.run).toBe(1)
    expect(landmarks.startOf(10)?.run).toBe(2)
    expect([...landmarks.listened('server', 5)]).toEqual(['chat'])
    expect([...landmarks.listened('server', 10)]).toEqual([])
    expect([...landmarks.listened('ann', 5)]).toEqual([])
  })

  it('keep the beginning of a run whose events go', () => {
    const long = read(events.start(1), events.open('ann', 'e1'), events.room('join', 'blue', 's1'))
    long.dropBefore(3)
    expect(seqs(long.before(9))).toEqual([3])
    expect(long.startOf(3)?.run).toBe(1)
  })

  it('of a trace that begins later have no run', () => {
    const late = read(events.room('join', 'blue', 's1'), events.arrived('s1', 'chat', 2))
    expect(late.startOf(1)).toBeUndefined()
    expect([...late.listened('server', 1)]).toEqual(['chat'])
  })
})
