import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TraceEvent, TraceEventDraft } from '../../../protocol/trace.ts'
import { measureOf, namesOf, textsOf, type KnownTrace } from '../../../trace/filter/facts.ts'
import type { Filter } from '../../../trace/filter/filter.ts'
import { filteredEvents, knownTrace } from '../../../trace/filter/filtered-events.ts'
import { matchesName } from '../../../trace/filter/name-pattern.ts'
import { parseFilter } from '../../../trace/filter/parse.ts'
import { frame } from '../../fixtures/inspector/story.ts'
import { InsideStory } from '../../fixtures/inspector/inside-story.ts'
import { filterTree } from './filter-trees.ts'
import { recordedRooms, recordedTrace } from './recorded.ts'
import { anyDraft, events, placed } from './state-events.ts'

const sourceOf = (events: readonly TraceEvent[]) => ({ ...recordedTrace().source, events })

function passing(drafts: readonly TraceEventDraft[], text: string): readonly TraceEvent[] {
  const parsed = parseFilter(text)
  if (!parsed.ok || parsed.filter === undefined) throw new Error(`${text} is no filter`)
  return filteredEvents(sourceOf(placed(drafts)), parsed.filter)
}

/** The texts of the frames that pass. */
const frames = (drafts: readonly TraceEventDraft[], text: string) =>
  passing(drafts, text).flatMap((event) => (event.kind === 'frame' ? [event.data] : []))

const chat = '42["chat","hi"]'
const other = '42/admin,7["Ban",{"name":"cat"}]'
const answer = '43/admin,7["done"]'
const ping = '2'
const talk = [
  frame('ann', 'up', chat),
  frame('ben', 'up', other, { transport: 'polling', size: 1500 }),
  frame('ben', 'down', answer, { transport: 'polling', size: 999 }),
  frame('ann', 'down', ping),
]

describe('a filter', () => {
  it.each([
    ['event:chat', [chat]],
    ['event:CHAT', [chat]],
    ['event:b*', [other, answer]],
    ['event:*', [chat, other, answer]],
    ['client:ann', [chat, ping]],
    ['dir:up', [chat, other]],
    ['ns:/admin', [other, answer]],
    ['ns:admin', [other, answer]],
    ['ns:/', [chat]],
    ['type:event', [chat, other]],
    ['type:ack', [answer]],
    ['type:ping', [ping]],
    ['kind:heartbeat', [ping]],
    ['kind:packet', [chat, other, answer, ping]],
    ['ack:7', [other, answer]],
    ['ack:*', [other, answer]],
    ['transport:polling', [other, answer]],
    ['size:>1kb', [other]],
    ['size:>=999b', [other, answer]],
    ['size:<5', [ping]],
    ['size:1500', [other]],
    ['"HI"', [chat]],
    ['cat', [other]],
    ['event:chat or type:ack', [chat, answer]],
    ['not client:ann', [other, answer]],
    ['client:ben not type:ack', [other]],
    ['(event:chat or event:ban) client:ben', [other, answer]],
    ['client:cat', []],
  ])('%s', (text, expected) => {
    expect(frames(talk, text)).toEqual(expected)
  })

  it('counts a kilobyte as the Size column does: 1000 bytes', () => {
    const sizes = [999, 1000, 1001, 1023, 1024, 1025].map((size) =>
      frame('ann', 'up', `42["${size}"]`, { size }),
    )
    expect(frames(sizes, 'size:>1kb')).toHaveLength(4)
    expect(frames(sizes, 'size:1kb')).toEqual(['42["1000"]'])
    expect(frames(sizes, 'size:<=0.999kb')).toEqual(['42["999"]'])
  })

  it('takes an attachment for a part of its packet', () => {
    const picture = frame('ann', 'up', '451-["picture",{"_placeholder":true,"num":0}]')
    const drafts = [picture, frame('ann', 'up', 'AAEC', { form: 'binary', size: 3 })]
    expect(frames(drafts, 'event:picture')).toHaveLength(2)
    expect(frames(drafts, 'type:event')).toHaveLength(1)
    expect(frames(drafts, 'type:attachment')).toEqual(['AAEC'])
  })

  it('counts time from the beginning of the run', () => {
    const start = (at: number) => ({ ...events.start(), at })
    const at = (ms: number, name: string) => frame('ann', 'up', name, { at: ms * 1000 })
    const drafts = [
      at(500, 'before'),
      start(10_000_000),
      at(11_000, 'a'),
      at(12_000, 'b'),
      start(20_000_000),
      at(21_400, 'c'),
    ]
    expect(frames(drafts, 'time:>1.3s')).toEqual(['b', 'c'])
    expect(frames(drafts, 'time:<=1000ms')).toEqual(['before', 'a'])
  })

  it('finds what the console and an error say', () => {
    const lines: TraceEventDraft[] = [
      {
        kind: 'console',
        origin: 'server',
        claimed: true,
        participant: 'server',
        level: 'log',
        parts: ['Ann', 'joined'],
      },
      {
        kind: 'error',
        origin: 'pane',
        participant: 'ben',
        stage: 'page',
        name: 'TypeError',
        message: 'Ann is not defined',
      },
    ]
    expect(passing(lines, '"ann joined"').map(({ seq }) => seq)).toEqual([1])
    expect(passing(lines, 'ann').map(({ seq }) => seq)).toEqual([1, 2])
    expect(passing(lines, 'kind:error client:ben').map(({ seq }) => seq)).toEqual([2])
    expect(passing(lines, 'client:server').map(({ seq }) => seq)).toEqual([1])
  })
})

