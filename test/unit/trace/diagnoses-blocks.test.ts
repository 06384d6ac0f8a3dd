/** A blocked event loop: who is said to have waited for it, and who is not. */
import { describe, expect, it } from 'vitest'
import type { TraceEvent, TraceEventDraft } from '../../../protocol/trace.ts'
import { ExplainedLog } from '../../../trace/explain/explained-trace.ts'
import { verdictsOf } from '../../../trace/explain/verdicts.ts'
import { diagnosesOf, recordedProgram } from './diagnosed.ts'

const ms = 1000
const gateway = { origin: 'gateway' } as const
const start = {
  ...gateway,
  kind: 'run',
  phase: 'start',
  run: 1,
  entry: 'server.js',
  files: {},
  isolation: 'bubblewrap',
  versions: {},
} as const
const blocked = (at: number, forMs: number) =>
  ({ ...gateway, kind: 'run', phase: 'blocked', run: 1, at: at * ms, forMs }) as const
const unblocked = (at: number, forMs: number) =>
  ({ origin: 'server', claimed: true, kind: 'run', phase: 'unblocked', run: 1, at: at * ms, forMs }) as const
const frame = (at: number, client: string, direction: 'up' | 'down', data: string) =>
  ({
    ...gateway,
    kind: 'frame',
    at: at * ms,
    link: `${client}-1`,
    client,
    direction,
    transport: 'websocket',
    form: 'text',
    size: data.length,
    data,
  }) as const
const says = (at: number, client: string) => frame(at, client, 'up', '42["hello"]')
const hears = (at: number, client: string) => frame(at, client, 'down', '42["hello"]')
/** A request that ended at `at`. */
const request = (at: number, tookMs: number, path = '/') =>
  ({
    ...gateway,
    kind: 'http',
    at: at * ms,
    client: 'ann',
    port: 8080,
    method: 'GET',
    path,
    status: 200,
    requestBytes: 0,
    responseBytes: 1,
    durationUs: tookMs * ms,
  }) as const

function said(...drafts: readonly (TraceEventDraft & { readonly at: number })[]) {
  const events = [{ ...start, at: 0 }, ...drafts].map((draft, index): TraceEvent => ({
    ...draft,
    seq: index + 1,
  }))
  return diagnosesOf(events).flatMap(({ id: _, ...diagnosis }) =>
    diagnosis.what === 'server-blocked' ? [diagnosis] : [],
  )
}

const waited = (client: string, forMs: number) => ({ what: 'server-blocked', client, forMs }) as const

describe('who waited for a blocked event loop', () => {
  it('is whoever sent something in that time, with the events that show it', () => {
    expect(said(blocked(1500, 500), says(1600, 'ann'), unblocked(2200, 1200))).toEqual([
      { ...waited('ann', 1200), evidence: [2, 3, 4] },
    ])
  })

  it('is told while it lasts, and for longer as it does', () => {
    expect(said(blocked(1500, 500), says(1600, 'ann'))).toMatchObject([waited('ann', 600)])
    expect(said(blocked(1500, 500), says(1600, 'ann'), says(4000, 'ann'))).toMatchObject([
      waited('ann', 3000),
    ])
  })

  it('is also whose packet may have begun it, or came before it was told', () => {
    expect(
      said(says(900, 'ann'), says(1300, 'ben'), blocked(1500, 500), unblocked(2200, 1200)),
    ).toMatchObject([waited('ann', 1200), waited('ben', 1200)])
  })

  it('is who asked for a page or a connection then, and got the answer late', () => {
    const polling = '/socket.io/?EIO=4&transport=polling'
    for (const path of ['/', polling]) {
      const late = said(blocked(1500, 500), request(2300, 900, path), unblocked(2301, 1301))
      expect(late).toMatchObject([waited('ann', 1301)])
      expect(said(blocked(1500, 500), unblocked(2200, 1200), request(2201, 900, path))).toMatchObject([
        waited('ann', 1200),
      ])
    }
  })

  it('is told of one block in a run, the longest', () => {
    const blocks = (first: number, second: number) =>
      said(
        blocked(1500, 500),
        says(1600, 'ann'),
        unblocked(1000 + first, first),
        hears(6000, 'ann'),
        blocked(10_500, 500),
        says(10_550, 'ann'),
        unblocked(10_000 + second, second),
      )
    expect(blocks(1200, 3000)).toMatchObject([waited('ann', 3000)])
    expect(blocks(3000, 1200)).toMatchObject([waited('ann', 3000)])
  })

  it('waits no longer than the run', () => {
    const end = {
      ...gateway,
      kind: 'run',
      phase: 'end',
      run: 1,
      reason: 'unresponsive',
      at: 11_000 * ms,
    } as const
    expect(said(blocked(1500, 500), says(1600, 'ann'), end)).toEqual([
      { ...waited('ann', 10_000), evidence: [2, 3, 4] },
    ])
    expect(said(blocked(1500, 500), end, { ...start, at: 12_000 * ms }, says(12_100, 'ann'))).toEqual([])
  })
})

describe('nobody is said to have waited', () => {
  it.each([
    ['when nobody had sent anything', [blocked(1500, 500), unblocked(2200, 1200)]],
    ['who had the answer before', [says(900, 'ann'), hears(950, 'ann'), blocked(1500, 500)]],
    ['who spoke long before', [says(100, 'ann'), blocked(1500, 500)]],
    ['who spoke as it ended', [blocked(1500, 500), says(2150, 'ann'), unblocked(2200, 1200)]],
    ['who only said goodbye', [blocked(1500, 500), frame(1600, 'ann', 'up', '41'), unblocked(2200, 1200)]],
    ['who answers a heartbeat', [blocked(1500, 500), frame(1600, 'ann', 'up', '3'), unblocked(2200, 1200)]],
    [
      'whose long poll was open anyway',
      [
        blocked(1500, 500),
        unblocked(2200, 1200),
        request(2300, 900, '/socket.io/?EIO=4&transport=polling&sid=x'),
      ],
    ],
    ['whose request was quick', [blocked(1500, 500), request(1600, 100), unblocked(2200, 1200)]],
    ['who asked only afterwards', [blocked(1500, 500), unblocked(2200, 1200), request(9000, 900)]],
  ] as const)('%s', (_, drafts) => {
    expect(said(...drafts)).toEqual([])
  })

  it('in a recording where a timer blocks and all clients are silent', () => {
    const events = recordedProgram('server-blocked-for-nobody')
    expect(events.filter((event) => event.kind === 'run' && event.phase === 'blocked')).toHaveLength(1)
    expect(diagnosesOf(events)).toEqual([])
  })
})

describe('what became of a packet that found the server blocked', () => {
  const events = recordedProgram('server-blocked')
  const asked = events.find(
    ({ kind, ...event }) => kind === 'frame' && 'data' in event && event.data.includes('"hello"'),
  )
  const verdictAfter = (known: readonly TraceEvent[]) => {
    const log = new ExplainedLog()
    for (const event of known) log.push(event)
    return verdictsOf(asked?.seq ?? 0, log)
  }

  it('is unknown while it is, because the server’s code is busy', () => {
    expect(verdictAfter(events.filter(({ seq }) => seq <= (asked?.seq ?? 0)))).toMatchObject([
      { outcome: 'unknown', missing: 'server-busy' },
    ])
  })

  it('is known when it turns again', () => {
    expect(verdictAfter(events)).toMatchObject([{ outcome: 'received', handlers: 1 }])
  })
})
