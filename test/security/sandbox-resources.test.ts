/** Hostile inputs 1, 4, 6, 7, 8, 10, 11 and 15 of the design: a program that takes all it can get. */
import { describe, expect, test } from 'vitest'
import { ProgramRun, program, saysResult } from '../contract/isolation-run.ts'
import { expectContained, isolation, without } from './sandbox-neighbour.ts'

const MiB = 1_048_576
const rawSyscall = { 'raw-syscall.cjs': program('raw-syscall.cjs') }

// Hostile inputs 1 and 15.
describe('an endless loop', () => {
  const spin = `for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR2']) process.on(signal, () => {})
    setTimeout(() => { for (;;); }, 20)`

  test('that also handles signals ends as unresponsive', async () => {
    await expectContained(['unresponsive'], () =>
      ProgramRun.start(isolation, { 'main.js': spin }, { unresponsiveMs: 1000 }),
    )
  })

  test('would go on without that limit', async () => {
    await expectContained(['wall-clock'], () =>
      ProgramRun.start(isolation, { 'main.js': spin }, { wallClockMs: 3000 }),
    )
  })

  test('in a terminated session stops at once, whatever signal it ignores', async () => {
    await using run = await ProgramRun.start(isolation, {
      'main.js': `process.on('SIGTERM', () => {})\nconsole.log('spin now')\nfor (;;);`,
    })
    await run.said('spin')
    const killedAt = performance.now()
    expect(await run.sandbox.kill('stopped')).toEqual({ reason: 'stopped' })
    // A signal that it may ignore would only be followed by the last resort, which takes longer.
    expect(performance.now() - killedAt).toBeLessThan(1000)
  })
})

// Hostile input 4.
describe('processes', () => {
  test('that breed are ended', async () => {
    const bomb = `const { fork } = require('child_process')
      for (;;) fork(__filename).on('error', () => {})`
    await expectContained(['processes', 'memory', 'failed', 'killed'], () =>
      ProgramRun.start(isolation, { 'main.js': bomb }),
    )
  })

  // Bounded on purpose: it has to be safe where the measure is left out.
  const crowd = {
    'main.cjs': `const { idle } = require('./raw-syscall.cjs')
      let started = 0
      for (let i = 0; i < 80; i++) idle().on('spawn', () => { started += 1; if (started === 80) console.log('all started') })
        .on('error', (error) => console.log('refused', error.code))
      setInterval(() => {}, 1000)`,
    ...rawSyscall,
  }

  test('never get beyond their number', async () => {
    const run = await ProgramRun.start(isolation, crowd, { processes: 32 })
    expect(await run.ended).toEqual({ reason: 'processes' })
    expect(run.lines).not.toContain('all started')
  })

  test('would not even with the host looking away: the kernel counts too', async () => {
    await using run = await ProgramRun.start(
      isolation,
      {
        'main.js': `console.log('limits', require('fs').readFileSync('/proc/self/limits', 'utf8'))\nsetInterval(() => {}, 1000)`,
      },
      { processes: 32 },
    )
    expect(await run.said('limits')).toMatch(/^Max processes\s+62\s+62\s/m)
  })

  test('would all start without that limit', async () => {
    await using run = await ProgramRun.start(without('process-limit'), crowd, { processes: 500 })
    expect(await run.said('all')).toBe('started')
  })

  test('that were left behind by a program that ended are gone with it', async () => {
    const run = await ProgramRun.start(isolation, {
      'main.js': `const child = require('child_process').spawn('/usr/bin/node', ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' })
        child.unref()
        child.on('spawn', () => process.exit(0))`,
    })
    expect(await run.ended).toEqual({ reason: 'exited', exitCode: 0 })
  })
})

