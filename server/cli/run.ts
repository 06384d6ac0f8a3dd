/** `wirelab run`: a server in the sandbox behind the tap, with a door for any ordinary client. */
import { clientNameSchema } from '../../protocol/trace.ts'
import { FrameDecoder } from '../../trace/decode.ts'
import { reportFault } from '../fault-reporter.ts'
import { findIsolation } from '../find-isolation.ts'
import { portMax } from '../gateway/address.ts'
import type { Door } from '../gateway/door.ts'
import { createGateway } from '../gateway/gateway.ts'
import { defaultLimits, type Limits } from '../limits.ts'
import { Session } from '../session/session.ts'
import { TraceFile } from '../session/trace-file.ts'
import { parseOptions } from './command-options.ts'
import { isolationHelp, isolationWarnings, parseIsolation } from './isolation-option.ts'
import { LinePrinter } from './line-printer.ts'
import { parsePort } from './port.ts'
import { readProgram } from './program-files.ts'
import { aborted, shutdownSignal } from './shutdown.ts'
import { traceLine } from './trace-line.ts'
import { UsageError } from './usage-error.ts'

const defaultPort = 8080

/** Name of whoever comes through the door, where no clients are named. */
const anyClient = 'client'

/** The longest that a timer takes: 24 days. */
const longestMs = 2 ** 31 - 1

/** One's own program at one's own desk: it runs as long as it likes. */
const runLimits: Limits = {
  ...defaultLimits,
  wallClockMs: longestMs,
  idleMs: longestMs,
  connections: 10_000,
}

const help = `Usage: wirelab run <file or folder> [options]

Runs a Socket.IO server in the sandbox and prints what crosses the wire, a line a packet.
Any client reaches it at http://localhost:<port>. A file runs alone; a folder brings all its files.

Options:
  --port <n>       the port for clients (default ${defaultPort}; 0: any free one)
  --client <name>  a client of that name; given several times, each has a port of its own, from --port on, and is told
                   apart in the trace. Without it all that come are one: "${anyClient}"
  --entry <file>   the file to start, when it is not server, index, app or main
  --trace <file>   write the trace there as JSON Lines
${isolationHelp}
  --help           this text

Ctrl+C stops it; the trace is complete then. Exit code: 0 stopped or ended well, 1 the program failed, 2 usage.
`

export async function run(args: string[]): Promise<number> {
  const { values: options, positionals } = parseOptions('run', args, {
    port: { type: 'string' },
    client: { type: 'string', multiple: true },
    entry: { type: 'string' },
    trace: { type: 'string' },
    isolation: { type: 'string' },
  })
  if (options.help) {
    process.stdout.write(help)
    return 0
  }
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0)
    throw new UsageError('wirelab run takes one file or folder. See: wirelab run --help')
  const port = options.port === undefined ? defaultPort : parsePort(options.port, 'port')
  const clients = parseClients(options.client)
  if (port + clients.length - 1 > portMax)
    throw new UsageError(`--port ${port} is too high for ${clients.length} clients: ports end at ${portMax}.`)
  const level = parseIsolation(options.isolation)
  const program = await readProgram(path, options.entry, runLimits)
  for (const file of program.leftOut)
    process.stderr.write(`Left out, as it is no file with UTF-8 text: ${file}\n`)

  const stopped = shutdownSignal()
  const found = await findIsolation(level)
  if (!found.ok) throw new UsageError(found.message)
  for (const warning of isolationWarnings(found)) process.stderr.write(`${warning}\n`)
  const gateway = createGateway({ siteOrigin: 'http://localhost', domain: 'localhost', secure: false })
  const session = new Session({
    isolation: found.isolation.level,
    limits: runLimits,
    takeProcess: () => found.isolation.start(runLimits),
    applyFault: (disturbed, fault, client) => gateway.applyFault(disturbed.id, fault, client),
    runEnded: (ended) => gateway.endRun(ended.id),
    closed: () => undefined,
    fault: reportFault,
  })
  const unregister = gateway.register(session)
  const file = options.trace === undefined ? undefined : openTrace(options.trace, session)
  const decoder = new FrameDecoder()
  const printer = new LinePrinter(process.stdout)
  session.log.subscribe((batch) => {
    for (const event of batch) {
      const line = traceLine(event, decoder)
      if (line !== undefined) printer.print(line)
    }
  })

  const learnerPort = () => (session.status.state === 'running' ? session.status.ports[0] : undefined)
  const doors: Door[] = []
  const addresses: string[] = []
  for (const [place, client] of clients.entries()) {
    const wanted = port === 0 ? 0 : port + place
    const door = await gateway
      .openDoor(session, { client, port: wanted, learnerPort })
      .catch(async (error: unknown) => {
        await Promise.all(doors.map((each) => each.close()))
        throw new UsageError(
          isAddressInUse(error)
            ? `Port ${wanted} is taken: choose another with --port.`
            : `Port ${wanted}: ${String(error)}`,
        )
      })
    doors.push(door)
    addresses.push(`${options.client === undefined ? '' : `${client} `}http://localhost:${door.port}`)
  }
  process.stdout.write(
    `Isolation: ${found.isolation.level}. Clients: ${addresses.join(', ')}. Stop with Ctrl+C.\n`,
  )

  const ended = new Promise<void>((resolve) => {
    session.onStatus((status) => {
      if (status.state === 'ended') resolve()
    })
  })
  // Nobody reads what is printed any more (`| head`).
  const unread = new Promise<void>((resolve) => process.stdout.once('error', () => resolve()))
  await session.run(program.files, program.entry)
  await Promise.race([ended, aborted(stopped), unread])
  const { status } = session
  await Promise.all(doors.map((door) => door.close()))
  await session.close()
  unregister()
  await file?.close()
  printer.tellLeftOut()
  // What was printed reaches its reader before the process ends.
  if (process.stdout.writable && process.stdout.writableLength > 0) {
    const drained = new Promise<void>((resolve) => process.stdout.once('drain', () => resolve()))
    await Promise.race([drained, unread])
  }
  return status.state === 'ended' && (status.reason !== 'exited' || status.exitCode !== 0) ? 1 : 0
}

/** @throws UsageError for what is no name of a client, or is there twice */
function parseClients(names: readonly string[] = [anyClient]): readonly string[] {
  for (const [place, name] of names.entries()) {
    const parsed = clientNameSchema.safeParse(name)
    if (!parsed.success) throw new UsageError(`--client ${name}: ${parsed.error.issues[0]?.message}.`)
    if (names.indexOf(name) !== place) throw new UsageError(`--client ${name} is there twice.`)
  }
  return names
}

function openTrace(path: string, session: Session): TraceFile {
  return new TraceFile(path, session.log, (error) =>
    process.stderr.write(`The trace cannot be written to ${path}: ${error.message}\n`),
  )
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}
