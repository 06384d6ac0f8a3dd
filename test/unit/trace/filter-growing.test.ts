import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TraceEvent, TraceEventDraft } from '../../../protocol/trace.ts'
import { ConsoleFold } from '../../../trace/console.ts'
import type { Filter } from '../../../trace/filter/filter.ts'
import { filteredEvents, knownTrace } from '../../../trace/filter/filtered-events.ts'
import { FilteredTrace } from '../../../trace/filter/filtered-trace.ts'
import { parseFilter } from '../../../trace/filter/parse.ts'
import type { LadderItem } from '../../../trace/ladder-item.ts'
import { InsideStory } from '../../fixtures/inspector/inside-story.ts'
import { chatStory, frame } from '../../fixtures/inspector/story.ts'
import { filterTree } from './filter-trees.ts'
import { LadderLog } from './ladder-log.ts'
import { recordedRooms, recordedTrace } from './recorded.ts'

function filterOf(text: string): Filter {
  const parsed = parseFilter(text)
  if (!parsed.ok || parsed.filter === undefined) throw new Error(`${text} is no filter`)
  return parsed.filter
}

/** A log and its filtered view, as the inspector keeps them. */
class FilteredLog {
  readonly log = new LadderLog()
  readonly #console = new ConsoleFold()
  readonly filtered = new FilteredTrace({
    events: () => this.log.events,
    read: () => this.log.events.length,
    known: {
      event: (seq) => this.log.events[seq - 1],
      rowOf: (seq) => this.log.packets.rowOf(seq),
      inside: this.log.inside,
      owners: {
        ofEngine: (engine) => knownTrace(this.log.events).owners.ofEngine(engine),
        ofSocket: (socket) => knownTrace(this.log.events).owners.ofSocket(socket),
      },
      since: (seq) => knownTrace(this.log.events).since(seq),
    },
    inside: this.log.inside,
    itemOf: (seq) => this.log.ladder.itemOf(seq),
    lines: () => this.#console.entries,
  })

  add(drafts: readonly TraceEventDraft[]): this {
    for (const draft of drafts) {
      this.log.add(draft)
      const event = this.log.events.at(-1)
      if (event !== undefined) this.#console.push(event)
    }
    return this
  }

  /** Everything that waits. */
  advance(): this {
    this.filtered.advance(() => false)
    return this
  }

  get seen() {
    return {
      frames: this.filtered.frames.items.map(({ seq }) => seq),
      lines: this.filtered.lines.items.map(({ seq }) => seq),
      rows: this.filtered.ladder.items.map(({ seq }) => seq),
      steps: chaptersIn(this.filtered.ladder.items).map((chapter) =>
        this.filtered.stepsOf(chapter).map(({ seq }) => seq),
      ),
    }
  }
}

const chaptersIn = (items: readonly LadderItem[]) => items.filter((item) => item.type === 'chapter')

const seqsOf = (item: LadderItem): readonly number[] => {
  if (item.type === 'chapter') return item.members.map(({ seq }) => seq)
  if (item.type === 'fan') return [item.seq, ...item.arrows.map(({ seq }) => seq), ...item.attachments]
  return [item.seq]
}

/** What the whole log shows at its end, filtered in one go. */
function naive(log: LadderLog, filter: Filter) {
  const passed = filteredEvents({ ...recordedTrace().source, events: log.events }, filter)
  const seqs = new Set(passed.map(({ seq }) => seq))
  const ofKind = (...kinds: readonly TraceEvent['kind'][]) =>
    passed.filter(({ kind }) => kinds.includes(kind)).map(({ seq }) => seq)
  const rows = log.ladder.items.filter((item) => seqsOf(item).some((seq) => seqs.has(seq)))
  return {
    frames: ofKind('frame'),
    lines: ofKind('console', 'error'),
    rows: rows.map(({ seq }) => seq),
    steps: chaptersIn(rows).map(({ members }) =>
      members.map(({ seq }) => seq).filter((seq) => seqs.has(seq)),
    ),
  }
}

const opening = () => new InsideStory().run().connects('ann').connects('ben').connects('cat')

const step = fc.oneof(
  fc.record({
    rooms: fc.constantFrom<string[]>([], ['blue'], ['red', 'blue']),
    event: fc.constantFrom('chat', 'message'),
    to: fc.subarray(['ann', 'ben', 'cat']),
    text: fc.constantFrom('42["chat","hi"]', '42["message",1]', '42["other"]'),
  }),
  fc.constantFrom<TraceEventDraft>(
    frame('ann', 'up', '2'),
    frame('ben', 'up', '42/chat,7["ask"]'),
    frame('ben', 'down', '43/chat,7["yes"]', { transport: 'polling' }),
    frame('cat', 'up', '451-["message",{"_placeholder":true,"num":0}]'),
    frame('cat', 'up', 'AAEC', { form: 'binary', size: 2000 }),
    ...chatStory().filter(({ kind }) => kind === 'console' || kind === 'error' || kind === 'http'),
  ),
)

