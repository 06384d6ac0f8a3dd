import { describe, expect, test, vi } from 'vitest'
import { checkDeliveries } from './instrument-deliveries.ts'
import { freshSocketIo, observedSocketIo, testEnvironment } from './instrument-module.ts'
import { nextEvent, observedServer } from './instrument-server.ts'
import { observeModule } from '../../instrument/observe-module.ts'
import { observeServer } from '../../instrument/observe-server.ts'

describe('emits', () => {
  test('each kind of call is told apart, with its rooms, flags and matched sockets', async () => {
    const { io, connect, reported } = await observedServer()
    io.on('connection', (socket) => void socket.join('blue'))
    const ann = await connect()
    const ben = await connect()
    const server = io.sockets.sockets.get(ann.id ?? '')
    io.emit('one')
    io.sockets.emit('two')
    io.to('blue')
      .except(ben.id ?? '')
      .volatile.emit('three')
    server?.emit('four')
    server?.broadcast.emit('five')
    server?.to('blue').except('red').compress(false).emit('six')
    const answer = server?.timeout(1000).emitWithAck('seven')
    ann.on('seven', (reply: (value: string) => void) => reply('yes'))
    await expect(answer).resolves.toBe('yes')
    io.to('nowhere').emit('eight')
    expect(
      reported('emit').map(({ call, event, rooms, except, flags, sockets, matched, socket }) => ({
        call: [call, event, rooms, except, flags, matched],
        sockets: sockets.map((id) => (id === ann.id ? 'ann' : 'ben')),
        on: socket === undefined ? undefined : socket === ann.id ? 'ann' : 'ben',
      })),
    ).toEqual([
      { call: ['io.emit', 'one', [], [], {}, 2], sockets: ['ann', 'ben'], on: undefined },
      { call: ['io.emit', 'two', [], [], {}, 2], sockets: ['ann', 'ben'], on: undefined },
      {
        call: ['io.emit', 'three', ['blue'], [ben.id], { volatile: true }, 1],
        sockets: ['ann'],
        on: undefined,
      },
      { call: ['socket.emit', 'four', [], [], {}, 1], sockets: ['ann'], on: 'ann' },
      { call: ['broadcast', 'five', [], [ann.id], {}, 1], sockets: ['ben'], on: 'ann' },
      {
        call: ['broadcast', 'six', ['blue'], [ann.id, 'red'], { compress: false }, 1],
        sockets: ['ben'],
        on: 'ann',
      },
      { call: ['emitWithAck', 'seven', [], [], { timeout: 1000 }, 1], sockets: ['ann'], on: 'ann' },
      { call: ['io.emit', 'eight', ['nowhere'], [], {}, 0], sockets: [], on: undefined },
    ])
  })

  test('a room that is no text is shown as what it was', async () => {
    const { io, reported } = await observedServer()
    // The mistake that people make, which types forbid.
    io.to(undefined as unknown as string).emit('lost')
    expect(reported('emit')[0]?.rooms).toEqual([{ notText: 'undefined' }])
  })

  test('a call that throws is reported with its error, and throws as before', async () => {
    const { io, connect, reported } = await observedServer()
    await connect()
    expect(() => io.emit('big', 10n)).toThrow(TypeError)
    expect(() => io.emit('connect')).toThrow('reserved event name')
    expect(reported('emit').map(({ error }) => error)).toEqual([
      expect.stringContaining('BigInt'),
      '"connect" is a reserved event name',
    ])
    expect(reported('delivery')).toEqual([])
  })

  test('what a handler does at once and what it starts for later are told apart', async () => {
    const { io, connect, reported, sessions } = await observedServer((io) => {
      io.on('connection', (socket) => {
        socket.on('go', (answer: () => void) => {
          socket.emit('at-once')
          setImmediate(() => socket.emit('later'))
          void Promise.resolve().then(() => socket.emit('soon'))
          answer()
        })
      })
    })
    const ann = await connect()
    const later = nextEvent(ann, 'later')
    ann.emit('go', () => {})
    await later
    io.emit('from-nowhere')
    const engine = sessions[0]?.engine
    const go = { engine, n: 2 }
    expect(reported('emit').map(({ call, event, cause }) => [event ?? call, cause])).toEqual([
      ['at-once', { ...go, how: 'handler' }],
      ['ack-reply', { ...go, how: 'handler' }],
      ['soon', { ...go, how: 'scheduled' }],
      ['later', { ...go, how: 'scheduled' }],
      ['from-nowhere', undefined],
    ])
  })

  test('an answer that is given again is reported, although nothing is sent', async () => {
    const { connect, reported } = await observedServer((io) => {
      io.on('connection', (socket) => {
        socket.on('save', (answer: (text: string) => void) => {
          answer('once')
          answer('twice')
          setImmediate(() => answer('thrice'))
        })
        socket.on('echo', (answer: () => void) => answer())
      })
    })
    const ann = await connect()
    expect(await ann.emitWithAck('save')).toBe('once')
    await ann.emitWithAck('echo')
    const answers = reported('emit').map(({ call, ack, matched, sockets }) => [call, ack, matched, sockets])
    expect(answers).toEqual([
      ['ack-reply', 0, 1, [ann.id]],
      ['ack-reply', 0, 0, []],
      ['ack-reply', 0, 0, []],
      ['ack-reply', 1, 1, [ann.id]],
    ])
    expect(reported('delivery')).toHaveLength(2)
  })

  test('the cause is the header of an event with binary attachments, counted with all that came before', async () => {
    const { connect, reported, sessions } = await observedServer((io) => {
      io.on('connection', (socket) => {
        socket.use((_event, next) => void setImmediate(next))
        socket.on('file', (_bytes: Buffer, answer: () => void) => answer())
      })
    })
    const ann = await connect()
    await ann.emitWithAck('file', Buffer.alloc(3))
    await ann.emitWithAck('file', Buffer.alloc(4))
    expect(sessions[0]?.up).toHaveLength(5)
    expect(reported('emit').map(({ cause }) => cause?.n)).toEqual([2, 4])
    expect(reported('socket')[0]).toMatchObject({ phase: 'connect', cause: { n: 1 } })
  })

  test('the place of the call is asked for while the call is on the stack', async () => {
    let depth = 0
    const copy = observedSocketIo(() => ({ file: 'server.js', line: ++depth, column: 1 }))
    const { io, reported } = await observedServer(undefined, {}, copy)
    io.emit('first')
    io.emit('second')
    expect(reported('emit').map(({ file, line }) => [file, line])).toEqual([
      ['server.js', 1],
      ['server.js', 2],
    ])
  })
})

