import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { InspectorModel } from '../../../src/playground/inspector/inspector-model.ts'
import { MomentOwner, type Place } from '../../../src/playground/inspector/moment.ts'
import { ClientsFold } from '../../../trace/clients.ts'
import { clientStateIn } from '../../../trace/client-state.ts'
import { pastMoment } from '../../../src/playground/inspector/past-moment.ts'
import type { TraceSource } from '../../../trace/source.ts'
import { busyStory } from '../../fixtures/inspector/busy-story.ts'
import { recordedRooms, recordedTrace } from '../trace/recorded.ts'
import { stubScreen } from './screen.ts'

/** A trace of which the first events were read, and the oldest were dropped. */
function traceOf(times: readonly number[], firstSeq = 1, unread = 0) {
  const events = times.toSorted((a, b) => a - b).map((at, index): Place => ({ seq: firstSeq + index, at }))
  const newest = events.at(-1 - unread) ?? { seq: 0, at: 0 }
  return { events, newest, selected: undefined }
}

const times = fc.array(fc.nat({ max: 5_000_000 }), { minLength: 1, maxLength: 40 })

describe('the moment that a reader travels to', () => {
  it('is the last event that had happened by then, of those that were read', () => {
    fc.assert(
      fc.property(times, fc.nat({ max: 6_000_000 }), fc.nat({ max: 50 }), (list, at, firstSeq) => {
        const trace = traceOf(list, firstSeq + 1, Math.min(2, list.length - 1))
        const moment = new MomentOwner(trace)
        moment.travelTo(at)
        const happened = trace.events.filter((event) => event.at <= at)
        const expected = at >= trace.newest.at ? undefined : (happened.at(-1) ?? trace.events[0])
        expect(moment.travelled.value).toEqual(expected)
      }),
    )
  })

  it('goes as many events back as forward, and never beyond what is kept and read', () => {
    fc.assert(
      fc.property(times, fc.array(fc.integer({ min: -15, max: 15 }), { maxLength: 20 }), (list, steps) => {
        const trace = traceOf(list, 7)
        const moment = new MomentOwner(trace)
        let index = trace.events.length - 1
        for (const by of steps) {
          moment.step(by)
          index = Math.max(0, Math.min(trace.events.length - 1, index + by))
          expect(moment.travelled.value).toEqual(trace.events[index])
        }
      }),
    )
  })

  it('a second on or back is at least one event', () => {
    const trace = traceOf([0, 100, 200, 5_000_000])
    const moment = new MomentOwner(trace)
    const seconds = [-1, -1, 1, 1, -1].map((by) => {
      moment.stepTime(by * 1_000_000)
      return moment.travelled.value?.at
    })
    expect(seconds).toEqual([200, 0, 200, 5_000_000, 200])
  })

  it('that falls out of the trace is the oldest one that is kept', () => {
    const trace = traceOf([10, 20, 30, 40])
    const moment = new MomentOwner(trace)
    moment.toOldest()
    trace.events.splice(0, 2)
    moment.keepFrom(3)
    expect(moment.travelled.value).toEqual({ seq: 3, at: 30 })
  })
})

const screen = stubScreen()

function openModel(events: readonly TraceEvent[]): InspectorModel {
  const source: TraceSource = {
    header: { format: 'wirelab-trace', version: 1, startedAt: '2026-01-01T00:00:00.000Z' },
    events,
    dropped: 0,
    subscribe: () => () => undefined,
  }
  const model = new InspectorModel(source, ['ann', 'ben', 'cat'])
  model.start()
  screen.draw()
  return model
}

const recordings = [recordedTrace(), recordedRooms()].map(({ source }) => source.events)

describe('every view at a moment', () => {
  it.each(recordings)(
    'shows the same on the way forward and back, and what a prefix of the trace alone shows',
    (...events) => {
      const seen = (model: InspectorModel) => {
        const { shown } = model.moment
        const [packets, lines] = [model.rows.packets(), model.rows.console()]
        return {
          state: model.states.stateAt(shown.seq),
          packets: Array.from({ length: packets.length }, (_, index) => packets.at(index)?.seq),
          lines: Array.from({ length: lines.length }, (_, index) => lines.at(index)?.seq),
        }
      }
      const model = openModel(events)
      const back = events.map((_, index) => {
        if (index > 0) model.moment.step(-1)
        else model.moment.travelTo((events.at(-1)?.at ?? 0) - 1)
        return [model.moment.shown.seq, seen(model)] as const
      })
      const bySeq = new Map(back)
      model.moment.toOldest()
      for (let steps = 0; steps < events.length; steps += 1) {
        const { seq } = model.moment.shown
        if (bySeq.has(seq)) expect(seen(model)).toEqual(bySeq.get(seq))
        model.moment.step(1)
      }
      for (const seq of [2, Math.floor(events.length / 2), events.length - 2]) {
        const prefix = openModel(events.filter((event) => event.seq <= seq))
        expect(bySeq.get(seq)).toEqual(seen(prefix))
      }
    },
  )

  it('tells of a selection its own moment, takes it along when its reader travels, and goes back to now', () => {
    const model = openModel(recordings[1] ?? [])
    const seqs = model.events.filter(({ kind }) => kind === 'frame').map(({ seq }) => seq)
    const [first = 0, second = 0] = [seqs.at(3), seqs.at(9)]
    expect(model.moment.shown.how).toBe('now')
    model.select(first)
    expect(model.moment.shown).toMatchObject({ how: 'selected', seq: first })
    expect(model.moment.travelled.value).toBeUndefined()
    model.moment.step(-1)
    expect(model.moment.shown.how).toBe('travelled')
    model.select(second)
    expect(model.moment.shown).toMatchObject({ how: 'travelled', seq: second })
    model.backToLive()
    expect(model.moment.shown).toMatchObject({ how: 'now', seq: model.newest.seq })
    expect(model.selection.value).toBeUndefined()
  })
})

describe('how clients are connected at a moment', () => {
  it('is told outside of the inspector while its reader travels, and only then', () => {
    const events = busyStory().map((event, index) => ({ ...event, seq: index + 1, at: event.at ?? 0 }))
    const model = openModel(events)
    const told = () => {
      const past = pastMoment(model)
      return past === undefined ? 'now' : [past.stateOf('ann'), past.unplugged('ann')]
    }
    const timesMs = [10, 1_000, 1_350, 1_550, 1_650, 1_850]
    expect(
      timesMs.map((time) => {
        model.moment.travelTo(time * 1_000)
        return told()
      }),
    ).toEqual([
      ['idle', false],
      ['websocket', false],
      ['websocket', true],
      ['disconnected', true],
      ['disconnected', false],
      ['websocket', false],
    ])
    model.backToLive()
    expect(told()).toBe('now')
  })

  it.each(recordings)('is what their own fold tells, wherever they are or were connected', (...events) => {
    const model = openModel(events)
    const fold = new ClientsFold()
    const compared = new Set<string>()
    for (const event of events) {
      fold.push(event)
      const state = model.states.stateAt(event.seq)
      for (const [client, known] of fold.snapshot) {
        const isConnected = known.state === 'websocket' || known.state === 'polling'
        const told = clientStateIn(state, client)
        if (isConnected) expect([event.seq, client, told]).toEqual([event.seq, client, known.state])
        else expect(['connecting', 'disconnected', 'idle']).toContain(told)
        compared.add(told)
      }
    }
    expect(compared).toContain('websocket')
    expect(compared).toContain('disconnected')
  })
})
