/** Marks a value for a moment when it has just changed. The caller's `key` says when it is another value. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { useMomentClock } from './state-moment.ts'

export interface ChangedProps {
  /** The `seq` of the event that made the value what it is. */
  readonly since: number
  readonly children: ComponentChildren
}

export function Changed({ since, children }: ChangedProps) {
  const clock = useMomentClock()
  // Decided once, when the value appears: the mark goes by itself.
  const [fresh] = useState(() => since > clock.freshAfter)
  return <span class={fresh ? 'wli-changed' : undefined}>{children}</span>
}
