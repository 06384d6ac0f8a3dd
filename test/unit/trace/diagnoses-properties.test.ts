/** Diagnoses of any trace at all: forged, out of order, cut off at its beginning. */
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { TraceEventDraft } from '../../../protocol/trace.ts'
import { diagnosisSentence, lessonOf } from '../../../trace/explain/diagnosis-words.ts'
import { DiagnosedLog, diagnosesOf, recordedProgram, recordedPrograms } from './diagnosed.ts'
import { anyDraft, placed } from './state-events.ts'

const client = fc.constantFrom('ann', 'ben')
const socket = fc.constantFrom('s1', 's2', '__proto__')
const event = fc.constantFrom('ask', 'chat', '__proto__', '\u202e')
const n = fc.integer({ min: 1, max: 3 })
const engine = fc.constantFrom('e1', 'e2')
const count = fc.nat({ max: 3 })
const inside = { origin: 'server', claimed: true, server: 1 } as const

const http: fc.Arbitrary<TraceEventDraft> = fc.record({
  kind: fc.constant('http' as const),
  origin: fc.constant('gateway' as const),
  client,
  port: fc.constant(3000),
  method: fc.constantFrom('GET', 'POST', 'OPTIONS'),
  path: fc.oneof(
    fc.constantFrom('/', '/socket.io/?EIO=3&transport=polling', '/x?EIO=4&transport=websocket'),
    engine.map((sid) => `/socket.io/?EIO=4&transport=polling&sid=${sid}`),
    engine.map((sid) => `/socket.io/?EIO=4&transport=websocket&sid=${sid}`),
    fc.webPath(),
  ),
  status: fc.constantFrom(0, 101, 200, 400, 404, 413, 501, 502),
  requestBytes: fc.nat(),
  responseBytes: fc.nat(),
  durationUs: fc.nat(),
})

const claims: fc.Arbitrary<TraceEventDraft> = fc.oneof(
  fc
    .record({ socket, event, handlers: count, cause: fc.record({ engine, n }) })
    .map(({ cause, ...of }): TraceEventDraft => ({
      ...inside,
      kind: 'listener',
      phase: 'arrived',
      any: 0,
      cause: { ...cause, how: 'handler' },
      ...of,
    })),
  fc
    .record({ socket, event, client, handlers: count, cause: fc.record({ engine, n }) })
    .map((of): TraceEventDraft => ({
      origin: 'pane',
      claimed: true,
      kind: 'listener',
      phase: 'arrived',
      namespace: '/',
      any: 0,
      ...of,
    })),
  fc
    .record({ socket, event, handlers: count })
    .map((of): TraceEventDraft => ({ ...inside, kind: 'listener', phase: 'added-late', ...of })),
  fc
    .record({ socket, ack: count, handlers: count })
    .map((of): TraceEventDraft => ({ ...inside, kind: 'listener', phase: 'answered', ...of })),
  fc.record({ socket, ack: count }).map((of): TraceEventDraft => ({
    ...inside,
    kind: 'emit',
    id: 1,
    call: 'ack-reply',
    namespace: '/',
    rooms: [],
    except: [],
    roomCount: 0,
    exceptCount: 0,
    flags: {},
    matched: 0,
    sockets: [],
    ...of,
  })),
  fc.constant<TraceEventDraft>({ ...inside, kind: 'socket', phase: 'refused', code: 5, message: '' }),
  client.map((name): TraceEventDraft => ({
    origin: 'gateway',
    kind: 'link',
    phase: 'close',
    link: `${name}-1`,
    client: name,
    reason: 'server',
    code: 1009,
  })),
)

const anything = fc.oneof({ weight: 3, arbitrary: anyDraft }, http, claims)

const recordings = recordedPrograms.map(recordedProgram)

/** A recording from which some events were lost, and into which others were mixed. */
const spoilt = fc
  .tuple(
    fc.constantFrom(...recordings),
    fc.array(fc.nat({ max: 60 }), { maxLength: 5 }),
    fc.array(fc.tuple(fc.nat({ max: 60 }), anything), { maxLength: 10 }),
  )
  .map(([recording, lost, mixedIn]) => {
    const drafts: TraceEventDraft[] = recording.filter((_, index) => !lost.includes(index))
    for (const [index, draft] of mixedIn)
      drafts.splice(index, 0, { ...draft, at: drafts[index]?.at ?? 9_000_000 })
    return drafts
  })

const trace = fc.oneof(fc.array(anything, { maxLength: 60 }), spoilt).map((drafts) => placed(drafts))

it('told step by step are those that are told of the whole', () => {
  fc.assert(
    fc.property(trace, (events) => {
      const growing = new DiagnosedLog()
      for (const [index, one] of events.entries()) {
        growing.push(one)
        // Whoever reads in between changes nothing.
        if (index % 7 === 0) expect(growing.found).toEqual(diagnosesOf(events.slice(0, index + 1)))
      }
      expect(growing.found).toEqual(diagnosesOf(events))
      expect(growing.found).toBe(growing.found)
    }),
    { numRuns: 500 },
  )
})

it('have an id of their own and events that are there, and a sentence in each language', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(trace, (events) => {
      const found = diagnosesOf(events)
      expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
      for (const diagnosis of found) {
        seen.add(diagnosis.what)
        expect(diagnosis.evidence.length).toBeGreaterThan(0)
        expect(diagnosis.evidence.length).toBeLessThanOrEqual(8)
        for (const seq of diagnosis.evidence) expect(events[seq - 1]?.seq).toBe(seq)
        for (const language of ['en', 'ru'] as const) {
          const sentence = diagnosisSentence(diagnosis, language, (name) => name)
          expect(sentence).toMatch(/^[^\n\u202e]+\.$/u)
          expect(sentence.length).toBeLessThan(600)
        }
        lessonOf(diagnosis)
      }
    }),
    { numRuns: 600 },
  )
  // Such traces come to nearly all of them.
  expect(seen.size).toBeGreaterThanOrEqual(12)
})

it('keep their order while more is learned', () => {
  fc.assert(
    fc.property(trace, (events) => {
      const diagnoses = new DiagnosedLog()
      let before: readonly string[] = []
      for (const one of events) {
        diagnoses.push(one)
        const now = diagnoses.found.map(({ id }) => id)
        const stayed = before.filter((id) => now.includes(id))
        expect(now.filter((id) => stayed.includes(id))).toEqual(stayed)
        before = now
      }
    }),
    { numRuns: 400 },
  )
})

it('show nothing that was given up, and go on after that', () => {
  fc.assert(
    fc.property(trace, fc.array(fc.nat({ max: 70 }), { maxLength: 4 }), (events, drops) => {
      const diagnoses = new DiagnosedLog()
      let kept = 0
      for (const one of events) {
        diagnoses.push(one)
        if (!drops.includes(one.seq)) continue
        kept = Math.max(kept, one.seq - 5)
        diagnoses.dropBefore(kept)
        for (const { evidence } of diagnoses.found) expect(Math.min(...evidence)).toBeGreaterThanOrEqual(kept)
      }
      for (const { evidence } of diagnoses.found) expect(Math.min(...evidence)).toBeGreaterThanOrEqual(kept)
      diagnoses.dropBefore(events.length + 1)
      expect(diagnoses.found).toEqual([])
    }),
    { numRuns: 500 },
  )
})
