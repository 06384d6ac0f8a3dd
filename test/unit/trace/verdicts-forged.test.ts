// What the server and the pages say of themselves can be forged: frames count more, and where the two disagree nothing is
// concluded.
import { describe, expect, it } from 'vitest'
import { ExplainedLog } from '../../../trace/explain/explained-trace.ts'
import type { Verdict } from '../../../trace/explain/explanation.ts'
import { verdictsOf } from '../../../trace/explain/verdicts.ts'
import { InsideStory, type EmitFields } from '../../fixtures/inspector/inside-story.ts'
import { events, placed } from './state-events.ts'

const hello = '42["chat","hi"]'
const ms = 1000

const two = () => new InsideStory().run().connects('ann').connects('cat')

/** The verdict on the last call of the story for one client. */
function verdictFor(client: string, story: InsideStory): Verdict {
  const log = new ExplainedLog()
  for (const event of placed(story.events)) log.push(event)
  const asked = log.events.findLast(({ kind }) => kind === 'emit')
  const verdict = verdictsOf(asked?.seq ?? 0, log).find(({ participant }) => participant === client)
  if (verdict === undefined) throw new Error(`there is no verdict for ${client}`)
  return verdict
}

const broadcastOfCat: EmitFields = { call: 'broadcast', socket: 's-cat', except: ['s-cat'] }
const unknown = (missing: 'server-inside' | 'dropped-events' | 'not-yet') => ({ outcome: 'unknown', missing })

describe('a claim that a frame contradicts', () => {
  it('does not make a frame of another event a delivery of the call', () => {
    const story = two()
    story.delivery(story.emit({ event: 'gift', sockets: ['s-cat'] }), 'cat').message('cat', 'down', hello)
    expect(verdictFor('cat', story).outcome).not.toBe('received')
  })

  it('does not make a call that nobody delivered one that arrived', () => {
    const story = two()
    story.emit({ sockets: ['s-cat'] })
    expect(verdictFor('cat', story)).toMatchObject(unknown('not-yet'))
    story.reaches({ event: 'later' }, ['cat'], '42["later"]')
    const log = new ExplainedLog()
    for (const event of placed(story.events)) log.push(event)
    const first = log.events.find(({ kind }) => kind === 'emit')
    expect(verdictsOf(first?.seq ?? 0, log)).toContainEqual(
      expect.objectContaining({ participant: 'cat', outcome: 'not-sent', why: 'lost' }),
    )
  })

  it('does not promise what the server had not handed over when it gave the connection up', () => {
    const story = two()
    story.emit({ sockets: ['s-ann', 's-cat'] })
    story.disconnects('cat', 'server namespace disconnect')
    expect(verdictFor('cat', story)).toMatchObject(unknown('not-yet'))
    const silent = two()
    silent.emit({ sockets: ['s-ann', 's-cat'] })
    silent.disconnects('cat', 'ping timeout')
    expect(verdictFor('cat', silent)).toMatchObject({ outcome: 'not-sent', why: 'lost', link: 13 })
  })

  it('does not promise what was sent over a connection that had ended before', () => {
    const story = two().add(events.close('cat'))
    story.emit({ sockets: ['s-ann', 's-cat'] })
    expect(verdictFor('cat', story)).toMatchObject({ outcome: 'not-sent', why: 'lost', link: 12 })
  })

  it('calls no socket new that was there when another of its client left the room', () => {
    const story = two().add(
      events.connect('s-cat-2', 'e-cat'),
      events.room('join', 'red', 's-cat-2'),
      events.room('leave', 'red', 's-cat-2'),
      events.disconnect('s-cat-2', 'e-cat'),
    )
    story.emit({ rooms: ['red'] })
    const verdict = verdictFor('cat', story)
    expect(verdict).toMatchObject({ outcome: 'not-sent', why: 'left-room', room: 'red' })
    expect(verdict).not.toHaveProperty('reconnected')
  })

  it('names whose socket it went to, also before that is connected', () => {
    const story = two()
    const toNew: EmitFields = { call: 'socket.emit', socket: 's-not-yet' }
    story.delivery(story.emit(toNew), 'cat').message('cat', 'down', hello)
    expect(verdictFor('ann', story)).toMatchObject({ why: 'other-socket', client: 'cat' })
  })

  it('is not for another’s socket where a socket has left the room of its own', () => {
    const story = two().leaves('cat', 's-cat')
    story.emit({ rooms: ['s-cat'] })
    expect(verdictFor('cat', story)).toMatchObject({ why: 'left-room', room: 's-cat' })
    expect(verdictFor('ann', story)).toMatchObject({ why: 'other-socket', client: 'cat' })
  })

  it('does not leave out a client to which a frame of that event went that nobody explains', () => {
    const story = two()
    story.emit({ ...broadcastOfCat, sockets: ['s-ann'] })
    expect(verdictFor('cat', story)).toMatchObject({ why: 'sender' })
    story.message('cat', 'down', hello)
    expect(verdictFor('cat', story)).toMatchObject(unknown('server-inside'))
  })

  it('leaves it out when a later call explains the frame', () => {
    const story = two()
    story.emit({ ...broadcastOfCat, sockets: ['s-ann'] })
    const seq = story.events.length
    story.reaches({}, ['cat'], hello)
    const log = new ExplainedLog()
    for (const event of placed(story.events)) log.push(event)
    expect(verdictsOf(seq, log)).toContainEqual(
      expect.objectContaining({ participant: 'cat', why: 'sender' }),
    )
  })

  it('comes after the call where the server tells so, however fast its CONNECT packet was', () => {
    const story = new InsideStory().run().connects('ann').joins('ann', 'lobby').joins('cat', 'lobby')
    story.add(events.open('cat', 'e-cat')).message('cat', 'down', '40{"sid":"s-cat"}')
    story.emit({ rooms: ['lobby'], sockets: ['s-ann'] })
    expect(verdictFor('cat', story)).toMatchObject(unknown('server-inside'))
    story.socket('cat', '/')
    expect(verdictFor('cat', story)).toMatchObject({
      outcome: 'not-sent',
      why: 'not-connected',
      until: expect.any(Number),
    })
  })

  it('does not call a client dead that goes on talking', () => {
    const story = two().disconnects('cat', 'ping timeout')
    story.emit({ sockets: ['s-ann'], at: 100 * ms })
    expect(verdictFor('cat', story)).toMatchObject({ why: 'not-connected' })
    story.message('cat', 'down', '42["other"]', { at: 5000 * ms })
    expect(verdictFor('cat', story)).toMatchObject(unknown('server-inside'))
  })

  it('received counts by the frame, also where the call does not list the socket', () => {
    const story = two()
    story.delivery(story.emit({ rooms: ['blue'], sockets: [] }), 'cat').message('cat', 'down', hello)
    expect(verdictFor('cat', story)).toMatchObject({ outcome: 'received' })
  })
})

