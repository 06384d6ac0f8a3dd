/** Finds the isolation that this machine allows, by trying to escape from it. */
import type { Isolation } from './sandbox/isolation.ts'
import { probeIsolation } from './sandbox/probe.ts'

export type FoundIsolation =
  | {
      readonly ok: true
      readonly isolation: Isolation
      /** Versions of what a program may import. */
      readonly modules: Readonly<Record<string, string>>
      /** What was tried, in a few words. */
      readonly summary: string
    }
  /** `message` is one sentence that says what to do. */
  | { readonly ok: false; readonly message: string }

/** Never rejects for a reason of the machine's. */
export async function findIsolation(): Promise<FoundIsolation> {
  const report = await probeIsolation()
  if (report.level === 'none') {
    const { message, command } = report.remedy
    return { ok: false, message: command === null ? message : `${message} Run: ${command}` }
  }
  return {
    ok: true,
    isolation: report.isolation,
    modules: report.stage.modules,
    summary: `${report.checks.length} attempts to escape, none got out`,
  }
}
