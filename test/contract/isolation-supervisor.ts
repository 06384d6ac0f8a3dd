/**
 * A server in a process of its own, for tests that kill it or start it with an open file: starts a warm sandbox and a
 * running one, and says the ids of all its processes, and what the running program's descriptors are. Arguments are
 * measures to leave out.
 */
import { defaultLimits } from '../../server/limits.ts'
import { bubblewrapIsolation } from '../../server/sandbox/bubblewrap.ts'
import type { Measure } from '../../server/sandbox/recipe.ts'
import { prepareStage } from '../../server/sandbox/stage.ts'
import { descendants } from '../processes.ts'
import { ProgramRun, program } from './isolation-run.ts'

const isolation = bubblewrapIsolation(await prepareStage(), process.argv.slice(2) as Measure[])
await isolation.start(defaultLimits)
const run = await ProgramRun.start(isolation, {
  'main.cjs': `const fs = require('fs')
    const link = (name) => { try { return fs.readlinkSync('/proc/self/fd/' + name) } catch { return 'closed' } }
    console.log('links', JSON.stringify(fs.readdirSync('/proc/self/fd').map(link)))
    require('child_process').spawn('/usr/bin/node', ['-e', 'setInterval(() => {}, 1000)'], { detached: true })
    .on('spawn', () => require('./server.cjs'))`,
  'server.cjs': program('echo-server.cjs'),
})
await run.listening(8080)
console.log(
  JSON.stringify({ pids: descendants(process.pid), links: JSON.parse(await run.said('links')) as unknown }),
)
