/** The command line: `wirelab start`, `run`, `check`, `trace`, `doctor` and what authors need. Errors are one sentence on stderr and exit code 2. */
import { UsageError } from './usage-error.ts'

const help = `Wirelab: learn Socket.IO by running it.

Usage: wirelab <command> [options]

Commands:
  start       start the product: site, sandboxes and gateway on one port
  run         run a server in the sandbox and print what crosses the wire
  check       run a lesson's checks against a folder of yours
  trace       turn a recorded trace into text, a diagram, a picture or an HTTP archive
  doctor      say what isolation this machine allows, and how to get better

For authors of lessons:
  new-lesson  make the folder of a new lesson, with a small example that works
  record      record the trace that a lesson's figures draw

wirelab <command> --help tells the options of a command.
`

type Command = (args: string[]) => Promise<number>

// Each command loads what it needs itself: help and errors answer at once.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).start,
  run: async () => (await import('./run.ts')).run,
  trace: async () => (await import('./trace.ts')).trace,
  check: async () => (await import('./check.ts')).check,
  record: async () => (await import('./record.ts')).record,
  'new-lesson': async () => (await import('./new-lesson.ts')).newLesson,
  doctor: async () => (await import('./doctor.ts')).doctor,
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(help)
    return name === undefined ? 2 : 0
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load)
    throw new UsageError(
      `There is no command "${name}"; there are ${Object.keys(commands).join(', ')}. See: wirelab --help`,
    )
  const command = await load()
  return command(rest)
}

for (const stream of [process.stdout, process.stderr]) {
  // Whoever closed the pipe early (`| head`) has what they wanted; what is under way ends in order.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
} finally {
  // The IPC channel of the wrapper would keep this process alive.
  if (process.connected) process.disconnect()
}
