import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { projectFolder } from '../../server/project-folder.ts'
import { traceEventSchema, traceHeaderSchema, type TraceEvent } from '../../protocol/trace.ts'
import { FrameDecoder } from '../../trace/decode.ts'

const cli = join(projectFolder, 'server', 'cli', 'main.ts')
const echoFolder = join(projectFolder, 'test', 'fixtures', 'programs', 'echo')
const echoClient = join(projectFolder, 'test', 'fixtures', 'clients', 'echo-client.ts')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wirelab-run-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

async function finish(child: ChildProcess): Promise<Finished> {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  await once(child, 'close')
  return { code: child.exitCode, stdout, stderr }
}

const started = new Set<ChildProcess>()
/** What a failed test left running must not disturb the next. */
afterEach(async () => {
  const running = [...started].filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
  started.clear()
  await Promise.all(
    running.map((child) => {
      const over = once(child, 'exit')
      child.kill('SIGKILL')
      return over
    }),
  )
})

function node(...args: string[]) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  started.add(child)
  return child
}

const wirelab = (...args: string[]) => node(cli, ...args)
const client = (...args: string[]) => finish(node(echoClient, ...args))

/** Starts `wirelab run` and waits until the program listens; its output goes on being collected. */
async function startRun(...args: string[]) {
  const child = wirelab('run', ...args, '--port', '0')
  const finished = finish(child)
  let output = ''
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text: string) => {
      output += text
      const found = /Clients: (\S+)\./.exec(output)?.[1]
      if (found !== undefined && output.includes('listens on port')) resolve(found)
    })
    child.once('close', () => reject(new Error(`wirelab run ended: ${output}`)))
  })
  return {
    address,
    /** As Ctrl+C does. */
    interrupt: () => {
      child.kill('SIGINT')
      return finished
    },
  }
}

/** Reads a trace file as any reader would: header, then events in order of `seq`. */
async function* readTrace(path: string): AsyncGenerator<TraceEvent> {
  let seq = 0
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (seq === 0) traceHeaderSchema.parse(JSON.parse(line))
    else {
      const event = traceEventSchema.parse(JSON.parse(line))
      expect(event.seq).toBe(seq)
      yield event
    }
    seq += 1
  }
}

/** Digest of each echoed payload by direction and message id, with how often it stands in the trace. */
async function echoesInTrace(path: string) {
  const decoder = new FrameDecoder()
  const seen = { up: new Map<number, string[]>(), down: new Map<number, string[]>() }
  const announced = new Map<number, number>()
  for await (const event of readTrace(path)) {
    if (event.kind !== 'frame') continue
    const { packet, attachmentOf, problem } = decoder.next(event)
    expect(problem).toBeUndefined()
    const add = (id: number, payload: string | Buffer) => {
      const digests = seen[event.direction].get(id) ?? []
      seen[event.direction].set(id, [...digests, createHash('sha1').update(payload).digest('hex')])
    }
    if (attachmentOf) {
      const id = announced.get(attachmentOf.seq)
      const base64 = event.form === 'binary' ? event.data : event.data.slice(1)
      if (id !== undefined) add(id, Buffer.from(base64, 'base64'))
    } else if (packet?.event === 'echo') {
      const [id, payload] = packet.args
      if (typeof id !== 'number') throw new Error('An echo without its id.')
      if (typeof payload === 'string') add(id, payload)
      else announced.set(event.seq, id)
    }
  }
  return seen
}

