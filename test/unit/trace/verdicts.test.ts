import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TraceEvent, TraceEventDraft } from '../../../protocol/trace.ts'
import { ExplainedLog } from '../../../trace/explain/explained-trace.ts'
import type { Verdict } from '../../../trace/explain/explanation.ts'
import { verdictsOf } from '../../../trace/explain/verdicts.ts'
import { InsideStory, roomsStory } from '../../fixtures/inspector/inside-story.ts'
import { recordedCase, recordedRooms, recordedTrace } from './recorded.ts'
import { anyDraft, placed } from './state-events.ts'

function read(events: readonly TraceEvent[], clients: readonly string[] = []): ExplainedLog {
  const log = new ExplainedLog(clients)
  for (const event of events) log.push(event)
  return log
}

const recorded = (name: string) => read(recordedCase(name).source.events)

/** The `seq` of the n-th emit of an event: the server's, or a client's. */
function sent(log: ExplainedLog, event: string, by = 'server', nth = 1): number {
  const found = log.events.filter(({ seq, ...each }) =>
    by === 'server'
      ? each.kind === 'emit' && each.event === event
      : each.kind === 'frame' &&
        each.client === by &&
        each.direction === 'up' &&
        log.packet(seq)?.event === event,
  )
  const seq = found[nth - 1]?.seq
  if (seq === undefined) throw new Error(`${by} did not send ${event}`)
  return seq
}

/** By participant; of each event of the evidence what it is. */
function told(log: ExplainedLog, seq: number): Record<string, unknown> {
  const name = (of: number) => {
    const event = log.events.find((each) => each.seq === of)
    if (event === undefined) throw new Error(`there is no event ${of}`)
    return 'phase' in event ? `${event.kind} ${event.phase}` : event.kind
  }
  return Object.fromEntries(
    verdictsOf(seq, log).map(({ participant, evidence, ...verdict }) => [
      participant,
      { ...verdict, evidence: evidence.map(name) },
    ]),
  )
}

const isRecovery = (event: TraceEvent): boolean =>
  event.kind === 'socket' && event.phase === 'connect' && event.recovered

const received = { outcome: 'received', evidence: ['frame'] }

