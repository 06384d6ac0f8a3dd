/** Plays explained programs: the real gateway and sandboxes, opened once, and a session for each program. */
import type { TraceEvent } from '../../protocol/trace.ts'
import { findIsolation } from '../../server/find-isolation.ts'
import { defaultLimits, type Limits } from '../../server/limits.ts'
import { SandboxPool } from '../../server/sandbox/pool.ts'
import { Session } from '../../server/session/session.ts'
import { launchBrowser } from '../browser.ts'
import type { ExplainedProgram } from '../fixtures/explained-programs/program.ts'
import { startGatewayWorld } from '../fixtures/gateway/gateway-world.ts'
import { sitePage } from './explained-page.ts'
import { port } from './explained-port.ts'
import { openStage } from './explained-stage.ts'

const limits: Limits = { ...defaultLimits, faultsPerSecond: 100 }

export interface ExplainedPlace {
  /** Gives the trace of the program, with all that was said of what its clients did. */
  play(program: ExplainedProgram): Promise<readonly TraceEvent[]>
  close(): Promise<void>
}

export async function openExplainedPlace(): Promise<ExplainedPlace> {
  const found = await findIsolation()
  if (!found.ok) throw new Error(found.message)
  const { isolation } = found
  const world = await startGatewayWorld(sitePage)
  const faults: string[] = []
  const fault = (stage: string, error: unknown) => void faults.push(`${stage}: ${String(error)}`)
  const pool = new SandboxPool(isolation, limits, { size: 2, onError: (error) => fault('pool', error) })
  const browser = launchBrowser()
  // Whoever needs it hears of it.
  browser.catch(() => undefined)

  return {
    async play({ files, play }) {
      const session = new Session({
        isolation: isolation.level,
        limits,
        takeProcess: () => pool.take(),
        applyFault: ({ id }, made, client) => world.gateway.applyFault(id, made, client),
        runEnded: ({ id }) => world.gateway.endRun(id),
        closed: () => undefined,
        fault,
      })
      const unregister = world.gateway.register(session)
      const stage = openStage({ session, world, browser })
      try {
        const run = await session.run(
          files,
          Object.keys(files).find((path) => path.startsWith('server.')) ?? '',
        )
        await stage.event(
          'run',
          (event) => event.run === run && event.phase === 'listen' && event.port === port,
        )
        await play(stage)
        await stage.settle()
        // What the end of the session says is nobody's question.
        return [...session.log.events]
      } finally {
        await stage.close()
        await session.close()
        unregister()
      }
    },
    async close() {
      await (await browser.catch(() => undefined))?.close()
      await pool.close()
      await world.close()
      if (faults.length > 0) throw new Error(faults.join('\n'))
    },
  }
}
