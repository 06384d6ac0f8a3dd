/** What the instrumentation says of a program in a real sandbox, held against the frames that passed the gateway. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../app.ts'
import { ObservedSession } from './observed-session.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(async () => {
  await app.close()
  expect(app.faults).toEqual([])
})

const program = `
const { Server } = require('socket.io')
const io = new Server(8080, { connectionStateRecovery: {} })
io.on('connection', (socket) => {
  socket.data.name = socket.handshake.auth.name
  socket.emit('welcome', 'you')
  socket.on('join', (room, answer) => { socket.join(room); answer('in ' + room) })
  socket.on('say', (room, text) => io.to(room).except('quiet').emit('said', text))
  socket.on('file', (bytes, answer) => { socket.broadcast.emit('copy', bytes, bytes); answer(bytes) })
  socket.on('later', (answer) => setTimeout(() => { socket.emit('soon'); answer() }, 5))
  socket.on('echo', (answer) => answer())
  socket.on('poll', async (answer) => answer(await io.timeout(2000).emitWithAck('question')))
})
io.of('/chat').use((socket, next) => setTimeout(next, 1)).on('connection', (socket) => {
  socket.broadcast.emit('joined', socket.id)
  socket.on('line', (text, answer) => { io.of('/chat').emit('line', text); answer() })
})
`

describe('a program with rooms, answers, binary and namespaces, over polling, upgrade and WebSocket', () => {
  test('has each of its packets joined to the call that sent it and to the handlers that it met', async () => {
    const session = await ObservedSession.open(app)
    await session.run(program)
    const clients = await Promise.all([
      session.client('ann', ['polling', 'websocket']),
      session.client('ben', ['websocket']),
      session.client('cid', ['polling']),
    ])
    for (const client of clients) client.on('question', (answer: (text: string) => void) => answer('here'))
    const chats = clients.map((client) => client.io.socket('/chat'))
    // All through the upgrade of the first.
    for (let round = 0; round < 20; round++) {
      await Promise.all(
        clients.map(async (client, index) => {
          await client.emitWithAck('join', ['blue', 'red', 'quiet'][(round + index) % 3])
          client.emit('say', 'blue', `round ${round}`)
          client.emit('nobody-hears')
          await client.emitWithAck('file', Buffer.alloc(10 * round, index))
          await client.emitWithAck('later')
          await chats[index]?.emitWithAck('line', 'hello')
          if (round % 5 === 0) await client.emitWithAck('poll')
        }),
      )
    }
    await vi.waitFor(() => expect(session.of('link').some(({ phase }) => phase === 'upgrade')).toBe(true))
    await session.settled(clients)
    const { join, packets } = session.fold()
    const sids = new Map(
      session
        .of('link')
        .flatMap((event) => (event.phase === 'open' ? [[event.link, event.sid] as const] : [])),
    )
    const connects = session.of('socket').flatMap((event) => (event.phase === 'connect' ? [event] : []))
    expect(session.of('drop')).toEqual([])
    expect(packets.rows.length).toBeGreaterThan(500)

    let carried = 0
    for (const row of packets.rows) {
      const sent = join.emitOf(row.seq)
      const of = row.attachmentOf && packets.rowOf(row.attachmentOf.seq)
      const { kind, event, namespace, ackId } = of ?? row
      if (row.direction === 'up' || (kind !== 'event' && kind !== 'ack')) {
        expect(sent, JSON.stringify(row)).toBeUndefined()
        continue
      }
      const emit = session.at(sent?.emit ?? 0)
      if (emit?.kind !== 'emit') throw new Error(`no emit for ${JSON.stringify(row)}`)
      expect([emit.event, emit.namespace, emit.ack]).toEqual([event, namespace, ackId])
      expect(emit.call === 'ack-reply').toBe(kind === 'ack')
      expect(emit).toMatchObject({ claimed: true, file: 'server.js' })
      expect(emit.sockets).toContain(sent?.socket)
      const owner = connects.find(({ socket }) => socket === sent?.socket)
      expect(owner).toMatchObject({ engine: sids.get(row.link), namespace })
      carried++
    }
    expect(carried).toBeGreaterThan(300)

    let delivered = 0
    for (const { seq } of session.of('emit')) {
      for (const { frames, packets } of join.deliveriesOf(seq)) {
        expect(frames).toHaveLength(packets)
        delivered += packets
      }
    }
    expect(delivered).toBe(carried)
    expect(session.of('delivery').reduce((sum, { packets }) => sum + packets, 0)).toBe(carried)

    for (const row of packets.rows) {
      if (row.direction === 'down' || row.kind !== 'event') continue
      const handlers = join.handlersOf(row.seq).map((seq) => session.at(seq))
      expect(handlers).toEqual([
        expect.objectContaining({
          phase: 'arrived',
          event: row.event,
          handlers: ['nobody-hears', 'settle'].includes(row.event ?? '') ? 0 : 1,
        }),
      ])
    }
    for (const listener of session.of('listener')) {
      const row = packets.rowOf(join.causeOf(listener.seq)?.frame ?? 0)
      expect(row).toMatchObject({ direction: 'up', kind: listener.phase === 'answered' ? 'ack' : 'event' })
    }
    for (const emit of session.of('emit')) {
      const cause = join.causeOf(emit.seq)
      const row = packets.rowOf(cause?.frame ?? 0)
      if (emit.event === 'said') expect([row?.event, cause?.how]).toEqual(['say', 'handler'])
      if (emit.event === 'soon') expect([row?.event, cause?.how]).toEqual(['later', 'scheduled'])
      if (emit.event === 'welcome') expect([row?.kind, cause?.how]).toEqual(['connect', 'handler'])
    }
  }, 30_000)
})

describe('a program that is observed', () => {
  test('keeps its own listeners, middleware and counts of them', async () => {
    const session = await ObservedSession.open(app)
    await session.run(`
      const { Server } = require('socket.io')
      const io = new Server(8080)
      io.engine.on('connection', (raw) => console.log('engine', raw.listenerCount('flush'), raw.listenerCount('data')))
      io.on('connection', (socket) => {
        socket.use((event, next) => { console.log('middleware', event[0]); next() })
        socket.onAny((name) => console.log('any', name))
        socket.onAnyOutgoing((name) => console.log('outgoing', name))
        socket.on('ask', (answer) => {
          console.log('counts', socket.listenerCount('ask'), socket.listenersAny().length, Object.keys(socket.data).length)
          const { emit } = io.to('nowhere')
          answer(emit.name, emit.length, socket.emit.name, socket.emit('told'))
        })
      })`)
    const ann = await session.client('ann', ['websocket'])
    expect(
      await new Promise((resolve) => ann.emit('ask', (...answers: unknown[]) => resolve(answers))),
    ).toEqual(['emit', 1, 'emit', true])
    await session.control.event('console', ({ parts }) => parts[0] === 'outgoing')
    expect(session.of('console').map(({ parts }) => parts.join(' '))).toEqual([
      'engine 0 1',
      'any ask',
      'middleware ask',
      'counts 1 1 0',
      'outgoing told',
    ])
  })

  test.each([
    [
      'replaces its timers and its clock',
      `globalThis.setImmediate = globalThis.setTimeout = () => { throw new Error('mocked') }
       Date.now = () => 0
       performance.now = () => 0
       process.hrtime.bigint = () => 0n`,
    ],
    [
      'replaces what the instrumentation is made of',
      `JSON.stringify = () => { throw new Error('mocked') }
       require('fs').writeSync = () => { throw new Error('mocked') }
       require('util').getCallSites = () => { throw new Error('mocked') }
       require('async_hooks').AsyncLocalStorage.prototype.run = () => { throw new Error('mocked') }
       Error.prepareStackTrace = () => { throw new Error('mocked') }`,
    ],
  ])('and %s is still observed', async (_what, mocks) => {
    const session = await ObservedSession.open(app)
    // Socket.IO itself writes JSON: what is replaced is replaced once the answer is on its way.
    await session.run(`
      const { stringify } = JSON
      const io = new (require('socket.io').Server)(8080)
      io.on('connection', (socket) => {
        socket.on('mock', (answer) => { ${mocks}; const broken = JSON.stringify; JSON.stringify = stringify; answer(); JSON.stringify = broken })
      })`)
    const ann = await session.client('ann', ['websocket'])
    await ann.emitWithAck('mock')
    await session.control.event('emit', ({ call, line }) => call === 'ack-reply' && line !== undefined)
    expect(session.of('drop')).toEqual([])
  })

  test('never meets an error of the instrumentation; the trace says that something is missing', async () => {
    const session = await ObservedSession.open(app)
    await session.run(`
      const io = new (require('socket.io').Server)(8080)
      const trap = () => { throw new Error('not to be looked at') }
      io.on('connection', (socket) => {
        socket.data = new Proxy({}, { ownKeys: trap, get: trap, getOwnPropertyDescriptor: trap, getPrototypeOf: trap })
        socket.on('echo', (answer) => answer('fine'))
      })`)
    const ann = await session.client('ann', ['websocket'])
    expect(await ann.emitWithAck('echo')).toBe('fine')
    await session.control.event('drop', ({ what, claimed }) => what === 'reports' && claimed === true)
    expect(session.of('error')).toEqual([])
  })

  test('and ends by itself says all before its end; what it does not keep open still ends it', async () => {
    const session = await ObservedSession.open(app)
    const emits = (last: string) => `
      const io = new (require('socket.io').Server)()
      for (let number = 1; number <= 120; number++) io.emit('number')
      ${last}`
    for (const last of [
      'process.exit(0)',
      'process.exitCode = 0',
      `throw new Error('over')`,
      `process.on('beforeExit', () => io.emit('number'))`,
    ]) {
      session.control.events.length = 0
      await session.control.run({ 'server.js': emits(last) })
      await session.control.event('run', ({ phase }) => phase === 'end')
      const kinds = session.control.events.map(({ kind }) => kind)
      expect(session.of('emit').length, last).toBeGreaterThanOrEqual(120)
      // The error that ends it is told after what went before.
      if (last.startsWith('throw')) expect(kinds.lastIndexOf('emit')).toBeLessThan(kinds.indexOf('error'))
    }
  })

  test.each([
    ['server.ts', `import { Server } from 'socket.io'`],
    ['server.mjs', `import { Server } from 'socket.io'`],
    ['server.cjs', `const { Server } = require('socket.io')`],
  ])('is told the line of each call: %s', async (file, imports) => {
    const session = await ObservedSession.open(app)
    const types = file.endsWith('.ts')
    await session.run(
      [
        imports,
        types ? 'interface Events {\n  hello: (x: string) => void }' : '\n',
        types ? 'const io: Server<Events> = new Server<Events>(8080)' : 'const io = new Server(8080)',
        `io.on('connection', (socket) => {`,
        `  socket.on('echo', async (answer${types ? ': () => void' : ''}) => {`,
        `    io.to('x').emit('hello', 'a')`,
        `    await socket.timeout(50).emitWithAck('asked').catch(() => {})`,
        `    socket.on('late', () => {})`,
        `    answer()`,
        `  })`,
        `})`,
      ].join('\n'),
      file,
    )
    const ann = await session.client('ann', ['websocket'])
    await session.settled([ann])
    const places = [...session.of('emit'), ...session.of('listener')].flatMap((event) =>
      'line' in event ? [[event.kind === 'emit' ? event.call : event.phase, event.file, event.line]] : [],
    )
    expect(places).toEqual([
      ['io.emit', file, 7],
      ['emitWithAck', file, 8],
      ['ack-reply', file, 10],
      ['added-late', file, 9],
    ])
  })

  test('shares its process with nobody: what a run that was replaced still says does not count for the next', async () => {
    const session = await ObservedSession.open(app)
    const text = `
      const io = new (require('socket.io').Server)(8080)
      setInterval(() => { for (let number = 0; number < 50; number++) io.emit('tick') }, 1)`
    for (let run = 0; run < 3; run++) await session.run(text)
    /** Ids of the calls that stand between one start and the next. A flood is told with gaps, but from its beginning. */
    const idsOfRuns = () => {
      const runs: number[][] = []
      for (const event of session.control.events) {
        if (event.kind === 'run' && event.phase === 'start') runs.push([])
        if (event.kind === 'emit') runs.at(-1)?.push(event.id)
      }
      return runs
    }
    await vi.waitFor(() => expect(idsOfRuns()[2]?.length).toBeGreaterThan(100), { timeout: 30_000 })
    for (const ids of idsOfRuns()) {
      expect(ids[0] ?? 1).toBe(1)
      expect(ids).toEqual(ids.toSorted((one, other) => one - other))
      expect(new Set(ids).size).toBe(ids.length)
    }
  })
})
