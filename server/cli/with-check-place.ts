/** Opens a place for checks, and closes it whatever happens. What this machine lacks is told as what it is. */
import type { IsolationLevel } from '../../protocol/trace.ts'
import { openCheckPlace, type CheckPlace } from '../checks/check-place.ts'
import { BrowserStartError } from '../checks/launch-browser.ts'
import { findIsolation } from '../find-isolation.ts'
import { defaultLimits } from '../limits.ts'
import { isolationWarnings } from './isolation-option.ts'
import { shutdownSignal } from './shutdown.ts'
import { UsageError } from './usage-error.ts'

/**
 * @param level the isolation that was asked for
 * @param use gets a signal that aborts when this process is to end
 * @throws UsageError without sandbox or browser, or when stopped
 */
export async function withCheckPlace<Result>(
  level: IsolationLevel | undefined,
  use: (place: CheckPlace, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stopped = shutdownSignal()
  const found = await findIsolation(level)
  if (!found.ok) throw new UsageError(`Unavailable: ${found.message}`)
  for (const warning of isolationWarnings(found)) process.stderr.write(`${warning}\n`)
  const place = await openCheckPlace(found.isolation, defaultLimits)
  try {
    return await use(place, stopped)
  } catch (error) {
    if (stopped.aborted) throw new UsageError('Stopped.')
    if (error instanceof BrowserStartError) throw new UsageError(`Unavailable: ${error.message}`)
    throw error
  } finally {
    await place.close()
  }
}
