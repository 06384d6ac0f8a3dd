/** `wirelab run`: a server in the sandbox behind the tap, with a door for any ordinary client. */
import { FrameDecoder } from '../../trace/decode.ts'
import { reportFault } from '../fault-reporter.ts'
import { findIsolation } from '../find-isolation.ts'
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

/** Name of whoever comes through the door. */
const doorClient = 'client'

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
  --entry <file>   the file to start, when it is not server, index, app or main
  --trace <file>   write the trace there as JSON Lines
${isolationHelp}
  --help           this text

Ctrl+C stops it; the trace is complete then. Exit code: 0 stopped or ended well, 1 the program failed, 2 usage.
`

export async function run(args: string[]): Promise<number> {
  const { values: options, positionals } = parseOptions('run', args, {
    port: { type: 'string' },
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
  const door = await gateway
    .openDoor(session, { client: doorClient, port, learnerPort })
    .catch((error: unknown) => {
      throw new UsageError(
        isAddressInUse(error)
          ? `Port ${port} is taken: choose another with --port.`
          : `Port ${port}: ${String(error)}`,
      )
    })
  process.stdout.write(
    `Isolation: ${found.isolation.level}. Clients: http://localhost:${door.port}. Stop with Ctrl+C.\n`,
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
  await door.close()
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

function openTrace(path: string, session: Session): TraceFile {
  return new TraceFile(path, session.log, (error) =>
    process.stderr.write(`The trace cannot be written to ${path}: ${error.message}\n`),
  )
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}
