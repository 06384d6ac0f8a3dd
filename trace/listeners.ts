/** Which events a server's socket listens for, as far as reports of the server's inside have told. */
import type { ServerListenerEvent } from '../protocol/trace.ts'
import { PersistentMap } from './persistent-map.ts'
import { listenedEventsMax, socketsMax } from './server-state-bounds.ts'

export interface KnownHandlers {
  readonly event: string
  /** Handlers of this event when it was last told; 0 when it arrived and nobody listened. */
  readonly handlers: number
  /** Handlers of every event (`onAny`). */
  readonly any: number
  /** The event that told it. */
  readonly seq: number
  /** Added after the handlers of `connection` had returned. */
  readonly late: boolean
}

/** By the socket's id. */
export type Listeners = PersistentMap<readonly KnownHandlers[]>

export const noListeners: Listeners = PersistentMap.empty()

export function afterListener(state: Listeners, event: ServerListenerEvent): Listeners {
  if (event.phase === 'answered') return state
  const known = state.get(event.socket)
  if (known === undefined && state.size >= socketsMax) return state
  const before = known?.find((entry) => entry.event === event.event)
  if (before === undefined && (known?.length ?? 0) >= listenedEventsMax) return state
  const late = event.phase === 'added-late' || before?.late === true
  const any = event.phase === 'arrived' ? event.any : (before?.any ?? 0)
  const { handlers, seq } = event
  if (before?.handlers === handlers && before.any === any && before.late === late) return state
  const entry = { event: event.event, handlers, any, seq, late }
  const others = known?.filter((each) => each !== before) ?? []
  return state.with(event.socket, [...others, entry])
}
