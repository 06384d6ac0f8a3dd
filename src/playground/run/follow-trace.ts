/** Folds a runtime's trace as it grows, and begins anew when a new session's trace takes the old one's place. */
import { effect } from '@preact/signals'
import type { TraceEvent } from '../../../protocol/trace.ts'
import type { Runtime } from '../runtime/runtime.ts'

export interface TraceFollower {
  /** The trace is another one now; its events follow. */
  reset(): void
  batch(events: readonly TraceEvent[]): void
}

/** Returns what ends it. */
export function followTrace(runtime: Pick<Runtime, 'trace'>, follower: TraceFollower): () => void {
  return effect(() => {
    const source = runtime.trace
    follower.reset()
    follower.batch(source.events)
    return source.subscribe((events) => follower.batch(events))
  })
}