describe('a claim that cannot be so', () => {
  it('of nobody in a room that somebody is in, as of an adapter that sends later, says nothing of who is in it', () => {
    const story = two().joins('cat', 'blue')
    story.emit({ rooms: ['blue'], sockets: [] })
    expect(verdictFor('cat', story)).toMatchObject(unknown('server-inside'))
    expect(verdictFor('ann', story)).toMatchObject({ why: 'not-in-room', members: ['cat'] })
  })

  it('of sockets that nobody has is for nobody', () => {
    const story = two()
    story.emit({ sockets: ['s-nobody', '__proto__', 's-cat-2'] })
    expect(['received', 'lost']).not.toContain(verdictFor('cat', story).outcome)
  })

  it('of more sockets than it lists says nothing of anybody', () => {
    const story = two()
    story.emit({ rooms: ['blue'], sockets: [], matched: 3 })
    expect(verdictFor('cat', story)).toMatchObject(unknown('server-inside'))
  })

  it('about handlers of another event is no word about this packet', () => {
    const story = two().message('ann', 'up', '42["chat"]').arrived('ann', 'secret', 5)
    const log = new ExplainedLog()
    for (const event of placed(story.events)) log.push(event)
    const frame = log.events.findLast(({ kind }) => kind === 'frame')
    expect(verdictsOf(frame?.seq ?? 0, log)).toMatchObject([{ outcome: 'unknown' }])
  })

  it('of a page about another client’s packet counts for nothing', () => {
    const story = two().reaches({}, ['cat'], hello)
    story.add({
      kind: 'listener',
      phase: 'arrived',
      origin: 'pane',
      claimed: true,
      client: 'ann',
      namespace: '/',
      socket: 's-cat',
      event: 'chat',
      handlers: 0,
      any: 0,
      cause: { engine: 'e-cat', n: 2 },
    })
    const verdict = verdictFor('cat', story)
    expect(verdict).toMatchObject({ outcome: 'received' })
    expect(verdict).not.toHaveProperty('handlers')
  })
})

describe('where reports were lost', () => {
  it('a room that may have been joined is not called left out of', () => {
    const story = two().add({ kind: 'drop', origin: 'server', what: 'reports', count: 4 })
    story.emit({ rooms: ['blue'], except: ['red'], sockets: [] })
    expect(verdictFor('cat', story)).toMatchObject(unknown('dropped-events'))
  })

  it('who was in the room is not told', () => {
    const story = two().add({ kind: 'drop', origin: 'server', what: 'reports', count: 4 })
    story.emit({ rooms: ['blue'] })
    const verdict = verdictFor('cat', story)
    expect(verdict).toMatchObject({ outcome: 'not-sent', why: 'not-in-room' })
    expect(verdict).not.toHaveProperty('members')
  })

  it('a socket of which nothing is known may be anybody’s', () => {
    const story = two().add({ kind: 'drop', origin: 'server', what: 'reports', count: 4 })
    story.emit({ call: 'socket.emit', socket: 's-elsewhere' })
    expect(verdictFor('cat', story)).toMatchObject(unknown('dropped-events'))
  })

  it('a volatile call is not called given up', () => {
    const story = two()
    story.emit({ sockets: ['s-cat'], flags: { volatile: true } })
    story.add({ kind: 'drop', origin: 'server', what: 'reports', count: 4 }).joins('ann', 'x')
    expect(verdictFor('cat', story)).toMatchObject(unknown('dropped-events'))
  })

  it('nor is one whose report may still come', () => {
    const story = two()
    story.emit({ sockets: ['s-cat'], flags: { volatile: true } })
    expect(verdictFor('cat', story)).toMatchObject(unknown('not-yet'))
    expect(verdictFor('cat', story.joins('ann', 'x'))).toMatchObject({ why: 'volatile' })
  })

  it('a packet of a client may have been heard', () => {
    const story = two().message('ann', 'up', '42["chat"]')
    const log = new ExplainedLog()
    for (const event of placed(story.events)) log.push(event)
    const asked = log.events.length
    expect(verdictsOf(asked, log)).toMatchObject([unknown('not-yet')])
    story.message('ann', 'up', '42["next"]').arrived('ann', 'next', 1)
    for (const event of placed(story.events).slice(asked)) log.push(event)
    // A middleware of the socket kept it, or its report was.
    expect(verdictsOf(asked, log)).toMatchObject([unknown('server-inside')])
  })
})