describe('an emit of the server, recorded from a real program', () => {
  const rooms = read(recordedRooms().source.events)

  it('to a room went to its members; who was outside is told who was in it', () => {
    expect(told(rooms, sent(rooms, 'said'))).toEqual({
      ann: received,
      ben: {
        outcome: 'not-sent',
        why: 'not-in-room',
        rooms: ['blue'],
        members: ['ann', 'cat'],
        evidence: ['emit', 'room join', 'room join'],
      },
      cat: { outcome: 'not-sent', why: 'excepted', room: 'quiet', evidence: ['emit', 'room join'] },
    })
  })

  it('by broadcast leaves the sender out', () => {
    expect(told(rooms, sent(rooms, 'typing'))).toMatchObject({
      ann: received,
      ben: { outcome: 'not-sent', why: 'sender', evidence: ['emit', 'socket connect'] },
      cat: received,
    })
  })

  it('with attachments has arrived when all of them have', () => {
    expect(told(rooms, sent(rooms, 'copy'))).toMatchObject({ ann: received, cat: received })
  })

  it('to one socket is for nobody else', () => {
    expect(told(rooms, sent(rooms, 'welcome', 'server', 2))).toEqual({
      ann: { outcome: 'not-sent', why: 'other-socket', client: 'ben', evidence: ['emit'] },
      ben: received,
      cat: { outcome: 'not-sent', why: 'other-socket', client: 'ben', evidence: ['emit'] },
    })
  })

  it('in a namespace is for nobody who is not connected to it', () => {
    expect(told(rooms, sent(rooms, 'line'))).toMatchObject({
      ben: { outcome: 'not-sent', why: 'other-namespace', own: ['/'], namespace: '/chat' },
    })
  })

  it('comes too late for who has left the room a moment before', () => {
    const log = recorded('left-room')
    expect(told(log, sent(log, 'announcement'))).toMatchObject({
      ben: {
        outcome: 'not-sent',
        why: 'left-room',
        room: 'blue',
        left: expect.any(Number),
        evidence: ['room leave', 'emit'],
      },
    })
  })

  it('misses who was in the room until its connection ended, and came back without it', () => {
    const log = recorded('rooms-lost')
    expect(told(log, sent(log, 'announcement'))).toMatchObject({
      ben: { why: 'left-room', room: 'blue', reconnected: true, evidence: ['room leave', 'emit'] },
    })
  })

  it('of one server is nothing to who is connected to another', () => {
    const log = recorded('other-server')
    expect(told(log, sent(log, 'cook'))).toEqual({
      ann: { outcome: 'not-sent', why: 'other-server', evidence: ['emit', 'socket connect'] },
      ben: received,
    })
  })

  it('comes too early for who joins the room afterwards', () => {
    const log = recorded('joined-later')
    expect(told(log, sent(log, 'announcement'))).toMatchObject({
      ben: { outcome: 'not-sent', why: 'joined-later', room: 'blue', evidence: ['room join', 'emit'] },
    })
  })

  it('to a room that is no text is for nobody', () => {
    const log = recorded('room-not-text')
    const none = {
      outcome: 'not-sent',
      why: 'room-not-text',
      room: { notText: 'undefined' },
      evidence: ['emit'],
    }
    expect(told(log, sent(log, 'chat'))).toEqual({ ann: none, ben: none })
  })

  it('is missed by who is away, and it is told since when and until when', () => {
    const log = recorded('away')
    expect(told(log, sent(log, 'news'))).toMatchObject({
      ann: received,
      ben: {
        outcome: 'not-sent',
        why: 'not-connected',
        since: expect.any(Number),
        until: expect.any(Number),
        evidence: ['socket disconnect', 'emit', 'frame'],
      },
    })
  })

  it('that was kept is received by the recovered connection, also when that is told after its frame', () => {
    const events = recordedCase('recovered').source.events.toSorted(
      (a, b) => Number(isRecovery(a)) - Number(isRecovery(b)),
    )
    const log = read(events.map((event, index) => ({ ...event, seq: index + 1 })))
    expect(told(log, sent(log, 'news', 'server', 2))).toEqual({
      ann: received,
      ben: { outcome: 'received', recovered: true, evidence: ['frame', 'socket connect'] },
    })
  })

  it('that was kept is received when the connection is recovered', () => {
    const log = recorded('recovered')
    expect(told(log, sent(log, 'news', 'server', 2))).toMatchObject({
      ben: { outcome: 'received', recovered: true, evidence: ['frame', 'socket connect'] },
    })
  })

  it('is lost when the connection is cut while it is on its way', () => {
    const log = recorded('lost')
    expect(told(log, sent(log, 'news'))).toMatchObject({
      ben: {
        outcome: 'not-sent',
        why: 'lost',
        link: expect.any(Number),
        evidence: ['link close', 'emit', 'delivery'],
      },
    })
  })

  it('is heard by nobody where the socket was disconnected before', () => {
    const log = recorded('thrown-out')
    expect(told(log, sent(log, 'left', 'server', 2))).toEqual({
      ann: {
        outcome: 'unheard',
        why: 'socket-closed',
        closed: expect.any(Number),
        evidence: ['frame', 'frame'],
      },
      ben: { outcome: 'received', evidence: ['frame'] },
    })
  })

  it('is heard by nobody where the name of the event was undefined', () => {
    const log = recorded('nameless')
    const call = log.events.find(({ kind }) => kind === 'emit')
    expect(told(log, call?.seq ?? 0)).toEqual({
      ann: { outcome: 'unheard', why: 'nameless', evidence: ['frame'] },
      ben: { outcome: 'not-sent', why: 'other-socket', client: 'ann', evidence: ['emit'] },
    })
  })

  it('is heard by no server either where a client’s name for it was undefined', () => {
    const log = read(
      placed(new InsideStory().run().connects('ann').message('ann', 'up', '42[null,1]').events),
    )
    expect(told(log, log.events.at(-1)?.seq ?? 0)).toEqual({
      server: { outcome: 'unheard', why: 'nameless', evidence: ['frame'] },
    })
  })

  it('is heard by nobody where the socket is then refused', () => {
    const log = recorded('refused')
    expect(told(log, sent(log, 'hello'))).toMatchObject({
      ann: { outcome: 'unheard', why: 'socket-refused', evidence: ['frame', 'frame'] },
    })
  })

  it('may not have been heard where the client left meanwhile', () => {
    const log = recorded('leaving')
    expect(told(log, sent(log, 'news'))).toMatchObject({
      ann: { outcome: 'received' },
      ben: { outcome: 'received', leaving: expect.any(Number), evidence: ['frame', 'frame'] },
    })
  })

  it('into a dead connection has not arrived yet', () => {
    const log = recorded('dead')
    expect(told(log, sent(log, 'news'))).toMatchObject({ ben: { outcome: 'unknown', missing: 'not-yet' } })
  })

  it('that is volatile is given up when the transport is busy', () => {
    const log = recorded('volatile')
    expect(told(log, sent(log, 'position'))).toEqual({
      ann: { outcome: 'not-sent', why: 'volatile', evidence: ['emit'] },
    })
  })

  it('that is volatile, in a session that has been silent since, is not said to be on its way', () => {
    const { events } = recordedCase('volatile').source
    const asked = sent(read(events), 'position')
    const told = events.findIndex(({ seq, kind }) => seq > asked && kind === 'listener')
    const silent = events.slice(0, told)
    const last = silent.at(-1)
    if (last?.kind !== 'frame') throw new Error('expected frames after the emit')
    const after = (us: number) => read([...silent, { ...last, seq: last.seq + 1, at: last.at + us }])
    const unseen = { outcome: 'unknown', missing: 'not-yet', volatile: true }
    expect(verdictsOf(asked, read(silent))).toMatchObject([unseen])
    expect(verdictsOf(asked, after(500_000))).toMatchObject([unseen])
    // A heartbeat is enough: the server would have told by then.
    expect(verdictsOf(asked, after(25_000_000))).toMatchObject([{ outcome: 'not-sent', why: 'volatile' }])
  })

  it('that throws reaches nobody, and the message is told', () => {
    const log = recorded('threw')
    expect(told(log, sent(log, 'score'))).toEqual({
      ann: {
        outcome: 'not-sent',
        why: 'threw',
        message: 'Do not know how to serialize a BigInt',
        evidence: ['emit'],
      },
    })
  })

  it('to none of several sockets of one client says so, when each was left out for a reason of its own', () => {
    const log = recorded('one-client')
    expect(told(log, sent(log, 'told'))).toEqual({
      ann: {
        outcome: 'not-sent',
        why: 'none-of-sockets',
        sockets: 2,
        evidence: ['emit', 'socket connect', 'socket connect'],
      },
      ben: {
        outcome: 'not-sent',
        why: 'not-in-room',
        rooms: ['blue'],
        members: ['ann'],
        evidence: ['emit', 'room join'],
      },
    })
  })

  it('to a client of Socket.IO 2, whose sockets no packet names, is tied to its frames', () => {
    const log = recorded('version-2')
    const sender = { outcome: 'not-sent', why: 'sender' }
    expect(told(log, sent(log, 'welcome', 'server', 2))).toEqual({
      ann: { outcome: 'not-sent', why: 'other-socket', client: 'ben', evidence: ['emit'] },
      ben: received,
    })
    expect(told(log, sent(log, 'said'))).toMatchObject({ ann: received, ben: sender })
    expect(told(log, sent(log, 'said', 'server', 2))).toMatchObject({ ann: sender, ben: received })
    expect(told(log, sent(log, 'say', 'ben'))).toMatchObject({ server: { outcome: 'received', handlers: 1 } })
  })

  it('through a parser of its own has a frame that nobody can read', () => {
    const log = recorded('own-parser')
    expect(told(log, sent(log, 'said'))).toMatchObject({
      ben: { outcome: 'unknown', missing: 'unreadable', evidence: ['frame', 'emit'] },
    })
  })

  it('that answers a second time goes nowhere', () => {
    const log = recorded('answered-twice')
    const answers = log.events.filter((event) => event.kind === 'emit').map(({ seq }) => told(log, seq))
    expect(answers).toEqual([
      { ann: received },
      { ann: { outcome: 'not-sent', why: 'answered-before', evidence: ['emit'] } },
    ])
  })

  it('to a page tells how many handlers ran there', () => {
    const log = recorded('page')
    expect(told(log, sent(log, 'news'))).toEqual({
      ann: { outcome: 'received', handlers: 1, evidence: ['frame', 'listener arrived'] },
    })
  })

  it('to a page that listens only later is not heard', () => {
    const log = recorded('page-late')
    expect(told(log, sent(log, 'welcome'))).toMatchObject({
      ann: {
        outcome: 'unheard',
        why: 'listened-later',
        added: expect.any(Number),
        evidence: ['listener added-late', 'frame', 'listener arrived'],
      },
    })
  })

  it('is the same whether its call or one of its frames is asked about', () => {
    const call = sent(rooms, 'copy')
    const frames = rooms.inside.deliveriesOf(call).flatMap((delivery) => delivery.frames)
    expect(frames.length).toBeGreaterThan(2)
    for (const frame of frames) expect(verdictsOf(frame, rooms)).toEqual(verdictsOf(call, rooms))
  })
})

