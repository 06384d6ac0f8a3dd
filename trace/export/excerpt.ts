/** What an export of events is made from. */
import type { TraceEvent } from '../../protocol/trace.ts'
import type { TraceSource } from '../source.ts'

export interface Excerpt extends Pick<TraceSource, 'header' | 'events' | 'dropped'> {
  /** Which events are wanted; the others still explain them. All when absent. */
  readonly shows?: ((event: TraceEvent) => boolean) | undefined
}
