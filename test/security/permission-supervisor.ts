/**
 * A server of the level `permission` in a process of its own, for tests that kill it: has a warm process and one in a
 * busy loop, and says their ids and the folders of their runs. Arguments are restrictions to leave out.
 */
import { readlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { defaultLimits } from '../../server/limits.ts'
import type { Restriction } from '../../server/sandbox/permission-launch.ts'
import { permissionIsolation } from '../../server/sandbox/permission.ts'
import { prepareStage } from '../../server/sandbox/stage.ts'
import { ProgramRun } from '../contract/isolation-run.ts'
import { becomeOrdinaryUser } from '../ordinary-user.ts'
import { descendants } from '../processes.ts'

const stage = await prepareStage()
becomeOrdinaryUser()
const isolation = permissionIsolation(stage, {
  node: stage.node,
  without: process.argv.slice(2) as Restriction[],
})
await isolation.start(defaultLimits)
const run = await ProgramRun.start(isolation, { 'main.js': `console.log('now busy'); for (;;);` })
await run.said('now')
const pids = descendants(process.pid)
const folders = pids
  .map((pid) => readlinkSync(`/proc/${pid}/cwd`))
  .filter((folder) => folder.endsWith('/app'))
  .map((folder) => dirname(folder))
console.log(JSON.stringify({ pids, folders }))