describe('sockets and rooms', () => {
  test('connect, refusals and disconnect are reported, with what the client showed', async () => {
    const { client, connect, reported } = await observedServer((io) => {
      io.of('/closed').use((_socket, next) => next(new Error('not today')))
    })
    const ann = await connect('/', {}, { token: 'secret' })
    for (const namespace of ['/closed', '/missing']) await nextEvent(client(namespace), 'connect_error')
    ann.disconnect()
    await vi.waitFor(() => expect(reported('socket')).toHaveLength(4))
    expect(reported('socket')).toMatchObject([
      { phase: 'connect', namespace: '/', auth: '{"token":"secret"}', recovered: false },
      { phase: 'connect_error', namespace: '/closed', message: 'not today' },
      { phase: 'connect_error', namespace: '/missing', message: 'Invalid namespace' },
      { phase: 'disconnect', reason: 'client namespace disconnect' },
    ])
  })

  test('a connection that Engine.IO refuses is reported', async () => {
    const { client, reported } = await observedServer(undefined, { transports: ['polling'] })
    await nextEvent(client(), 'connect_error')
    expect(reported('socket')).toMatchObject([{ phase: 'refused', code: 0, message: 'Transport unknown' }])
  })

  test('joins and leaves are reported however they come about', async () => {
    const { io, connect, reported } = await observedServer()
    const ann = await connect()
    const { id } = ann
    const socket = io.sockets.sockets.get(id ?? '')
    await socket?.join(['red', 'blue'])
    await socket?.leave('red')
    io.socketsJoin('green')
    io.in('green').disconnectSockets()
    await nextEvent(ann, 'disconnect')
    expect(
      reported('room').map(({ phase, room }) => `${phase} ${room === id ? 'own' : JSON.stringify(room)}`),
    ).toEqual([
      'join own',
      'join "red"',
      'join "blue"',
      'leave "red"',
      'join "green"',
      'leave own',
      'leave "blue"',
      'leave "green"',
    ])
  })

  test('what a recovered socket is sent again is tied to the emit that it missed', async () => {
    const copy = observedSocketIo()
    // The end of any server puts methods of its adapter's base class back; once the tie was lost with them.
    await new copy.module.Server(0, { connectionStateRecovery: {} }).close()
    const { io, connect, reports, reported, sessions } = await observedServer(
      undefined,
      { connectionStateRecovery: {} },
      copy,
    )
    const ann = await connect('/', { reconnection: true, reconnectionDelay: 100, randomizationFactor: 0 })
    const id = ann.id
    const first = nextEvent(ann, 'first')
    io.emit('first')
    await first
    const gone = new Promise((resolve) => io.sockets.sockets.get(id ?? '')?.once('disconnect', resolve))
    ann.io.engine.close()
    await gone
    io.emit('missed', Buffer.of(1))
    await nextEvent(ann, 'missed')
    await vi.waitFor(() => expect(ann.recovered).toBe(true))
    expect(ann.id).toBe(id)
    const missed = reported('emit').find(({ event }) => event === 'missed')
    expect(missed?.matched).toBe(0)
    expect(reported('delivery').filter(({ emit }) => emit === missed?.id)).toMatchObject([
      { engine: sessions[1]?.engine, socket: id, n: 1 },
      { engine: sessions[1]?.engine, socket: id, n: 2 },
    ])
    expect(reported('socket').filter(({ phase }) => phase === 'connect')).toMatchObject([
      { recovered: false },
      { recovered: true },
    ])
    expect(reports.some(({ kind }) => kind === 'dropped')).toBe(false)
  })
})

