import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TraceEventDraft } from '../../../protocol/trace.ts'
import { InsideStory, roomsStory } from '../../fixtures/inspector/inside-story.ts'
import { armsOf } from '../../../trace/ladder-fan-arms.ts'
import { endsOf, reachedNobody } from '../../../trace/ladder-fan.ts'
import type { LadderFan } from '../../../trace/ladder-item.ts'
import { LadderLanes } from '../../../trace/ladder-lanes.ts'
import { LadderRows } from '../../../trace/ladder-rows.ts'
import { LadderLog } from './ladder-log.ts'
import { recordedCase, recordedRooms } from './recorded.ts'

const hello = '42["chat","hi"]'

const three = () => new InsideStory().run().connects('ann').connects('ben').connects('cat')

const fansOf = (story: InsideStory) => new LadderLog(story.events).fans

const reached = (fan: LadderFan | undefined) => fan?.arrows.map(({ client }) => client)

/** Who was left out, and why. */
const skipped = (fan: LadderFan | undefined) =>
  fan?.skipped.map(({ client, reason }) => `${client} ${reason?.why ?? '?'}`)

describe('a call that sends to several', () => {
  it('is one row, with an arrow for each frame that carried it', () => {
    const log = new LadderLog(three().reaches({}, ['ann', 'ben', 'cat'], hello).events)
    expect(log.ladder.items.map(({ type }) => type)).toEqual([
      'boundary',
      'chapter',
      'chapter',
      'chapter',
      'fan',
    ])
    expect(reached(log.fans[0])).toEqual(['ann', 'ben', 'cat'])
    expect(log.fans[0]).toMatchObject({ label: 'chat', skipped: [], arrows: [{ preview: '"hi"' }, {}, {}] })
  })

  it('to a single socket stays the arrow of its frame', () => {
    const story = three().reaches({ call: 'socket.emit', socket: 's-ben' }, ['ben'], hello)
    const promised = { call: 'emitWithAck', socket: 's-ben', ack: 0 } as const
    const log = new LadderLog(story.reaches(promised, ['ben'], '420["chat","hi"]').events)
    expect(log.fans).toEqual([])
    expect(log.ladder.items.slice(-2)).toMatchObject([{ label: 'chat' }, { label: 'chat', ackId: 0 }])
  })

  it('shows a call for nobody, which the wire tells nothing of', () => {
    const story = three()
    story.emit({ rooms: ['empty'] })
    story.emit({ call: 'socket.emit', socket: 's-gone' })
    const [toRoom, toGone] = fansOf(story)
    expect(toRoom && reachedNobody(toRoom)).toBe(true)
    expect(skipped(toRoom)).toEqual(['ann not-in-room', 'ben not-in-room', 'cat not-in-room'])
    expect(toGone && reachedNobody(toGone)).toBe(true)
  })

  it('leaves nobody out when it threw: that says nothing of who was in the room', () => {
    const story = three().joins('ann', 'blue')
    story.emit({ rooms: ['blue'], error: 'a cycle' })
    expect(fansOf(story)[0]?.skipped).toEqual([])
  })

  it('has several frames to one client on one lane', () => {
    const story = three()
      .socket('ann', '/')
      .reaches({ sockets: ['s-ann', 's-2'] }, ['ann', 'ann'], hello)
    const [fan] = fansOf(story)
    expect(fan && endsOf(fan)).toMatchObject([{ client: 'ann', arrows: [{}, {}] }, {}, {}])
  })

  it('folds the attachments of its event', () => {
    const story = three()
    const emit = story.emit({ event: 'picture', sockets: ['s-ann'] })
    story
      .delivery(emit, 'ann', { packets: 2 })
      .message('ann', 'down', '451-["picture",{"_placeholder":true,"num":0}]')
      .message('ann', 'down', 'iVBORw0KGgo=', { form: 'binary' })
    const log = new LadderLog(story.events)
    expect(log.ladder.items.at(-1)).toMatchObject({
      type: 'fan',
      arrows: [{}],
      attachments: [log.events.length],
    })
    expect(log.ladder.fanOf(log.events.length)).toBe(log.fans[0])
  })

  it('gathers frames that came before the server told of the call, at the place of the call', () => {
    const story = three()
      .message('ann', 'down', hello)
      .message('ben', 'down', hello)
      .message('cat', 'up', '42["other"]')
    story.emit({ sockets: ['s-ann', 's-ben'] })
    const said = {
      origin: 'server',
      claimed: true,
      server: 1,
      kind: 'delivery',
      emit: 1,
      n: 2,
      packets: 1,
    } as const
    story.add({ ...said, socket: 's-ann', engine: 'e-ann' }, { ...said, socket: 's-ben', engine: 'e-ben' })
    const log = new LadderLog(story.events)
    expect(log.ladder.items.slice(-2).map((item) => ('label' in item ? item.label : ''))).toEqual([
      'other',
      'chat',
    ])
    expect(reached(log.fans[0])).toEqual(['ann', 'ben'])
  })

  it('belongs to its run: the next process counts its calls anew', () => {
    const story = three().reaches({ event: 'first' }, ['ann'], '42["first"]')
    const next = new InsideStory()
      .run(2)
      .connects('dan')
      .reaches({ event: 'second' }, ['dan'], '42["second"]')
    const [first, second] = new LadderLog([...story.events, ...next.events]).fans
    expect([reached(first), reached(second)]).toEqual([['ann'], ['dan']])
  })

  it('is forgotten with its frames when they are no longer kept', () => {
    const log = new LadderLog(three().reaches({}, ['ann', 'ben'], hello).events)
    const [fan] = log.fans
    const frames = fan?.arrows.map(({ seq }) => seq) ?? []
    log.ladder.trim(log.events.length)
    expect(log.fans).toEqual([fan])
    log.ladder.trim(log.events.length + 1)
    expect([...frames, fan?.seq ?? 0].map((seq) => log.ladder.fanOf(seq))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('who was left out', () => {
  it('is the sender of a broadcast', () => {
    const story = three().reaches(
      { call: 'broadcast', socket: 's-ann', except: ['s-ann'] },
      ['ben', 'cat'],
      hello,
    )
    expect(skipped(fansOf(story)[0])).toEqual(['ann sender'])
  })

  it('is who was in none of the rooms, or in one that was excepted', () => {
    const story = three().joins('ann', 'blue').joins('ben', 'blue').joins('ben', 'quiet')
    const [fan] = fansOf(story.reaches({ rooms: ['blue'], except: ['quiet'] }, ['ann'], hello))
    expect(skipped(fan)).toEqual(['ben excepted', 'cat not-in-room'])
    expect(fan?.skipped[0]?.reason).toEqual({ why: 'excepted', room: 'quiet' })
  })

  it('is judged by the rooms of that moment', () => {
    const story = three()
      .joins('ann', 'red')
      .reaches({ except: ['red'] }, ['ben', 'cat'], hello)
    story.leaves('ann', 'red').reaches({ except: ['red'] }, ['ann', 'ben', 'cat'], hello)
    expect(fansOf(story).map(skipped)).toEqual([['ann excepted'], []])
  })

  it('is who was connected elsewhere, or not at all, without an arrow to it', () => {
    const story = three().socket('cat', '/admin').disconnects('ben', 'transport close')
    const sockets = ['s-cat/admin']
    const emit = story.emit({ namespace: '/admin', sockets })
    story.delivery(emit, 'cat', { namespace: '/admin' }).message('cat', 'down', '42/admin,["chat","hi"]')
    const [fan] = fansOf(story)
    expect(skipped(fan)).toEqual(['ann other-namespace', 'ben not-connected'])
    expect(fan && endsOf(fan).map(({ client }) => client)).toEqual(['cat'])
  })

  it('is who was connected to another server of the same program, by the namespace of the same name', () => {
    const log = new LadderLog(recordedCase('other-server').source.events)
    const ports = log.events.flatMap((event) =>
      event.kind === 'link' && event.phase === 'open' ? [`${event.client} ${event.port}`] : [],
    )
    expect(ports).toEqual(['ann 8080', 'ben 8081'])
    const [fan] = log.fans
    expect(reached(fan)).toEqual(['ben'])
    expect(skipped(fan)).toEqual(['ann other-server'])
    expect(fan && endsOf(fan).map(({ client }) => client)).toEqual(['ben'])
  })

  it('is not explained where reports were lost, or where the call names more than is listed', () => {
    const drop = { kind: 'drop', origin: 'gateway', what: 'reports', count: 9 } as const
    const lossy = three()
      .add(drop)
      .reaches({ except: ['quiet'] }, ['ann', 'ben'], hello)
    expect(skipped(fansOf(lossy)[0])).toEqual(['cat ?'])
    const crowded = three()
    crowded.emit({ sockets: ['s-ann'], matched: 500 })
    const [fan] = fansOf(crowded)
    expect(fan?.skipped).toEqual([])
  })

  it('gives way to a frame that went there all the same', () => {
    const story = three().reaches({ sockets: ['s-ann'] }, ['ann', 'ben'], hello)
    const [fan] = fansOf(story)
    expect(fan && endsOf(fan).map(({ client, skip }) => `${client} ${skip === undefined}`)).toEqual([
      'ann true',
      'ben true',
      'cat false',
    ])
  })
})

describe('a server that lies', () => {
  it('gets no arrow for what never crossed', () => {
    const story = three()
    const emit = story.emit({ sockets: ['s-ann', 's-ben'] })
    story.delivery(emit, 'ann').delivery(emit, 'ben').delivery(emit, 'nobody')
    expect(fansOf(story)).toMatchObject([{ arrows: [] }])
  })

  it('cannot claim a frame of another event or namespace', () => {
    const story = three()
    const emit = story.emit({ event: 'harmless', sockets: ['s-ann'] })
    story.delivery(emit, 'ann').message('ann', 'down', '42["secret"]')
    const other = story.emit({ event: 'secret', namespace: '/chat', sockets: ['s-ben'] })
    story.delivery(other, 'ben').message('ben', 'down', '42["secret"]')
    const log = new LadderLog(story.events)
    expect(log.fans).toMatchObject([{ arrows: [] }, { arrows: [] }])
    expect(log.ladder.items.filter((item) => item.type === 'arrow')).toHaveLength(2)
  })

  it('cannot make a handshake, an answer or a heartbeat vanish', () => {
    const story = new InsideStory().run()
    for (let n = 1; n <= 4; n += 1) {
      story.add({
        origin: 'server',
        claimed: true,
        server: 1,
        kind: 'delivery',
        emit: 1,
        socket: 'x',
        engine: 'e-ann',
        n,
        packets: 1,
      })
    }
    story.emit({ sockets: ['x'] })
    const log = new LadderLog(
      story.connects('ann').message('ann', 'down', '430["ok"]').message('ann', 'down', '41').events,
    )
    expect(log.fans).toMatchObject([{ arrows: [] }])
    expect(log.ladder.items.map(({ type }) => type)).toEqual([
      'boundary',
      'fan',
      'chapter',
      'arrow',
      'chapter',
    ])
  })
})

describe('how it lies across the lanes', () => {
  it('has an arm to each side, solid to the last that was reached and hollow beyond', () => {
    const story = three().connects('dan').joins('ben', 'blue').joins('dan', 'blue')
    const [fan] = fansOf(story.reaches({ rooms: ['blue'] }, ['ben', 'dan'], hello))
    if (fan === undefined) throw new Error('expected a fan')
    const lanes = new LadderLanes(['ann', 'ben', 'cat', 'dan'])
    const { from, arms } = armsOf(fan, lanes)
    expect(from).toBe(lanes.place('server'))
    expect(arms.map(({ ends }) => ends.map(({ end }) => end.client))).toEqual([
      ['ben', 'ann'],
      ['cat', 'dan'],
    ])
    expect(arms).toMatchObject([
      { way: -1, reachedTo: lanes.place('ben'), skippedTo: lanes.place('ann') },
      { way: 1, reachedTo: lanes.place('dan') },
    ])
    expect(arms[1]?.skippedTo).toBeUndefined()
  })
})

describe('a recorded session of a real server', () => {
  const { events } = recordedRooms().source
  const log = new LadderLog(events)
  const calls = events.filter((event) => event.kind === 'emit')

  it('has each broadcast as one row with the sockets that matched, and each of its frames there alone', () => {
    const fans = calls.filter(
      ({ call, socket }) => call === 'io.emit' || call === 'broadcast' || socket === undefined,
    )
    expect(log.fans.map(({ seq }) => seq)).toEqual(fans.map(({ seq }) => seq))
    expect(log.fans.map(({ arrows }) => arrows.length)).toEqual(fans.map(({ matched }) => matched))
    const rows = rowsOfFrames(log)
    expect(rows.map((places) => places.length)).toEqual(rows.map(() => 1))
  })

  it('tells who was left out of each', () => {
    expect(
      log.fans.map((fan) => [
        fan.label,
        ...fan.skipped.map(({ client, reason }) => `${client} ${reason?.why}`),
      ]),
    ).toEqual([
      ['said', 'ben not-in-room', 'cat excepted'],
      ['said', 'ann not-in-room', 'ben not-in-room', 'cat excepted'],
      ['typing', 'ben sender'],
      ['copy', 'ben sender'],
      ['question'],
      ['soon'],
      ['joined', 'ann sender', 'ben other-namespace', 'cat other-namespace'],
      ['joined', 'ben other-namespace', 'cat sender'],
      ['line', 'ben other-namespace'],
    ])
  })

  it('has every attachment of a broadcast in its row', () => {
    const copy = log.fans.find(({ label }) => label === 'copy')
    expect(copy).toMatchObject({
      arrows: [{ attachments: 2 }, { attachments: 2 }],
      attachments: { length: 4 },
    })
  })
})

/** The rows in which each frame of an event or an answer stands. */
function rowsOfFrames({ ladder, packets }: LadderLog): number[][] {
  return packets.rows
    .filter(({ kind }) => kind === 'event' || kind === 'ack')
    .map(({ seq }) =>
      ladder.items.flatMap((item, place) => {
        const frames = item.type === 'fan' ? item.arrows : item.type === 'chapter' ? item.members : [item]
        return frames.filter((frame) => frame.seq === seq).map(() => place)
      }),
    )
}

/** The story with some reports late and some frames late, as the two may come from two machines. */
function mixed(story: readonly TraceEventDraft[], delays: readonly number[]): TraceEventDraft[] {
  return story
    .map((draft, index) => ({
      draft,
      when: index + (draft.claimed === true ? (delays[index % delays.length] ?? 0) : 0),
    }))
    .sort((a, b) => a.when - b.when)
    .map(({ draft }) => draft)
}

describe('whatever the order in which reports and frames come', () => {
  it('each frame of an event or an answer stands in exactly one row, and is found there', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 40 }), (delays) => {
        const log = new LadderLog(mixed(roomsStory(), delays))
        const rows = rowsOfFrames(log)
        expect(rows.map((places) => places.length)).toEqual(rows.map(() => 1))
        const view = new LadderRows(log.ladder.items, 0, new Set(), {
          rowOf: (seq) => log.ladder.fanOf(seq)?.seq ?? seq,
        })
        const packets = log.packets.rows.filter(({ kind }) => kind === 'event' || kind === 'ack')
        expect(packets.map(({ seq }) => view.indexOfSeq(seq))).toEqual(rows.flat())
        const seqs = log.ladder.items.map(({ seq }) => seq)
        expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
      }),
    )
  })

  it('the fans have the same arrows', () => {
    const inOrder = new LadderLog(roomsStory()).fans.map((fan) => [fan.label, reached(fan)?.toSorted()])
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 40 }), (delays) => {
        const late = new LadderLog(mixed(roomsStory(), delays)).fans
        const told = late.map((fan): unknown[] => [fan.label, reached(fan)?.toSorted()])
        expect(told.map(String).toSorted()).toEqual(inOrder.map(String).toSorted())
      }),
    )
  })
})
