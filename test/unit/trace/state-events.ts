/** Events for folds of a server's state: sound ones by hand, and sequences in which anything may follow anything. */
import * as fc from 'fast-check'
import type { TraceEvent, TraceEventDraft } from '../../../protocol/trace.ts'

/** Gives the drafts their places in a trace, a millisecond apart. */
export function placed(drafts: readonly TraceEventDraft[], firstSeq = 1): TraceEvent[] {
  return drafts.map((draft, index) => ({
    ...draft,
    seq: firstSeq + index,
    at: draft.at ?? (firstSeq + index) * 1000,
  }))
}

const gateway = { origin: 'gateway' } as const
const inside = { origin: 'server', claimed: true } as const

export const events = {
  start: (run = 1): TraceEventDraft => ({
    ...gateway,
    kind: 'run',
    phase: 'start',
    run,
    entry: 'server.js',
    files: {},
    isolation: 'bubblewrap',
    versions: {},
  }),
  end: (run = 1): TraceEventDraft => ({ ...gateway, kind: 'run', phase: 'end', run, reason: 'stopped' }),
  listen: (run = 1): TraceEventDraft => ({
    ...gateway,
    kind: 'run',
    phase: 'listen',
    run,
    port: 3000,
    afterUs: 1,
  }),
  open: (client: string, engine?: string, link = `${client}-1`): TraceEventDraft => ({
    ...gateway,
    kind: 'link',
    phase: 'open',
    link,
    client,
    port: 3000,
    path: '/socket.io/?EIO=4',
    transport: 'polling',
    ...(engine === undefined ? {} : { sid: engine }),
  }),
  upgrade: (client: string, link = `${client}-1`): TraceEventDraft => ({
    ...gateway,
    kind: 'link',
    phase: 'upgrade',
    link,
    client,
    transport: 'websocket',
  }),
  close: (client: string, link = `${client}-1`): TraceEventDraft => ({
    ...gateway,
    kind: 'link',
    phase: 'close',
    link,
    client,
    reason: 'client',
  }),
  frame: (client: string, direction: 'up' | 'down', data: string, n?: number): TraceEventDraft => ({
    ...gateway,
    kind: 'frame',
    link: `${client}-1`,
    client,
    direction,
    transport: 'websocket',
    form: 'text',
    size: data.length,
    data,
    ...(n === undefined ? {} : { n }),
  }),
  connect: (socket: string, engine: string, namespace = '/'): TraceEventDraft => ({
    ...inside,
    kind: 'socket',
    phase: 'connect',
    server: 1,
    namespace,
    socket,
    engine,
    auth: '{}',
    recovered: false,
  }),
  disconnect: (socket: string, engine: string, namespace = '/'): TraceEventDraft => ({
    ...inside,
    kind: 'socket',
    phase: 'disconnect',
    server: 1,
    namespace,
    socket,
    engine,
    reason: 'transport close',
  }),
  room: (
    phase: 'join' | 'leave',
    room: string | { notText: string },
    socket: string,
    namespace = '/',
  ): TraceEventDraft => ({
    ...inside,
    kind: 'room',
    phase,
    server: 1,
    namespace,
    room,
    socket,
  }),
  state: (socket: string, what: 'data' | 'own', text: string): TraceEventDraft => ({
    ...inside,
    kind: 'state',
    server: 1,
    socket,
    what,
    text,
  }),
  arrived: (socket: string, event: string, handlers: number): TraceEventDraft => ({
    ...inside,
    kind: 'listener',
    phase: 'arrived',
    server: 1,
    socket,
    event,
    handlers,
    any: 0,
  }),
  emit: (id: number, ack?: number, timeout?: number): TraceEventDraft => ({
    ...inside,
    kind: 'emit',
    server: 1,
    id,
    call: 'socket.emit',
    namespace: '/',
    event: 'ask',
    rooms: [],
    except: [],
    roomCount: 0,
    exceptCount: 0,
    flags: timeout === undefined ? {} : { timeout },
    matched: 1,
    sockets: [],
    ...(ack === undefined ? {} : { ack }),
  }),
  delivery: (emit: number, engine: string, n: number): TraceEventDraft => ({
    ...inside,
    kind: 'delivery',
    server: 1,
    emit,
    socket: 's1',
    engine,
    n,
    packets: 1,
  }),
  drop: (what: 'reports' | 'pane-reports', count: number): TraceEventDraft => ({
    ...inside,
    kind: 'drop',
    what,
    count,
  }),
  unplug: (on: boolean, client?: string): TraceEventDraft => ({
    origin: 'user',
    kind: 'fault',
    fault: { type: 'unplug', on },
    ...(client === undefined ? {} : { client }),
  }),
  latency: (ms: number, client?: string): TraceEventDraft => ({
    origin: 'user',
    kind: 'fault',
    fault: { type: 'latency', ms },
    ...(client === undefined ? {} : { client }),
  }),
} as const

