/** Diagnoses on recordings of real sessions: each is made where it belongs, and not where it only looks alike. */
import { globSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { TraceEvent } from '../../../protocol/trace.ts'
import type { Diagnosis } from '../../../trace/explain/explanation.ts'
import { diagnosisKinds } from '../../fixtures/explained-programs/diagnosis-kinds.ts'
import { diagnosesOf, eventsIn, recordedProgram, recordedPrograms, whatIsSaid } from './diagnosed.ts'

/** Without evidence, which differs from recording to recording; ids of sockets are a sign. */
type Told = Diagnosis extends infer One ? (One extends unknown ? Omit<One, 'evidence'> : never) : never

const newId = { what: 'new-id', before: '#', after: '#', lostRooms: [] } as const

/** All that is said of a recording, and the recording of which its last kind is not said. */
const rows: readonly [recording: string, said: readonly Told[], alike: string][] = [
  ['ack-forgotten', [{ what: 'ack-pending', client: 'ann', event: 'save' }], 'ack-answered'],
  [
    'ack-timed-out',
    [{ what: 'ack-timed-out', client: 'ann', event: 'question', afterMs: 100 }],
    'ack-in-time',
  ],
  ['ack-late', [{ what: 'ack-late', client: 'ann', event: 'question', asker: 'server' }], 'ack-in-time'],
  ['page-gives-up', [{ what: 'ack-late', client: 'ann', event: 'search' }], 'page-waits'],
  ['ack-twice', [{ what: 'ack-twice', client: 'ann', event: 'save' }], 'ack-answered'],
  [
    'handlers-repeated',
    [{ what: 'handlers-repeated', client: 'ann', event: 'chat', handlers: 2 }],
    'ack-answered',
  ],
  [
    'page-handlers-repeated',
    [
      { ...newId, client: 'ann' },
      { what: 'handlers-repeated', client: 'ann', event: 'news', handlers: 2, on: 'page' },
    ],
    'page-listens',
  ],
  ['handler-late', [{ what: 'handler-late', client: 'ann', event: 'hello' }], 'handlers-repeated'],
  [
    'page-handler-late',
    [{ what: 'handler-late', client: 'ann', event: 'welcome', on: 'page' }],
    'page-handlers-repeated',
  ],
  [
    'buffered-burst',
    [
      { ...newId, client: 'ann' },
      { what: 'buffered-burst', client: 'ann', count: 3 },
    ],
    'greets-each-time',
  ],
  [
    'buffered-burst-polling',
    [
      { ...newId, client: 'ann' },
      { what: 'buffered-burst', client: 'ann', count: 4 },
    ],
    'greets-each-time',
  ],
  ['plugged-in', [{ what: 'buffered-burst', client: 'ann', count: 3 }], 'ack-answered'],
  ['rooms-lost', [{ ...newId, client: 'ben', lostRooms: ['blue'] }], 'page-reloaded'],
  ['greets-each-time', [{ ...newId, client: 'ann' }], 'recovered'],
  ['recovered', [{ what: 'recovered', client: 'ben', missed: 1 }], 'rooms-lost'],
  ['stuck-on-polling', [{ what: 'stuck-on-polling', client: 'ann' }], 'upgraded'],
  ['stuck-on-polling', [{ what: 'stuck-on-polling', client: 'ann' }], 'polling-by-choice'],
  ['ping-timeout', [{ what: 'ping-timeout', client: 'ben' }], 'heartbeats'],
  [
    'payload-too-large',
    [{ what: 'payload-too-large', client: 'ann', size: 2014, limit: 1000 }],
    'payload-that-fits',
  ],
  [
    'payload-too-large-polling',
    [{ what: 'payload-too-large', client: 'ann', size: 2014, limit: 1000 }],
    'payload-that-fits',
  ],
  [
    'payload-cut-short',
    [{ what: 'payload-too-large', client: 'ann', limit: 1_000_000 }],
    'payload-that-fits',
  ],
  ['cors-refused', [{ what: 'cors-refused', client: 'ann' }], 'cors-allowed'],
  ['other-version', [{ what: 'version-mismatch', client: 'ann', clientEio: '3' }], 'other-version-allowed'],
  ['wrong-path', [{ what: 'wrong-path', client: 'ann', path: '/ws/' }], 'upgraded'],
  [
    'wrong-path-by-websocket',
    [{ what: 'wrong-path', client: 'ann', path: '/ws/' }],
    'plain-websocket-refused',
  ],
  ['plain-websocket', [{ what: 'plain-websocket', client: 'ann' }], 'payload-too-large'],
  ['plain-websocket-refused', [{ what: 'plain-websocket', client: 'ann' }], 'wrong-path-by-websocket'],
  [
    'server-blocked',
    [
      { what: 'server-blocked', client: 'ann', forMs: 0 },
      { what: 'server-blocked', client: 'ben', forMs: 0 },
    ],
    'server-blocked-for-nobody',
  ],
  [
    'path-as-namespace',
    [{ what: 'path-as-namespace', client: 'ann', namespace: '/api/socket.io' }],
    'unknown-namespace',
  ],
  [
    'unknown-namespace',
    [{ what: 'unknown-namespace', client: 'ann', namespace: '/admn' }],
    'path-as-namespace',
  ],
  [
    'middleware-refused',
    [{ what: 'middleware-refused', client: 'ben', namespace: '/', message: 'unauthorized' }],
    'refused-then-let-in',
  ],
  ['disconnected-by-server', [{ what: 'disconnected-by-server', client: 'ben' }], 'disconnected-by-client'],
]

describe('a recording', () => {
  it.each(rows)('of %s tells just that', (recording, said) => {
    expect(whatIsSaid(recordedProgram(recording))).toEqual(said)
  })

  it.each(rows)('of %s tells %j, and another that is alike does not', (_recording, said, alike) => {
    const kind = said.at(-1)?.what
    expect(diagnosesOf(recordedProgram(alike)).map(({ what }) => what)).not.toContain(kind)
  })

  it('is there of each kind of diagnosis', () => {
    const shown = rows.flatMap(([, said]) => said.map(({ what }) => what))
    expect(new Set(shown)).toEqual(new Set(diagnosisKinds))
  })

  it.each(recordedPrograms)('%s has the events that show what is told of it', (name) => {
    const events = recordedProgram(name)
    const known = new Map(events.map((event) => [event.seq, event]))
    for (const { what, client, evidence } of diagnosesOf(events)) {
      expect(evidence.length, what).toBeGreaterThan(0)
      for (const seq of evidence) expect(known.get(seq), what).toBeDefined()
      const clients = evidence.flatMap((seq) => {
        const event = known.get(seq)
        return event !== undefined && 'client' in event && event.client !== undefined ? [event.client] : []
      })
      expect(new Set([client, ...clients]), what).toEqual(new Set([client]))
    }
  })

  it.each(globSync(new URL('../../../lessons/*/trace.jsonl', import.meta.url).pathname))(
    'of a lesson, whose solution is right, tells nothing (%s)',
    (path) => {
      const events = eventsIn(new URL(path, 'file:'))
      expect(events.length).toBeGreaterThan(20)
      expect(whatIsSaid(events)).toEqual([])
    },
  )
})

describe('a question', () => {
  it('is told while it waits, and no more once it is answered', () => {
    const events = recordedProgram('ack-answered')
    const asked = events.findIndex((event) => event.kind === 'frame' && event.data.startsWith('420'))
    expect(whatIsSaid(events.slice(0, asked))).toEqual([])
    expect(whatIsSaid(events.slice(0, asked + 1))).toEqual([
      { what: 'ack-pending', client: 'ann', event: 'save' },
    ])
    expect(whatIsSaid(events)).toEqual([])
  })

  it('is not told to wait where the trace has a hole, in which the answer may be', () => {
    const isAnswer = (event: TraceEvent) => event.kind === 'frame' && event.data.startsWith('43')
    const holed = recordedProgram('ack-answered').filter((event) => !isAnswer(event))
    expect(whatIsSaid(holed)).toEqual([])
  })

  it.each([
    ['ack-timed-out', [[], ['ack-pending'], ['ack-timed-out']]],
    ['ack-late', [[], ['ack-pending'], ['ack-timed-out'], ['ack-late']]],
  ])('is told as one thing at a time (%s)', (recording, stages) => {
    const events = recordedProgram(recording)
    const said = events.map((_, index) => diagnosesOf(events.slice(0, index + 1)).map(({ what }) => what))
    expect(said.filter((now, index) => String(now) !== String(said[index - 1]))).toEqual(stages)
  })
})

describe('a client that was refused', () => {
  it('is told as refused until it is let in', () => {
    const events = recordedProgram('refused-then-let-in')
    const refused = events.findIndex((event) => event.kind === 'frame' && event.data.startsWith('44'))
    expect(whatIsSaid(events.slice(0, refused + 1))).toEqual([
      { what: 'middleware-refused', client: 'ann', namespace: '/', message: 'unauthorized' },
    ])
    expect(whatIsSaid(events)).toEqual([])
  })
})
