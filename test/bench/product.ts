/** The product in a process of its own, with one session in which the echo program runs. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { spareProcesses } from '../../server/app.ts'
import { projectFolder } from '../../server/project-folder.ts'
import { ControlClient } from '../control-client.ts'
import { nodeProcessesBelow } from './memory.ts'
import { echoProgram } from './plain-server.ts'

const pollMs = 25
/** A process that has just started still warms up. */
const quietPolls = 16

export interface BenchProduct {
  readonly pid: number
  readonly origin: string
  readonly control: ControlClient
  /** Host name under which a client reaches the program. */
  readonly clientHost: string
  /** Resolves when the store of warm processes is full again, as it is when a learner presses Run. */
  settled(): Promise<void>
  /** Milliseconds from the start of a new run until it listens. */
  run(): Promise<number>
  stop(): Promise<void>
}

export async function startBenchProduct(): Promise<BenchProduct> {
  const cli = join(projectFolder, 'server', 'cli', 'main.ts')
  const child = spawn(process.execPath, [cli, 'start', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const origin = await new Promise<string>((resolve) => {
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const found = /ready:\s+(\S+)/.exec(output)?.[1]
      if (found !== undefined) resolve(found)
    })
  })
  if (child.pid === undefined) throw new Error('A started process has an id.')
  const control = new ControlClient(origin)
  const { paneOrigin } = await control.open()
  return {
    pid: child.pid,
    origin,
    control,
    clientHost: new URL(paneOrigin.replace('{client}', 'ann').replace('{port}', '8080')).host,
    settled: async () => {
      for (let quiet = 0; quiet < quietPolls; quiet += 1) {
        if (nodeProcessesBelow(child.pid ?? 0).length < spareProcesses + 1) quiet = 0
        await setTimeout(pollMs)
      }
    },
    run: async () => {
      const run = await control.run({ 'server.js': echoProgram })
      const listen = await control.event('run', (event) => event.run === run && event.phase === 'listen')
      if (listen.phase !== 'listen') throw new Error('The event found is the one asked for.')
      return listen.afterUs / 1000
    },
    stop: async () => {
      control.close()
      child.kill('SIGINT')
      await once(child, 'exit')
    },
  }
}
