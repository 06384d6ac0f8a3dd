/** The real product for a test: real sandboxes, a free port, a state folder of its own. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp, type App } from '../server/app.ts'
import { findIsolation, type FoundIsolation } from '../server/find-isolation.ts'
import { defaultLimits, type Limits } from '../server/limits.ts'
import { projectFolder } from '../server/project-folder.ts'

export interface TestApp extends App {
  /** Faults of ours that were reported; a good test run has none. */
  readonly faults: readonly string[]
}

/**
 * `siteFolder` holds the site to serve: the built one, or a page of the test's own. `find` gives the isolation: what
 * the machine allows, unless a test is about another.
 */
export async function startTestApp(
  limits: Partial<Limits> = {},
  siteFolder = join(projectFolder, 'dist'),
  find: () => Promise<FoundIsolation> = findIsolation,
): Promise<TestApp> {
  const found = await find()
  if (!found.ok) throw new Error(found.message)
  const stateFolder = await mkdtemp(join(tmpdir(), 'wirelab-test-'))
  const faults: string[] = []
  const app = await startApp({
    port: 0,
    isolation: found.isolation,
    limits: { ...defaultLimits, ...limits },
    modules: found.modules,
    site: { folder: siteFolder },
    stateFolder,
    fault: (stage, error) => faults.push(`${stage}: ${String(error)}`),
  })
  return {
    ...app,
    faults,
    close: async () => {
      await app.close()
      await rm(stateFolder, { recursive: true, force: true })
    },
  }
}