// Hostile input 6.
describe('memory', () => {
  const bombs = {
    heap: `const kept = []; for (;;) kept.push(new Array(1000).fill(kept.length))`,
    buffer: `const kept = []; setInterval(() => kept.push(Buffer.alloc(8e6, 1)))`,
    'shared buffer': `const kept = []; setInterval(() => kept.push(new Uint8Array(new SharedArrayBuffer(8e6)).fill(1)))`,
    WebAssembly: `const kept = []; setInterval(() => {
      const memory = new WebAssembly.Memory({ initial: 128, maximum: 128 }); new Uint8Array(memory.buffer).fill(1); kept.push(memory) })`,
  }

  test.each(Object.entries(bombs))('of a %s bomb ends the run', async (_, text) => {
    await expectContained(['memory'], () => ProgramRun.start(isolation, { 'main.js': text }))
  })

  test('of many processes together ends the run', async () => {
    const family = `const { fork } = require('child_process')
      if (process.argv[2]) { const kept = Buffer.alloc(6e7, 1); setInterval(() => kept.length, 1000) }
      else for (let i = 0; i < 3; i++) fork(__filename, ['child'])`
    await expectContained(['memory'], () =>
      ProgramRun.start(isolation, { 'main.js': family }, { residentBytes: 200 * MiB }),
    )
  })

  // One page of each 2 MiB is read, for which the kernel makes a table of 4 KiB; nothing is ever written there.
  const pageTables = {
    'main.cjs': `const { startSyscalls } = require('./raw-syscall.cjs')
      const [mmap, faccessat] = process.arch === 'arm64' ? [222, 48] : [9, 269]
      const [readable, privately, anonymous, fixed, unreserved, smallPages] = [1, 0x02, 0x20, 0x10, 0x4000, 0x20000]
      const [place, tables, tableSpan] = [2 ** 40, 20_000, 2 ** 21]
      let read = 0
      startSyscalls([
        [mmap, place, tables * tableSpan, readable, privately | anonymous | fixed | unreserved | smallPages, -1, 0],
        ...Array.from({ length: tables }, (_, index) => [faccessat, -100, place + index * tableSpan, 0]),
      ]).stdout.on('data', (results) => { read += results.length / 8; if (read > tables) console.log('read', 'all') })
      setInterval(() => {}, 1000)`,
    ...rawSyscall,
  }

  test('of page tables, which the kernel keeps for a process, ends the run', async () => {
    await expectContained(['memory'], () =>
      ProgramRun.start(isolation, pageTables, { residentBytes: 60 * MiB }),
    )
  })

  test('of page tables would be taken without that limit', async () => {
    await using run = await ProgramRun.start(isolation, pageTables, { residentBytes: 1000 * MiB })
    expect(await run.said('read')).toBe('all')
  })

  const unread = {
    'main.cjs': `const net = require('net')
      const chunk = Buffer.alloc(4e6)
      const peers = []
      const server = net.createServer({ pauseOnConnect: true }, (peer) => peers.push(peer)).listen(4000, () => {
        let written = 0
        for (let i = 0; i < 40; i++) net.connect(4000).on('connect', function () {
          this.write(chunk)
          if (++written === 40) setInterval(() => console.log('holds', peers.length), 1000)
        })
      })`,
  }

  test('of connections that nobody reads, which the kernel keeps, ends the run', async () => {
    await expectContained(['memory'], () => ProgramRun.start(isolation, unread, { residentBytes: 120 * MiB }))
  })

  test('of connections that nobody reads would be taken without that limit', async () => {
    await using run = await ProgramRun.start(isolation, unread, { residentBytes: 1000 * MiB })
    expect(await run.said('holds')).toBe('40')
  })

  const priority = saysResult(
    `async () => Number((await import('node:fs')).readFileSync('/proc/self/oom_score_adj', 'latin1'))`,
  )

  test('is taken from a sandbox first, when the host has no more', async () => {
    await using run = await ProgramRun.start(isolation, priority)
    expect(await run.said('result')).toBe('1000')
  })

  test('would be taken from anybody without that measure', async () => {
    await using run = await ProgramRun.start(without('first-to-go'), priority)
    expect(await run.said('result')).toBe('0')
  })

  const reserve = {
    'main.js': `const kept = Buffer.allocUnsafeSlow(400e6); console.log('reserved', kept.length); setInterval(() => {}, 1000)`,
  }

  test('is refused by the kernel beyond its limit', async () => {
    const run = await ProgramRun.start(isolation, reserve)
    expect(await run.ended).toMatchObject({ reason: 'memory' })
  })

  test('would be given without that limit', async () => {
    await using run = await ProgramRun.start(without('memory-limit'), reserve)
    expect(await run.said('reserved')).toBe('400000000')
  })
})