const client = fc.constantFrom('ann', 'ben')
const engine = fc.constantFrom('e1', 'e2', 'e3')
const socket = fc.constantFrom('s1', 's2', 's3', '__proto__')
const namespace = fc.constantFrom('/', '/chat', '')
const room = fc.constantFrom<string | { notText: string }>('blue', 's1', '', '__proto__', {
  notText: 'undefined',
})
const count = fc.nat({ max: 3 })
const run = fc.integer({ min: 1, max: 2 })
const frameText = fc.oneof(
  fc.constantFrom('40', '41', '2', '420["ask"]', '430[]', '42/chat,1["ask"]', '43/chat,1[]', '4', '', '43'),
  fc.tuple(socket, namespace).map(([sid, name]) => `40${name === '/' ? '' : `${name},`}{"sid":"${sid}"}`),
  engine.map((sid) => `0{"sid":"${sid}","upgrades":[],"pingInterval":1,"pingTimeout":1}`),
  fc.string(),
)

/** Any event, in any order: sockets that nobody knows, ids used twice, namespaces that do not fit. */
export const anyDraft: fc.Arbitrary<TraceEventDraft> = fc.oneof(
  { weight: 1, arbitrary: run.map(events.start) },
  { weight: 1, arbitrary: run.map(events.end) },
  {
    weight: 2,
    arbitrary: fc.tuple(client, fc.option(engine, { nil: undefined })).map((of) => events.open(...of)),
  },
  { weight: 1, arbitrary: client.map((name) => events.upgrade(name)) },
  { weight: 1, arbitrary: client.map((name) => events.close(name)) },
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        client,
        fc.constantFrom('up' as const, 'down' as const),
        frameText,
        fc.integer({ min: 1, max: 3 }),
      )
      .map((of) => events.frame(...of)),
  },
  { weight: 6, arbitrary: fc.tuple(socket, engine, namespace).map((of) => events.connect(...of)) },
  { weight: 3, arbitrary: fc.tuple(socket, engine, namespace).map((of) => events.disconnect(...of)) },
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom('join' as const, 'leave' as const), room, socket, namespace)
      .map((of) => events.room(...of)),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(socket, fc.constantFrom('data' as const, 'own' as const), fc.constantFrom('{}', '{"a":1}'))
      .map((of) => events.state(...of)),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(socket, fc.constantFrom('a', 'b'), count).map((of) => events.arrived(...of)),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.integer({ min: 1, max: 3 }), count, count).map((of) => events.emit(...of)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 3 }), engine, fc.integer({ min: 1, max: 3 }))
      .map((of) => events.delivery(...of)),
  },
  { weight: 1, arbitrary: fc.constant(events.drop('reports', 2)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.boolean(), fc.option(client, { nil: undefined }))
      .map((of) => events.unplug(...of)),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(count, fc.option(client, { nil: undefined })).map((of) => events.latency(...of)),
  },
)