describe('what a client sent, recorded from a real program', () => {
  it('was received by the server, by so many handlers', () => {
    const rooms = read(recordedRooms().source.events)
    expect(told(rooms, sent(rooms, 'say', 'ann'))).toEqual({
      server: { outcome: 'received', handlers: 1, evidence: ['frame', 'listener arrived'] },
    })
  })

  it('under a misspelt name is not heard, and the name that was meant is told', () => {
    const log = recorded('misspelt')
    expect(told(log, sent(log, 'mesage', 'ann'))).toEqual({
      server: {
        outcome: 'unheard',
        why: 'no-listener',
        near: 'message',
        evidence: ['frame', 'listener arrived'],
      },
    })
  })

  it('before the handler was added is not heard', () => {
    const log = recorded('listened-later')
    expect(told(log, sent(log, 'hello', 'ann'))).toMatchObject({
      server: { outcome: 'unheard', why: 'listened-later' },
    })
  })
})

describe('what the trace does not tell is unknown', () => {
  it('whom a frame was for, and what a server did, when nothing is said from its inside', () => {
    const log = read(recordedTrace().source.events)
    const down = log.events.find(
      ({ seq, ...event }) =>
        event.kind === 'frame' && event.direction === 'down' && log.packet(seq)?.kind === 'event',
    )
    const verdicts = verdictsOf(down?.seq ?? 0, log)
    expect(verdicts[0]).toMatchObject({ outcome: 'received' })
    expect(verdicts[0]).not.toHaveProperty('handlers')
    expect(verdicts.length).toBeGreaterThan(1)
    for (const verdict of verdicts.slice(1)) {
      expect(verdict).toMatchObject({ outcome: 'unknown', missing: 'server-inside' })
    }
    const up = log.events.find(
      ({ seq, ...event }) =>
        event.kind === 'frame' && event.direction === 'up' && log.packet(seq)?.kind === 'event',
    )
    expect(verdictsOf(up?.seq ?? 0, log)).toMatchObject([{ outcome: 'unknown', missing: 'server-inside' }])
  })

  it('what was not told, when reports were given up afterwards', () => {
    const { events } = recordedRooms().source
    const wire = events.filter(({ kind }) => kind === 'link' || kind === 'frame' || kind === 'run')
    const { at } = wire.at(-1) ?? { at: 0 }
    const drop: TraceEventDraft = { kind: 'drop', origin: 'server', what: 'reports', count: 1, at }
    const log = read(placed([...wire, drop]))
    const said = log.events.find(({ seq }) => {
      const row = log.packet(seq)
      return row?.direction === 'down' && row.event === 'said'
    })
    const [received, ...others] = verdictsOf(said?.seq ?? 0, log)
    expect(received).toMatchObject({ outcome: 'received' })
    expect(others.length).toBeGreaterThan(0)
    for (const verdict of others)
      expect(verdict).toMatchObject({ outcome: 'unknown', missing: 'dropped-events' })
  })

  it('who was in a room, when the trace begins later than the run', () => {
    const { events } = recordedRooms().source
    const asked = events.findLast((event) => event.kind === 'emit' && event.event === 'said')
    const log = read(events.filter(({ seq }) => seq >= (asked?.seq ?? 0)))
    const verdicts = verdictsOf(asked?.seq ?? 0, log)
    expect(verdicts.length).toBeGreaterThan(0)
    for (const verdict of verdicts)
      expect(verdict).toMatchObject({ outcome: 'unknown', missing: 'dropped-events' })
  })

  it('is nothing to ask about, where nothing was sent', () => {
    const log = read(recordedRooms().source.events)
    const others = log.events.filter(({ kind }) => kind !== 'emit' && kind !== 'frame')
    expect(others.length).toBeGreaterThan(50)
    for (const { seq } of others) expect(verdictsOf(seq, log)).toEqual([])
    expect(verdictsOf(999_999, log)).toEqual([])
  })
})