describe('a room', () => {
  const three = () => new InsideStory().run().connects('ann').connects('ben').connects('cat')

  it('finds the call, who joined, and the frames that carried it', () => {
    const story = three().joins('ann', 'blue').joins('ben', 'blue')
    story.reaches({ rooms: ['blue'] }, ['ann', 'ben'], chat).reaches({}, ['cat'], chat)
    const found = passing(story.events, 'room:blue')
    expect(found.map(({ kind }) => kind).toSorted()).toEqual([
      'delivery',
      'delivery',
      'emit',
      'frame',
      'frame',
      'room',
      'room',
    ])
    expect(passing(story.events, 'room:blue client:ann kind:packet')).toHaveLength(1)
  })

  it('is found for frames that came before the server told of the call', () => {
    const story = three()
    story.reaches({ rooms: ['blue'] }, ['ann'], chat)
    const isFrame = (event: TraceEventDraft) => event.kind === 'frame' && event.data === chat
    const early = story.events.filter((event) => !isFrame(event))
    early.splice(
      early.findIndex(({ kind }) => kind === 'emit'),
      0,
      ...story.events.filter(isFrame),
    )
    expect(frames(early, 'room:blue')).toEqual([chat])
  })

  it('does not have a frame that says that it is of another event', () => {
    const story = three()
    story.reaches({ event: 'forged', rooms: ['blue'] }, ['ann'], chat)
    expect(frames(story.events, 'room:blue')).toEqual([])
  })

  it('finds what the server says of a client by its sockets', () => {
    const found = passing(three().joins('ann', 'blue').events, 'client:ann kind:room')
    expect(found).toMatchObject([{ room: 's-ann' }, { room: 'blue' }])
  })
})

/** The plainest reading of a filter. */
function holds(filter: Filter, event: TraceEvent, known: KnownTrace): boolean {
  switch (filter.type) {
    case 'text':
      return textsOf(event).some((text) => text.toLowerCase().indexOf(filter.text.toLowerCase()) >= 0)
    case 'name': {
      const names = namesOf(filter.key, event, known)
      const wholes = filter.key === 'ns' ? names.flatMap((name) => [name, name.replace(/^\//, '')]) : names
      const pieces = filter.pattern.map((piece) =>
        piece.toLowerCase().replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`),
      )
      return wholes.some((name) => new RegExp(`^${pieces.join('[^]*')}$`).test(name.toLowerCase()))
    }
    case 'measure': {
      const amount = measureOf(filter.key, event, known) ?? Number.NaN
      const wanted = filter.value * { b: 1, kb: 1000, mb: 1e6, ms: 1000, s: 1e6 }[filter.unit]
      const signs = amount < wanted ? ['<', '<='] : amount > wanted ? ['>', '>='] : ['=', '<=', '>=']
      return !Number.isNaN(amount) && signs.includes(filter.comparison)
    }
    case 'not':
      return !holds(filter.part, event, known)
    case 'and':
      return filter.parts.every((part) => holds(part, event, known))
    case 'or':
      return filter.parts.some((part) => holds(part, event, known))
  }
}

describe('the events that pass', () => {
  it('are those of the plainest reading, in any log', () => {
    fc.assert(
      fc.property(fc.array(anyDraft, { maxLength: 40 }), filterTree, (drafts, filter) => {
        const log = placed(drafts)
        const known = knownTrace(log)
        const naive = log.filter((event) => holds(filter, event, known))
        expect(filteredEvents(sourceOf(log), filter)).toEqual(naive)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['a recorded session', recordedTrace],
    ['a recorded session with rooms', recordedRooms],
  ])('are those of the plainest reading, in %s', (_name, recorded) => {
    const { source } = recorded()
    const known = knownTrace(source.events)
    fc.assert(
      fc.property(filterTree, (filter) => {
        const naive = source.events.filter((event) => holds(filter, event, known))
        expect(filteredEvents(source, filter)).toEqual(naive)
      }),
      { numRuns: 100 },
    )
  })
})

describe('a name pattern', () => {
  it('takes a star for any text, as a regular expression would', () => {
    const piece = fc.string({ unit: fc.constantFrom('a', 'b', 'A'), maxLength: 3 })
    fc.assert(
      fc.property(
        fc.tuple(piece, fc.array(piece, { maxLength: 3 })),
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 9 }),
        ([first, others], name) => {
          const expected = new RegExp(`^${[first, ...others].join('.*')}$`, 'i').test(name)
          expect(matchesName([first, ...others], name)).toBe(expected)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('takes a name of any length in its stride', () => {
    const stars: [string, ...string[]] = ['', ...Array.from({ length: 200 }, () => 'a'), 'b']
    expect(matchesName(stars, 'a'.repeat(100_000))).toBe(false)
  })
})
