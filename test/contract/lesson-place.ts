/** The place in which tests run lessons' checks, on whatever isolation the machine has. */
import type { Check } from '../../harness/check.ts'
import type { CheckReport } from '../../harness/run-checks.ts'
import { openCheckPlace, type CheckedProgram, type CheckPlace } from '../../server/checks/check-place.ts'
import { findIsolation } from '../../server/find-isolation.ts'
import { defaultLimits, type Limits } from '../../server/limits.ts'

export async function openTestPlace(limits: Partial<Limits> = {}): Promise<CheckPlace> {
  const found = await findIsolation()
  if (!found.ok) throw new Error(found.message)
  return openCheckPlace(found.isolation, { ...defaultLimits, ...limits })
}

/** Runs the checks to their end, and tells nobody meanwhile. */
export async function reportsOf(
  place: CheckPlace,
  checks: readonly Check[],
  program: CheckedProgram,
): Promise<CheckReport[]> {
  const silent = { started() {}, finished() {} }
  const { reports } = await place.run(checks, program, silent, new AbortController().signal)
  return reports
}