describe('handlers and state', () => {
  test('an event without a handler, one added late, and an answer that nobody waits for', async () => {
    const { io, connect, reported } = await observedServer((io) => {
      io.on('connection', (socket) => {
        socket.on('message', () => {})
        socket.on('message', () => {})
        socket.on('add', (answer: () => void) => {
          socket.on('mesage', () => {})
          answer()
        })
      })
    })
    const ann = await connect()
    ann.emit('mesage')
    ann.emit('message')
    await ann.emitWithAck('add')
    const answered = new Promise((resolve) =>
      ann.once('question', (answer: () => void) => void setTimeout(() => resolve(answer()), 30)),
    )
    await expect(io.timeout(5).emitWithAck('question')).rejects.toThrow('timed out')
    await answered
    await ann.emitWithAck('add')
    expect(reported('listener')).toMatchObject([
      { phase: 'arrived', event: 'mesage', handlers: 0 },
      { phase: 'arrived', event: 'message', handlers: 2 },
      { phase: 'arrived', event: 'add', handlers: 1, cause: { n: 4, how: 'handler' } },
      { phase: 'added-late', event: 'mesage', handlers: 1, cause: { n: 4, how: 'handler' } },
      { phase: 'answered', ack: 0, handlers: 0 },
      { phase: 'arrived', event: 'add' },
      { phase: 'added-late', event: 'mesage', handlers: 2 },
    ])
  })

  test('socket.data and properties put on the socket are followed, each change once', async () => {
    const { io, connect, reported } = await observedServer((io) => {
      io.use((socket, next) => {
        Object.assign(socket, { nickname: 'Ann' })
        next()
      })
      io.on('connection', (socket) => {
        socket.data = { score: 0 }
        socket.on('score', (answer: () => void) => {
          socket.data.score++
          answer()
        })
        socket.on('nothing', (answer: () => void) => answer())
      })
    })
    const ann = await connect()
    await ann.emitWithAck('score')
    await ann.emitWithAck('nothing')
    for (const socket of io.sockets.sockets.values()) socket.data.score = 'high'
    expect(reported('state').map(({ what, text }) => `${what} ${text}`)).toEqual([
      'data {"score":0}',
      'own {"nickname":"Ann"}',
      'data {"score":1}',
      'data {"score":"high"}',
    ])
  })
})

test('what a handler changed before it sends is told before what it sends', async () => {
  const { io, connect, reports } = await observedServer((io) => {
    io.on('connection', (socket) => {
      socket.data = { name: 'Ann' }
      io.emit('joined')
      socket.on('rename', (answer: () => void) => {
        socket.data.name = 'Anna'
        socket.emit('renamed')
        answer()
      })
    })
  })
  const ann = await connect()
  await ann.emitWithAck('rename')
  const told = reports.flatMap((report) =>
    report.kind === 'state' ? [report.text] : report.kind === 'emit' ? [report.event ?? report.call] : [],
  )
  expect(told).toEqual(['{"name":"Ann"}', 'joined', '{"name":"Anna"}', 'renamed', 'ack-reply'])
  expect(io.sockets.sockets.size).toBe(1)
})