describe('whatever stands in a trace', () => {
  it('a pane that never connected has a verdict too', () => {
    const log = read(recordedRooms().source.events, ['dan'])
    expect(told(log, sent(log, 'soon'))).toMatchObject({
      dan: { outcome: 'not-sent', why: 'not-connected', evidence: ['emit'] },
    })
  })

  it('a longer trace never takes back that something was received', () => {
    const cases = ['away', 'recovered', 'lost', 'volatile', 'left-room', 'page-late'].map(
      (name) => recordedCase(name).source.events,
    )
    for (const events of [recordedRooms().source.events, ...cases]) {
      const log = new ExplainedLog()
      const certain = new Map<string, Verdict['outcome']>()
      for (const event of events) {
        log.push(event)
        if (event.seq % 3 !== 0 && event.seq !== events.length) continue
        for (const { seq } of log.events) {
          for (const { participant, outcome } of verdictsOf(seq, log)) {
            const key = `${seq} ${participant}`
            if (certain.has(key)) expect(['received', 'unheard'], key).toContain(outcome)
            else if (outcome === 'received') certain.set(key, outcome)
          }
        }
      }
      expect(certain.size).toBeGreaterThan(0)
    }
  })

  it('each verdict names events that are there, and each client once', () => {
    const drafts: fc.Arbitrary<readonly TraceEventDraft[]> = fc.oneof(
      fc.array(anyDraft, { maxLength: 60 }),
      // A sound trace whose events stand in any order, some of them missing.
      fc.shuffledSubarray(roomsStory(), { minLength: 20 }),
    )
    fc.assert(
      fc.property(drafts, (events) => {
        const log = read(placed(events.map((draft, index) => ({ ...draft, at: index * 1000 }))))
        for (const { seq } of log.events) {
          const verdicts = verdictsOf(seq, log)
          const participants = verdicts.map(({ participant }) => participant)
          expect(new Set(participants).size).toBe(participants.length)
          for (const { evidence } of verdicts) {
            expect(evidence.length).toBeGreaterThan(0)
            for (const shown of evidence) expect(log.events.some((event) => event.seq === shown)).toBe(true)
          }
        }
      }),
      { numRuns: 150 },
    )
  })
})
