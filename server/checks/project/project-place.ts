/** The place in which a downloaded project's checks run: its own server behind the same tap as in the workbench. */
import type { Browser } from 'playwright'
import type { Driver } from '../../../harness/driver.ts'
import { reportFault } from '../../fault-reporter.ts'
import { openDoor } from '../../gateway/door.ts'
import { Traffic } from '../../gateway/traffic.ts'
import { defaultLimits } from '../../limits.ts'
import type { SandboxEnd } from '../../sandbox/isolation.ts'
import { Session } from '../../session/session.ts'
import { openBrowserPage } from '../browser-page.ts'
import { createNodeDriver } from '../node-driver.ts'
import { openPageProxy, type PageProxy } from './page-proxy.ts'
import { startProject } from './project-process.ts'

export interface ProjectPlace {
  readonly driver: Driver
  close(): Promise<void>
}

/** Node has to start first, on whatever machine it is. */
const listenMs = 15_000

/** A host name without a name of its own: pages see the learner's very address. */
const pageOrigin = (port: number) => `http://localhost:${port}/`

/**
 * @param start arguments of Node with which the program runs, its entry last
 * @param browser undefined where no page will be opened
 */
export function openProjectPlace(
  folder: string,
  start: readonly string[],
  port: number,
  browser: Browser | undefined,
): ProjectPlace {
  const proxies = new Map<string, Promise<PageProxy>>()
  let before: Promise<SandboxEnd> | undefined
  const session = new Session({
    // Nothing confines the program here; this is the weaker of the names that there are.
    isolation: 'permission',
    limits: defaultLimits,
    async takeProcess() {
      // Two programs cannot listen on one port.
      await before
      const started = startProject(folder, start, port)
      before = started.ended
      return started
    },
    applyFault: (_session, fault, client) => traffic.applyFault(fault, client),
    runEnded: () => traffic.endRun(),
    closed: () => undefined,
    fault: reportFault,
  })
  const traffic = new Traffic(session)
  const driver = createNodeDriver({
    session,
    gateway: { openDoor: (_target, door) => openDoor(() => traffic, door, reportFault) },
    // They are in the folder; the trace need not carry them.
    files: {},
    entry: start.at(-1) ?? '',
    port,
    listenMs,
    async openPage(client, door, uncaught) {
      if (browser === undefined) throw new Error('A page needs a browser.')
      const known = proxies.get(client) ?? door().then((opened) => openPageProxy(port, opened.port))
      proxies.set(client, known)
      return openBrowserPage(client, pageOrigin(port), browser, uncaught, (await known).address)
    },
  })
  return {
    driver,
    async close() {
      for (const proxy of await Promise.all(proxies.values())) await proxy.close()
      await driver.close()
      await session.close()
      traffic.close()
    },
  }
}
