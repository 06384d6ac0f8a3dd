/** What the workbench reads from the trace: problems on lines, panes' consoles, panes' links. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { TraceEvent, TraceEventDraft } from '../../../protocol/trace.ts'
import { ClientStates } from '../../../src/playground/run/client-states.ts'
import { followTrace } from '../../../src/playground/run/follow-trace.ts'
import { PaneConsoles } from '../../../src/playground/run/pane-consoles.ts'
import { helpWith, Problems, type Problem, type ProblemHelp } from '../../../src/playground/run/problems.ts'
import { TraceBuffer } from '../../../src/playground/runtime/trace-buffer.ts'

let seq = 0
beforeEach(() => {
  seq = 0
})
/** Gives an event its place. */
const event = (draft: TraceEventDraft): TraceEvent => {
  seq += 1
  return { at: seq, ...draft, seq }
}
const runStart = (run = 1) =>
  event({
    kind: 'run',
    phase: 'start',
    origin: 'gateway',
    run,
    entry: 'server.js',
    files: {},
    isolation: 'bubblewrap',
    versions: {},
  })
const error = (line: number | undefined, message = 'x is not defined', participant = 'server') =>
  event({
    kind: 'error',
    origin: 'server',
    participant,
    stage: 'uncaught',
    name: 'ReferenceError',
    message,
    file: 'server.js',
    ...(line === undefined ? {} : { line, column: 3 }),
  })
const log = (participant: string, text: string) =>
  event({ kind: 'console', origin: 'pane', participant, level: 'log', parts: [text, '!'] })

const got = (client: string, path: string) =>
  event({
    kind: 'http',
    origin: 'gateway',
    client,
    port: 8080,
    method: 'GET',
    path,
    status: 200,
    requestBytes: 0,
    responseBytes: 1,
    durationUs: 1,
  })

test.each<[ProblemHelp | undefined, Pick<Problem, 'stage' | 'text'>, string?]>([
  ['unclosed', { stage: 'syntax', text: 'SyntaxError: Unexpected end of input' }],
  ['unclosed', { stage: 'syntax', text: "SyntaxError: Expected ',', got '<eof>'" }],
  [undefined, { stage: 'syntax', text: "SyntaxError: Unexpected token ')'" }],
  // JSON.parse says nearly the same at run time.
  [undefined, { stage: 'uncaught', text: 'SyntaxError: Unexpected end of JSON input' }],
  ['portTaken', { stage: 'listen', text: 'Error: listen EADDRINUSE' }, 'EADDRINUSE'],
  ['portReserved', { stage: 'listen', text: 'Error: listen EACCES: permission denied' }, 'EACCES'],
  // A file that may not be read has the same code.
  [undefined, { stage: 'uncaught', text: 'Error: EACCES: permission denied, open' }, 'EACCES'],
])('%s is what an error leaves unsaid: %o', (help, said, code) => {
  expect(helpWith({ file: 'server.js', line: 1, column: 1, participant: 'server', code, ...said })).toBe(help)
})

describe('problems', () => {
  let problems: Problems
  const lines = () => problems.list.value.map((problem) => problem.line)
  beforeEach(() => {
    problems = new Problems({
      fileAt: (path) => (path === '/' || path === 'index.html' ? 'index.html' : undefined),
      missingImport: () => ({ file: 'index.html', line: 3 }),
    })
  })

  test("are the server's errors of this run, each once", () => {
    problems.batch([runStart(), error(1, 'old'), runStart(2), error(4), error(4), error(2, 'p', 'ann')])
    expect(problems.list.value).toMatchObject([
      { file: 'server.js', line: 4, column: 3, text: 'ReferenceError: x is not defined' },
    ])
  })

  test("of a page are those in the project's files, until the page gets that file again", () => {
    const inPage = { ...error(7, 'p', 'ann'), file: 'index.html' }
    problems.batch([error(2, 'in a library', 'ann'), inPage, error(4)])
    expect(lines()).toEqual([7, 4])
    problems.batch([got('ann', '/client.js'), got('ben', '/')])
    expect(lines()).toEqual([7, 4])
    problems.batch([got('ann', '/')])
    expect(lines()).toEqual([4])
  })

  test('of a module that a page cannot find stand where it is named: the browser does not tell', () => {
    problems.batch([
      event({
        kind: 'error',
        origin: 'pane',
        participant: 'ann',
        stage: 'module',
        name: 'TypeError',
        message: 'Failed to resolve module specifier "lodash".',
      }),
    ])
    expect(problems.list.value).toMatchObject([{ file: 'index.html', line: 3, participant: 'ann' }])
  })

  test('go when their line is edited and move with the lines above them', () => {
    problems.batch([error(2, 'a'), error(5, 'b'), error(9, 'c')])
    problems.edited('other.js', { first: 1, last: 99, count: 1 })
    expect(lines()).toEqual([2, 5, 9])
    problems.edited('server.js', { first: 5, last: 5, count: 3 })
    expect(lines()).toEqual([2, 11])
    problems.edited('server.js', { first: 3, last: 6, count: 1 })
    expect(lines()).toEqual([2, 8])
    problems.editedSomewhere('server.js')
    expect(lines()).toEqual([])
  })
})