/**
 * Calls to rooms and to all, questions, bytes, lines and heartbeats, of three clients. Where the numbers begin again, what
 * the server says is about frames that are long known, and were of something else.
 */
const talk = fc
  .record({ steps: fc.array(step, { maxLength: 15 }), numbersBeginAgain: fc.boolean() })
  .map(({ steps, numbersBeginAgain }) => {
    const story = numbersBeginAgain ? new InsideStory() : opening()
    const before = story.events.length
    for (const next of steps) {
      if ('to' in next) story.reaches(next, next.to, next.text)
      else story.add(next)
    }
    return story.events.slice(before)
  })

/** The same events, each a little earlier or later: what the server says may come after the frames. */
function shuffled(drafts: readonly TraceEventDraft[], delays: readonly number[]): TraceEventDraft[] {
  const keyed = drafts.map((draft, index) => ({ draft, key: index + (delays[index % delays.length] ?? 0) }))
  return keyed.toSorted((a, b) => a.key - b.key).map(({ draft }) => draft)
}

describe('a filtered trace that grows', () => {
  it('shows what filtering the whole log in one go shows, whenever the filter came and in whatever slices', () => {
    fc.assert(
      fc.property(
        talk,
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 30 }),
        filterTree,
        fc.nat(40),
        fc.integer({ min: 1, max: 9 }),
        (drafts, delays, filter, setAt, slice) => {
          const view = new FilteredLog()
          const all = [...opening().events, ...shuffled(drafts, delays)]
          for (let from = 0; from < all.length; from += slice) {
            if (from <= setAt && setAt < from + slice) view.filtered.setFilter(filter)
            view.add(all.slice(from, from + slice)).advance()
          }
          if (!view.filtered.isOn) view.filtered.setFilter(filter)
          expect(view.advance().seen).toEqual(naive(view.log, filter))
        },
      ),
      { numRuns: 500 },
    )
  })

  it.each([
    [
      'room:blue',
      'client:ann',
      'not room:blue',
      'kind:socket or kind:link',
      'type:connect or type:pong',
      'type:ack or type:event',
      'time:>100ms',
    ],
  ])('shows the same of recorded sessions, event by event', (...filters) => {
    for (const recorded of [recordedTrace(), recordedRooms()]) {
      for (const filter of filters.map(filterOf)) {
        const view = new FilteredLog()
        view.filtered.setFilter(filter)
        for (const event of recorded.source.events) view.add([event]).advance()
        expect(view.seen).toEqual(naive(view.log, filter))
      }
    }
  })

  it('asks no longer than it is given time, and goes on where it stopped', () => {
    const view = new FilteredLog().add(Array.from({ length: 1000 }, () => frame('ann', 'up', '42["a"]')))
    view.filtered.setFilter(filterOf('event:a'))
    expect(view.filtered.advance(() => true)).toBe(false)
    const first = view.seen.frames.length
    expect(first).toBeGreaterThan(0)
    expect(first).toBeLessThan(100)
    view.filtered.advance(() => true)
    expect(view.seen.frames.length).toBe(2 * first)
    expect(view.advance().seen.frames).toHaveLength(1000)
    expect(view.filtered.isDone).toBe(true)
  })

  it('asks each event once, however many come after it', () => {
    const asked: number[] = []
    const events: TraceEvent[] = []
    const filtered = new FilteredTrace({
      events: () => events,
      read: () => events.length,
      known: {
        event: () => undefined,
        rowOf: (seq) => {
          asked.push(seq)
          return undefined
        },
        inside: new LadderLog().inside,
        owners: { ofEngine: () => undefined, ofSocket: () => undefined },
        since: () => 0,
      },
      inside: new LadderLog().inside,
      itemOf: () => undefined,
      lines: () => [],
    })
    filtered.setFilter(filterOf('type:event'))
    for (let seq = 1; seq <= 50; seq += 1) {
      events.push({ ...frame('ann', 'up', '42["a"]'), seq, at: seq })
      filtered.advance(() => false)
    }
    expect(asked).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
  })

  it('gives up what fell out of the trace, and counts it', () => {
    const view = new FilteredLog()
    view.filtered.setFilter(filterOf('event:a'))
    view.add(Array.from({ length: 10 }, () => frame('ann', 'up', '42["a"]'))).advance()
    view.filtered.dropBefore(4)
    expect(view.seen).toMatchObject({ frames: [4, 5, 6, 7, 8, 9, 10], rows: [4, 5, 6, 7, 8, 9, 10] })
    expect(view.filtered.frames.gone).toBe(3)
    expect(view.filtered.ladder.gone).toBe(3)
  })

  it('keeps nothing without a filter', () => {
    const view = new FilteredLog().add([frame('ann', 'up', '42["a"]')]).advance()
    expect(view.filtered.isOn).toBe(false)
    expect(view.seen).toEqual({ frames: [], lines: [], rows: [], steps: [] })
  })
})