describe('wirelab run', () => {
  test('serves a foreign client: 10,000 messages come back identical and stand in the trace exactly once', async () => {
    const trace = join(folder, 'echo.jsonl')
    const run = await startRun(echoFolder, '--trace', trace)
    const sent = new Map<number, string>()
    const modes = [
      { transports: 'default', count: 3_400, ends: 'websocket' },
      { transports: 'polling', count: 3_300, ends: 'polling' },
      { transports: 'websocket', count: 3_300, ends: 'websocket' },
    ]
    for (const { transports, count, ends } of modes) {
      const { stdout, stderr: complaints } = await client(
        run.address,
        transports,
        String(count),
        String(sent.size),
      )
      expect(complaints).toBe('')
      const result: { transport: string; sent: Record<string, string> } = JSON.parse(stdout)
      expect(result.transport).toBe(ends)
      for (const [id, digest] of Object.entries(result.sent)) sent.set(Number(id), digest)
    }
    expect(sent.size).toBe(10_000)

    const { code, stderr } = await run.interrupt()
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const seen = await echoesInTrace(trace)
    const once = new Map([...sent].map(([id, digest]) => [id, [digest]]))
    expect(seen.up).toEqual(once)
    expect(seen.down).toEqual(once)
  }, 300_000)

  test('prints a line a packet and ends with a complete trace on SIGINT', async () => {
    const trace = join(folder, 'small.jsonl')
    const run = await startRun(echoFolder, '--trace', trace)
    expect((await client(run.address, 'websocket', '1', '0')).code).toBe(0)
    const { code, stdout } = await run.interrupt()
    expect(code).toBe(0)
    expect(stdout).toMatch(/client → server {2}websocket {2}binary_event "echo"/)
    expect(stdout).toMatch(/run 1 ended: (stopped|closed)/)
    const kinds: string[] = []
    for await (const event of readTrace(trace)) kinds.push(event.kind)
    expect(kinds[0]).toBe('run')
    expect(kinds.at(-1)).toBe('run')
  })

  test('clients that are named have a port each, and are told apart in the trace', async () => {
    const trace = join(folder, 'named.jsonl')
    const named = ['--client', 'ann', '--client', 'ben']
    const child = wirelab('run', echoFolder, '--port', '0', '--trace', trace, ...named)
    const finished = finish(child)
    let output = ''
    child.stdout.on('data', (text: string) => (output += text))
    await vi.waitFor(() => expect(output).toContain('listens on port'))
    const addresses = /Clients: ann (\S+), ben (\S+)\. /.exec(output)
    for (const address of addresses?.slice(1) ?? []) {
      expect((await client(address, 'websocket', '1', '0')).code).toBe(0)
    }
    child.kill('SIGINT')
    expect((await finished).code).toBe(0)
    const echoes: string[] = []
    const decoder = new FrameDecoder()
    for await (const event of readTrace(trace)) {
      if (event.kind !== 'frame') continue
      const { packet } = decoder.next(event)
      if (packet?.event === 'echo') echoes.push(`${event.client} ${event.direction}`)
    }
    expect(echoes).toEqual(['ann up', 'ann down', 'ben up', 'ben down'])
  })

  test('ends with the program, its error and exit code 1 when the program fails', async () => {
    const file = join(folder, 'broken.js')
    await writeFile(file, 'const answer = 42\nanswer.nothing.more\n')
    const { code, stdout } = await finish(wirelab('run', file, '--port', '0'))
    expect(code).toBe(1)
    expect(stdout).toMatch(/error at broken\.js:2:\d+ {2}TypeError/)
    expect(stdout).toContain('run 1 ended: failed')
  })

  test('a trace that cannot be written is told, and the program runs without it', async () => {
    const file = join(folder, 'brief.js')
    await writeFile(file, 'console.log("done")\n')
    const { code, stdout, stderr } = await finish(
      wirelab('run', file, '--port', '0', '--trace', `${file}/x.jsonl`),
    )
    expect({ code, complaints: stderr.trimEnd().split('\n') }).toEqual({
      code: 0,
      complaints: [expect.stringMatching(/^The trace cannot be written to .*brief\.js/)],
    })
    expect(stdout).toContain('done')
  })

  test('ends in order, with a complete trace, when nobody reads its output any more', async () => {
    const file = join(folder, 'talking.js')
    await writeFile(file, 'setInterval(() => console.log("tick"), 20)\n')
    const trace = join(folder, 'unread.jsonl')
    const child = wirelab('run', file, '--port', '0', '--trace', trace)
    child.stdout.once('data', () => child.stdout.destroy())
    const { code, stderr } = await finish(child)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const events: TraceEvent[] = []
    for await (const event of readTrace(trace)) events.push(event)
    expect(events.at(-1)).toMatchObject({ kind: 'run', phase: 'end' })
  })

  test('ends in order when its slow reader leaves while the rest waits to be read', async () => {
    const file = join(folder, 'flood.js')
    await writeFile(file, 'setInterval(() => console.log("y".repeat(10_000)), 1)\n')
    const trace = join(folder, 'slow.jsonl')
    const child = wirelab('run', file, '--port', '0', '--trace', trace)
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    // More than the pipe and both its ends hold.
    await vi.waitFor(async () => expect((await stat(trace)).size).toBeGreaterThan(1_000_000), 20_000)
    child.kill('SIGINT')
    await vi.waitFor(async () => expect(await readFile(trace, 'utf8')).toContain('"phase":"end"'), 5_000)
    child.stdout.destroy()
    const [code] = await once(child, 'exit')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  // As `npm start` and `wirelab` do, which hear by that channel that it ends.
  test.each([
    [65_535, ['run', echoFolder]],
    [65_534, ['run', echoFolder, '--client', 'ann', '--client', 'ben']],
    [65_535, ['start']],
  ])('from %i on: %j on a taken port is one sentence, and ends under its wrapper', async (port, args) => {
    const lastPort = 65_535
    const taken = createServer().listen(lastPort, '127.0.0.1')
    // Somebody else may have it: then it is taken all the same.
    await once(taken, 'listening').catch(() => undefined)
    const child = spawn(process.execPath, [cli, ...args, '--port', String(port)], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    started.add(child)
    const { code, stderr } = await finish(child)
    taken.close()
    expect({ code, complaints: stderr.trimEnd().split('\n') }).toEqual({
      code: 2,
      complaints: [expect.stringContaining(`ort ${lastPort}`)],
    })
  })

  test.each([
    [['run'], 'takes one file or folder'],
    [['run', 'no-such-folder'], 'There is no file or folder no-such-folder'],
    [['run', '.', '--port', 'eighty'], '--port takes a number'],
    [['run', '.', '--client', 'Ann'], 'a client name is 1 to 16 lower-case letters or digits'],
    [['run', '.', '--client', 'ann', '--client', 'ann'], '--client ann is there twice'],
    [['run', '.', '--port', '65535', '--client', 'ann', '--client', 'ben'], 'is too high for 2 clients'],
    [['run', '.', '--isolation', 'none'], '--isolation takes bubblewrap or permission'],
    [['run', '.', '--colour'], "Unknown option '--colour'"],
    [['fly'], 'There is no command "fly"'],
  ])('answers %j with one sentence and exit code 2', async (args, sentence) => {
    const { code, stdout, stderr } = await finish(wirelab(...args))
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(sentence)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  test.each([['--help'], ['start', '--help'], ['run', '--help'], ['doctor', '--help']])(
    '%s %s tells its use',
    async (...args) => {
      const { code, stdout } = await finish(wirelab(...args))
      expect(code).toBe(0)
      expect(stdout).toContain('Usage: wirelab')
    },
  )
})