describe("a pane's console", () => {
  test('holds what its page printed in this run, and counts what no longer fits', () => {
    const consoles = new PaneConsoles()
    consoles.batch([runStart(), log('ann', 'old'), runStart(2), log('ann', 'a'), log('ben', 'b')])
    expect(consoles.of('ann').value.lines.map((line) => line.text)).toEqual(['a !'])
    consoles.batch(Array.from({ length: 250 }, () => log('ann', 'x')))
    expect(consoles.of('ann').value).toMatchObject({ older: 51 })
    expect(consoles.of('ann').value.lines.length).toBe(200)
    expect(consoles.of('ben').value.lines.length).toBe(1)
  })

  test('marks what was typed and what it gave', () => {
    const consoles = new PaneConsoles()
    const said = { kind: 'console', origin: 'pane', claimed: true, participant: 'ann', level: 'log' } as const
    consoles.batch([
      event({ ...said, parts: ['1 + 1'], typed: 'input' }),
      event({ ...said, parts: ['2'], typed: 'result' }),
      event({ ...said, parts: ['printed'] }),
    ])
    expect(consoles.of('ann').value.lines.map(({ typed, text }) => [typed, text])).toEqual([
      ['input', '1 + 1'],
      ['result', '2'],
      [undefined, 'printed'],
    ])
  })

  test('shows an error of the page with its name', () => {
    const consoles = new PaneConsoles()
    consoles.batch([error(1, 'boom', 'ann')])
    expect(consoles.of('ann').value.lines).toMatchObject([{ level: 'error', text: 'ReferenceError: boom' }])
  })
})

const open = (transport: 'polling' | 'websocket', link = 'l1') =>
  event({
    kind: 'link',
    phase: 'open',
    origin: 'gateway',
    link,
    client: 'ann',
    port: 8080,
    path: '/socket.io/',
    transport,
  })
/** The server accepts the main namespace. */
const accepted = (link = 'l1') =>
  event({
    kind: 'frame',
    origin: 'gateway',
    link,
    client: 'ann',
    direction: 'down',
    transport: 'polling',
    form: 'text',
    size: 18,
    data: '40{"sid":"s"}',
  })
const close = (link = 'l1') =>
  event({ kind: 'link', phase: 'close', origin: 'gateway', link, client: 'ann', reason: 'client' })

test("a client's state follows its connections, and begins anew with each run", () => {
  const states = new ClientStates()
  const ann = states.of('ann')
  const seen = [ann.value]
  const step = (...events: TraceEvent[]) => {
    states.batch(events)
    seen.push(ann.value)
  }
  const upgrade = { kind: 'link', phase: 'upgrade', origin: 'gateway', link: 'l1', client: 'ann' } as const
  step(runStart())
  step(open('polling'))
  step(accepted())
  step(event({ ...upgrade, transport: 'websocket' }))
  step(close())
  step(open('websocket', 'l2'), accepted('l2'))
  step(runStart(2))
  expect(seen).toEqual([
    'idle',
    'idle',
    'connecting',
    'polling',
    'websocket',
    'disconnected',
    'websocket',
    'idle',
  ])
  expect(states.of('ben').value).toBe('idle')
})

test('a follower gets what is there, what comes, and nothing after its end', () => {
  const source = new TraceBuffer('2026-01-01T00:00:00.000Z')
  source.append([log('ann', 'a')])
  const seen: number[] = []
  const stop = followTrace(
    { trace: source },
    { reset: () => seen.push(0), batch: (events) => seen.push(...events.map((each) => each.seq)) },
  )
  source.append([log('ann', 'b')])
  stop()
  source.append([log('ann', 'c')])
  expect(seen).toEqual([0, 1, 2])
})

test('a buffer keeps the newest events and counts the rest', () => {
  const source = new TraceBuffer('2026-01-01T00:00:00.000Z', { events: 10, bytes: 1_000_000 })
  source.append(Array.from({ length: 25 }, () => log('ann', 'x')))
  expect(source.events.length + source.dropped).toBe(25)
  expect(source.events.length).toBeLessThanOrEqual(10)
  expect(source.events.at(-1)?.seq).toBe(25)
})