describe('what the kernel counts by user', () => {
  const takesAll = {
    'main.cjs': `const { startSyscalls } = require('./raw-syscall.cjs')
      const inotify = process.arch === 'arm64' ? 26 : 294
      const most = Number(require('fs').readFileSync('/proc/sys/fs/inotify/max_user_instances', 'latin1'))
      let made = 0
      startSyscalls(Array.from({ length: most }, () => [inotify, 0])).stdout
        .on('data', (results) => { made += results.length / 8; if (made === most) console.log('took', 'all') })`,
    ...rawSyscall,
  }
  const watches = saysResult(`async () => {
    try { (await import('node:fs')).watch('/app', () => {}); return 'watches' } catch (error) { return error.code }
  }`)
  const neighbourOfGreed = async (from = isolation): Promise<string> => {
    await using greedy = await ProgramRun.start(from, takesAll)
    await greedy.said('took')
    await using neighbour = await ProgramRun.start(from, watches)
    return await neighbour.said('result')
  }

  // Who is not root can start sandboxes as nobody but itself.
  test('is not used up for a neighbour, where the server is root', async () => {
    expect(await neighbourOfGreed()).toBe(process.getuid?.() === 0 ? '"watches"' : '"EMFILE"')
  })

  test('would be used up for all without a user for each', async () => {
    expect(await neighbourOfGreed(without('own-user'))).toBe('"EMFILE"')
  })
})

describe('sockets', () => {
  const open = {
    'main.cjs': `const net = require('net')
      let connected = 0
      const server = net.createServer(() => {}).listen(4000, () => {
        for (let i = 0; i < 60; i++) net.connect(4000).on('connect', () => { if (++connected === 60) setInterval(() => console.log('connected', connected), 1000) })
      })`,
  }

  test('beyond their number end the run', async () => {
    await expectContained(['sockets'], () => ProgramRun.start(isolation, open, { sockets: 100 }))
  })

  test('would all be opened without that limit', async () => {
    await using run = await ProgramRun.start(isolation, open)
    expect(await run.said('connected')).toBe('60')
  })
})

// Hostile inputs 7 and 8.
describe('storage', () => {
  const fill = (place: string, bytes: number) => ({
    'main.js': `const fs = require('fs'); const chunk = Buffer.alloc(1e6)
      try { for (let i = 0; i < ${bytes / 1e6}; i++) fs.appendFileSync('${place}/filler', chunk); console.log('wrote everything') }
      catch (error) { console.log('refused', error.code) }
      setInterval(() => {}, 1000)`,
  })

  test.each(['/tmp', '/app', '/dev/shm'])('of %s has an end', async (place) => {
    const run = await expectContained(['disk'], () => ProgramRun.start(isolation, fill(place, 40e6)))
    expect(await run.said('refused')).toBe('ENOSPC')
  })

  test('would hold more without that size', async () => {
    await using run = await ProgramRun.start(without('bounded-storage'), fill('/tmp', 40e6))
    expect(await run.said('wrote')).toBe('everything')
  })

  test.each([
    ['/', 'EROFS'],
    ['/dev', 'EROFS'],
    ['/etc', 'EROFS'],
    ['/usr', 'EROFS'],
  ])('of %s cannot be written', async (place, code) => {
    await using run = await ProgramRun.start(isolation, fill(place, 1e6))
    expect(await run.said('refused')).toBe(code)
  })

  test('of countless empty files has an end', async () => {
    const flood = `const fs = require('fs'); for (let i = 0; ; i++) fs.closeSync(fs.openSync('/tmp/' + i, 'w'))`
    await expectContained(['inodes'], () => ProgramRun.start(isolation, { 'main.js': flood }))
  })
})

// Hostile input 11, the other way round.
describe('input', () => {
  test('that the program never reads does not fill the host, even when it forges its signs of life', async () => {
    await using run = await ProgramRun.start(isolation, {
      'main.js': `const { writeSync } = require('fs')
        console.log('reads nothing')
        for (let id = 1; ; id = id % 100 + 1) {
          const body = Buffer.from(JSON.stringify({ type: 'pong', id })), head = Buffer.alloc(4)
          head.writeUInt32LE(body.length)
          writeSync(4, Buffer.concat([head, body]))
        }`,
    })
    await run.said('reads')
    const text = 'x'.repeat(2 * MiB)
    for (let count = 0; count < 20; count++) run.sandbox.send({ type: 'write', files: { 'a.txt': text } })
    expect(await run.ended).toEqual({ reason: 'unresponsive' })
  })
})

