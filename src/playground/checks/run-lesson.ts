/** Everything that running checks takes, in one part that is loaded when Check is pressed. */
import type { Check } from '../../../harness/check.ts'
import { runChecks, type CheckListener, type CheckReport } from '../../../harness/run-checks.ts'
import { createBrowserDriver, type BrowserDriverOptions } from './browser-driver.ts'

export function runLesson(
  checks: readonly Check[],
  options: BrowserDriverOptions,
  listener: CheckListener,
  signal: AbortSignal,
): Promise<CheckReport[]> {
  return runChecks(checks, createBrowserDriver(options), listener, signal)
}
