/**
 * What runs in a sandbox from its start: loads what most servers need, takes the code's slow paths once, then waits for
 * the files of the one program that it will become.
 */
import { createRequire } from 'node:module'
import Module from 'node:module'
import { appFolder } from './app-folder.ts'
import { clock, onCommand, readCommand, sendReport } from './channel.ts'
import { collectGarbage } from './collect-garbage.ts'
import { reportConsole } from './console-report.ts'
import { reportFatalErrors } from './fatal-error.ts'
import { exerciseServer } from './exercise-server.ts'
import { observePorts } from './open-ports.ts'
import { observeSocketIo } from './observe-socket-io.ts'
import { writeFiles } from './program-files.ts'
import { replaceListen } from './replaced-listen.ts'
import { portMark, readSettings } from './settings.ts'

const { versions, listenPlace, unobserved } = readSettings()
if (listenPlace !== undefined) replaceListen((port) => listenPlace.replace(portMark, String(port)))

const require = createRequire(`${appFolder}/server.js`)
await exerciseServer(require)
if (!unobserved) observeSocketIo(require)

observePorts({
  listening: (port) => sendReport({ type: 'listening', port, clock: clock() }),
  closed: (port) => sendReport({ type: 'closed', port, clock: clock() }),
})
collectGarbage()
sendReport({ type: 'ready', versions })
const command = readCommand()
if (command?.type !== 'run') process.exit(0)

const residentBytes = process.memoryUsage.rss.bind(process.memoryUsage)
writeFiles(appFolder, command.files)
process.argv.splice(1, Infinity, `${appFolder}/${command.entry}`)
reportConsole()
const program = reportFatalErrors({
  entry: `${appFolder}/${command.entry}`,
  files: Object.keys(command.files),
  versions,
})
onCommand((next) => {
  if (next.type === 'write') writeFiles(appFolder, next.files)
  else if (next.type === 'ping') sendReport({ type: 'pong', id: next.id, residentBytes: residentBytes() })
})

// In a turn of its own: what the program throws must be an uncaught error, not the end of this module's evaluation.
setImmediate(() => {
  program.load(() => Module.runMain())
})
