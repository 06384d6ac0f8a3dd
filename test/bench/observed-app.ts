/** The product with the instrumentation, or without it, in a process of its own. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp } from '../../server/app.ts'
import { defaultLimits } from '../../server/limits.ts'
import { projectFolder } from '../../server/project-folder.ts'
import { bubblewrapIsolation } from '../../server/sandbox/bubblewrap.ts'
import { prepareStage } from '../../server/sandbox/stage.ts'

export interface ObservedApp {
  readonly origin: string
  stop(): Promise<void>
}

/** @param without the instrumentation */
export async function startObservedApp(without: boolean): Promise<ObservedApp> {
  const child = fork(import.meta.filename, without ? ['without'] : [])
  const [origin] = await once(child, 'message')
  return {
    origin: String(origin),
    stop: async () => {
      child.send('stop')
      await once(child, 'exit')
    },
  }
}

if (process.send) {
  const stage = await prepareStage()
  const stateFolder = await mkdtemp(join(tmpdir(), 'wirelab-bench-'))
  const app = await startApp({
    port: 0,
    isolation: bubblewrapIsolation(stage, process.argv[2] === 'without' ? ['instrument'] : []),
    limits: defaultLimits,
    modules: stage.modules,
    site: { folder: join(projectFolder, 'dist') },
    stateFolder,
    fault: (place, error) => console.error(place, error),
  })
  process.once('message', () => {
    void app
      .close()
      .then(() => rm(stateFolder, { recursive: true }))
      .then(() => process.disconnect())
  })
  process.send(app.origin)
}