// Hostile inputs 10 and 11.
describe('output', () => {
  const limit = { outputBytesPerSecond: 100_000, wallClockMs: 2500 }
  const flood = (stream: string) => ({
    'main.js': `const chunk = Buffer.alloc(65536, 'a'); const more = () => process.${stream}.write(chunk, more); more()`,
  })

  test.each(['stdout', 'stderr'] as const)(
    'without lines on %s is cut, and the rest counted',
    async (stream) => {
      const run = await expectContained(['wall-clock'], () =>
        ProgramRun.start(isolation, flood(stream), limit),
      )
      expect(run.output[stream].length).toBeLessThanOrEqual(100_000 * 4)
      expect(run.dropped['output-bytes']).toBeGreaterThan(100_000)
    },
  )

  test('would come whole without that limit', async () => {
    const run = await ProgramRun.start(isolation, flood('stdout'), {
      ...limit,
      outputBytesPerSecond: Infinity,
      wallClockMs: 500,
    })
    await run.ended
    expect(run.output.stdout.length).toBeGreaterThan(1_000_000)
    expect(run.dropped['output-bytes']).toBe(0)
  })

  test('through console.log is cut, and the rest counted', async () => {
    const text = `const line = 'x'.repeat(1000); setInterval(() => { for (let i = 0; i < 500; i++) console.log(line) })`
    const run = await expectContained(['wall-clock'], () =>
      ProgramRun.start(isolation, { 'main.js': text }, limit),
    )
    expect(run.lines.length).toBeLessThanOrEqual(400)
    expect(run.dropped.reports).toBeGreaterThan(500)
  })

  test.each([
    ['no JSON', `fs.writeSync(4, Buffer.from([3, 0, 0, 0, 97, 98, 99]))`],
    ['of no known type', `send({ type: 'own', x: 1 })`],
    ['with a forged field', `send({ type: 'listening', port: 'http', clock: '1' })`],
    [
      'nested without end',
      `const deep = Buffer.from('['.repeat(9000)); fs.writeSync(4, Buffer.concat([Buffer.from([40, 35, 0, 0]), deep]))`,
    ],
  ])('on the report channel that is %s is counted and nothing else', async (_, forge) => {
    await using run = await ProgramRun.start(isolation, {
      'main.js': `const fs = require('fs')
        const send = (value) => { const body = Buffer.from(JSON.stringify(value)); const head = Buffer.alloc(4); head.writeUInt32LE(body.length); fs.writeSync(4, Buffer.concat([head, body])) }
        ${forge}
        console.log('still here')
        setInterval(() => {}, 1000)`,
    })
    expect(await run.said('still')).toBe('here')
    await run.until(() => run.dropped.reports === 1)
  })

  // Each of these once kept the host's one thread busy, or its log full, for as long as the program ran.
  const tell = `const fs = require('fs')
    const frame = (body) => { const head = Buffer.alloc(4); head.writeUInt32LE(body.length); return Buffer.concat([head, Buffer.from(body)]) }
    const flood = (body) => { const chunk = Buffer.concat(Array(1000).fill(frame(body))); for (;;) fs.writeSync(4, chunk) }`
  const forgedError = '{"type":"error","stage":"load","name":"","message":"","clock":"1"}'

  test.each([
    ['that say nothing', ''],
    ['that it is ready', '{"type":"ready","versions":{}}'],
    ['of errors', forgedError],
  ])('on the report channel of reports %s is hardly read, and the rest counted', async (_, body) => {
    const run = await expectContained(['wall-clock'], () =>
      ProgramRun.start(
        isolation,
        { 'main.js': `${tell}\nflood('${body}')` },
        {
          wallClockMs: 2500,
        },
      ),
    )
    // What a second may bring, in at most four of them; unbounded it is a million.
    expect(run.dropped.reports).toBeGreaterThan(500)
    expect(run.dropped.reports).toBeLessThan(150_000)
    expect(run.errors.length).toBeLessThanOrEqual(400)
  })

  test('on the report channel of more open ports than a page can list is cut', async () => {
    await using run = await ProgramRun.start(isolation, {
      'main.js': `${tell}
        const open = (first) => { for (let port = first; port < first + 60; port++) fs.writeSync(4, frame(JSON.stringify({ type: 'listening', port, clock: '1' }))) }
        open(1000)
        // A second later the number of notices begins anew; that of ports does not.
        setTimeout(() => { open(2000); console.log('told all') }, 1100)
        setInterval(() => {}, 1000)`,
    })
    await run.said('told')
    await run.until(() => run.dropped.reports === 20)
    expect(run.of('listening')).toHaveLength(100)
  })

  test('on the report channel that announces too much ends the run', async () => {
    const run = await ProgramRun.start(isolation, {
      'main.js': `require('fs').writeSync(4, Buffer.from([255, 255, 255, 255])); setInterval(() => {}, 1000)`,
    })
    expect(await run.ended).toEqual({ reason: 'output' })
  })
})
