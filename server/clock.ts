/** The host's monotonic clock, shared with the processes inside sandboxes (no time namespace is made). */

export interface SessionClock {
  /** When the session began, as ISO 8601 in UTC. */
  readonly startedAt: string
  /** Microseconds since then. */
  now(): number
  /** The same for a reading of `process.hrtime.bigint()` taken in another process of this host. */
  at(nanoseconds: bigint): number
}

export function startClock(): SessionClock {
  const origin = process.hrtime.bigint()
  const at = (nanoseconds: bigint) => Math.max(0, Number((nanoseconds - origin) / 1000n))
  return { startedAt: new Date().toISOString(), at, now: () => at(process.hrtime.bigint()) }
}
