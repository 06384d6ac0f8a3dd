/** `wirelab start`: the product on one port. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { startApp } from '../app.ts'
import { reportFault } from '../fault-reporter.ts'
import { defaultLimits } from '../limits.ts'
import { projectFolder } from '../project-folder.ts'
import { findIsolation } from '../find-isolation.ts'
import { parseOptions } from './command-options.ts'
import { isolationHelp, isolationWarnings, parseIsolation } from './isolation-option.ts'
import { parsePort } from './port.ts'
import { aborted, shutdownSignal } from './shutdown.ts'
import { UsageError } from './usage-error.ts'

const defaultPort = 4680

const help = `Usage: wirelab start [options]

Starts the site, the sandboxes and the gateway on one port.

Options:
  --port <n>   the port to use (default ${defaultPort}; when it is taken, the next free one; 0: any)
${isolationHelp}
  --help       this text
`

export async function start(args: string[]): Promise<number> {
  const { values: options, positionals } = parseOptions('start', args, {
    port: { type: 'string' },
    'dev-site': { type: 'string' },
    isolation: { type: 'string' },
  })
  if (options.help) {
    process.stdout.write(help)
    return 0
  }
  if (positionals[0] !== undefined)
    throw new UsageError(`wirelab start takes no "${positionals[0]}". See: wirelab start --help`)
  const port = options.port === undefined ? defaultPort : parsePort(options.port, 'port')
  const level = parseIsolation(options.isolation)
  const devSite = options['dev-site']
  const folder = join(projectFolder, 'dist')
  if (devSite === undefined && !existsSync(join(folder, 'index.html')))
    throw new UsageError('The site is not built yet: run npm start, which builds it, or npm run build.')

  const stopped = shutdownSignal()
  const found = await findIsolation(level)
  if (!found.ok) throw new UsageError(found.message)
  const app = await startApp({
    port,
    isolation: found.isolation,
    limits: defaultLimits,
    modules: found.modules,
    site: devSite === undefined ? { folder } : { devPort: parsePort(devSite, 'dev-site') },
    stateFolder: join(projectFolder, '.wirelab'),
    fault: reportFault,
  }).catch((error: unknown) => {
    throw isOfListening(error)
      ? new UsageError(`Wirelab cannot have port ${port}: ${error.message}. Choose another with --port.`)
      : error
  })
  process.stdout.write(
    [
      '',
      `  Wirelab is ready:  ${app.origin}`,
      `  Isolation:         ${found.isolation.level} (${found.summary})`,
      ...isolationWarnings(found).map((warning) => `                     ${warning}`),
      ...(app.port === port || port === 0 ? [] : [`  Port ${port} was taken, so it is ${app.port}.`]),
      '  Stop with:         Ctrl+C',
      '',
      '',
    ].join('\n'),
  )
  await aborted(stopped)
  await app.close()
  return 0
}

function isOfListening(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen'
}
