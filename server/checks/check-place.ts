/** Everything that checks need of this machine, opened once for any number of programs. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright'
import type { Check } from '../../harness/check.ts'
import type { Driver } from '../../harness/driver.ts'
import { runChecks, type CheckListener, type CheckReport } from '../../harness/run-checks.ts'
import type { Files } from '../../protocol/sandbox.ts'
import type { TraceLog } from '../../trace/log.ts'
import { reportFault } from '../fault-reporter.ts'
import { createGateway, type Gateway } from '../gateway/gateway.ts'
import { clientServerOptions } from '../gateway/server-options.ts'
import type { Limits } from '../limits.ts'
import type { Isolation } from '../sandbox/isolation.ts'
import { SandboxPool } from '../sandbox/pool.ts'
import { Session } from '../session/session.ts'
import { openBrowserPage } from './browser-page.ts'
import { launchBrowser } from './launch-browser.ts'
import { createNodeDriver } from './node-driver.ts'
import { record, type Recording } from './record.ts'

/** Each check starts its program anew. */
const spareProcesses = 2
/** Checks restart faster than a person presses Run. */
const startsPerMinute = 10_000

export interface CheckedProgram {
  readonly files: Files
  readonly entry: string
  /** The lesson's port. */
  readonly port: number
}

export interface CheckPlace {
  /** Runs checks against a program in a session of its own, and gives the session's whole trace with the reports. */
  run(
    checks: readonly Check[],
    program: CheckedProgram,
    listener: CheckListener,
    signal: AbortSignal,
  ): Promise<{ readonly reports: CheckReport[]; readonly trace: TraceLog }>
  /** Runs one check, and gives the trace until its last line: not how its clients go afterwards. */
  record(recording: Check, program: CheckedProgram, signal: AbortSignal): Promise<Recording>
  close(): Promise<void>
}

export async function openCheckPlace(isolation: Isolation, defaults: Limits): Promise<CheckPlace> {
  const limits: Limits = { ...defaults, startsPerMinute }
  const http = createServer(clientServerOptions)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is an object; a string stands for a pipe.
  const { port } = http.address() as AddressInfo
  const domain = `localhost:${port}`
  const gateway = createGateway({ siteOrigin: `http://${domain}`, domain, secure: false })
  http.on('request', gateway.handleRequest)
  http.on('upgrade', gateway.handleUpgrade)
  const pool = new SandboxPool(isolation, limits, {
    size: spareProcesses,
    onError: (error) => reportFault('spare sandbox', error),
  })
  let browser: Promise<Browser> | undefined

  const inSession = async <Result>(
    checks: readonly Check[],
    program: CheckedProgram,
    use: (driver: Driver, log: TraceLog) => Promise<Result>,
  ): Promise<Result> => {
    // Before any check begins, whose time it is not.
    const pages = checks.some(({ kind }) => kind === 'page') ? await (browser ??= launchBrowser()) : undefined
    const session = openSession(isolation, limits, gateway, pool)
    const unregister = gateway.register(session)
    const driver = createNodeDriver({
      session,
      gateway,
      ...program,
      openPage: async (client, _door, uncaught) => {
        if (pages === undefined) throw new Error('A page needs a browser.')
        const origin = `http://${client}-${program.port}--${session.id}.${domain}/`
        return openBrowserPage(client, origin, pages, uncaught)
      },
    })
    try {
      return await use(driver, session.log)
    } finally {
      await driver.close()
      await session.close()
      unregister()
    }
  }

  return {
    run: (checks, program, listener, signal) =>
      inSession(checks, program, async (driver, log) => ({
        reports: await runChecks(checks, driver, listener, signal),
        trace: log,
      })),
    record: (recording, program, signal) =>
      inSession([recording], program, (driver, log) => record(recording, driver, log, signal)),
    async close() {
      // One that never started was told where it was needed.
      await (await browser?.catch(() => undefined))?.close()
      await pool.close()
      await closed(http)
    },
  }
}

function openSession(isolation: Isolation, limits: Limits, gateway: Gateway, pool: SandboxPool): Session {
  return new Session({
    isolation: isolation.level,
    limits,
    takeProcess: () => pool.take(),
    applyFault: (session, fault, client) => gateway.applyFault(session.id, fault, client),
    runEnded: (session) => gateway.endRun(session.id),
    closed: () => undefined,
    fault: reportFault,
  })
}

async function closed(http: Server): Promise<void> {
  http.closeAllConnections()
  await new Promise<void>((resolve) => http.close(() => resolve()))
}