describe('what the program notices', () => {
  test('listener counts, property lists and method names are as without it', async () => {
    const facts = async (copy: ReturnType<typeof observedSocketIo>): Promise<unknown> => {
      const { io, connect } = await observedServer(undefined, {}, copy)
      const ann = await connect()
      const socket = io.sockets.sockets.get(ann.id ?? '')
      if (!socket) throw new Error('the client is connected')
      return {
        adapter: socket.nsp.adapter.eventNames(),
        engine: io.engine.eventNames(),
        connection: socket.conn.eventNames(),
        namespace: io.sockets.eventNames(),
        socket: socket.eventNames(),
        any: [socket.listenersAny(), socket.listenersAnyOutgoing()],
        keys: [io, io.sockets, socket, socket.conn].map((object) => Object.keys(object)),
        emit: [socket.emit.name, socket.emit.length, io.emit.length, io.to('x').emit.length],
        enumerable: [socket, io.sockets].map((object) => {
          const names: string[] = []
          // oxlint-disable-next-line guard-for-in -- inherited names are what is compared
          for (const name in object) names.push(name)
          return names.sort()
        }),
      }
    }
    const pristine = { module: freshSocketIo(), reports: [], faults: [], flush: () => {} }
    expect(await facts(observedSocketIo())).toEqual(await facts(pristine))
  })

  test('an error of ours never reaches it', async () => {
    const module = freshSocketIo()
    const faults: unknown[] = []
    const broken = (): never => {
      throw new Error('ours')
    }
    const observation = observeModule(module, broken, { ...testEnvironment(faults, broken), now: broken })
    const { io, connect } = await observedServer(
      undefined,
      {},
      { module, reports: [], faults, flush: observation.flush },
    )
    io.on('connection', (socket) => {
      void socket.join('blue')
      socket.on('ask', (answer: (value: string) => void) => answer('yes'))
    })
    const ann = await connect()
    const blue = nextEvent(ann, 'hi')
    io.to('blue').emit('hi', 1)
    expect(await blue).toEqual([1])
    expect(await ann.emitWithAck('ask')).toBe('yes')
    expect(faults.length).toBeGreaterThan(3)
  })

  test('a flood is cut, what was cut is counted, and what is left is still exact', async () => {
    const { io, connect, reports, flush, sessions } = await observedServer()
    const ann = await connect()
    const emits = 30_000
    const last = nextEvent(ann, 'last')
    for (let index = 0; index < emits; index++) io.emit('tick', index)
    io.emit('last')
    await last
    flush()
    const dropped = reports.reduce((sum, report) => sum + (report.kind === 'dropped' ? report.count : 0), 0)
    const kept = reports.filter(({ kind }) => kind === 'emit').length
    expect(dropped).toBeGreaterThanOrEqual(emits + 1 - kept)
    const down = sessions[0]?.down ?? []
    for (const report of reports) {
      if (report.kind !== 'delivery') continue
      const emit = reports.find((each) => each.kind === 'emit' && each.id === report.emit)
      expect(down[report.n - 1]).toContain(emit?.kind === 'emit' ? `"${emit.event}"` : 'nothing')
      if (report.n > 200) break
    }
  })
})

describe('which servers are observed', () => {
  test('every server of the module: made by new, by a call, or by a subclass', async () => {
    const { module, reports, flush } = observedSocketIo()
    const make = module as unknown as () => { emit(event: string): boolean; close(): Promise<void> }
    class Own extends module.Server {}
    for (const io of [new module.Server(), make(), new Own()]) io.emit('hello')
    flush()
    expect(reports.map((report) => (report.kind === 'emit' ? report.server : report.kind))).toEqual([1, 2, 3])
  })

  test('one server that exists already, and no other', async () => {
    const module = freshSocketIo()
    const copy = { module, reports: [], faults: [], flush: () => {} }
    const seen: Parameters<typeof checkDeliveries>[0][number][] = []
    let flush = (): void => {}
    const other = new module.Server()
    const { io, connect, sessions } = await observedServer(
      (io) => {
        flush = observeServer(
          io,
          module,
          (batch) => void seen.push(...batch),
          testEnvironment([], () => undefined),
        ).flush
      },
      {},
      copy,
    )
    const ann = await connect()
    const hello = nextEvent(ann, 'hello')
    other.emit('hello')
    io.emit('hello')
    await hello
    flush()
    expect(seen.filter(({ kind }) => kind === 'emit')).toHaveLength(1)
    expect(checkDeliveries(seen, sessions)).toBe(1)
  })
})
