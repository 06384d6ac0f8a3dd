/**
 * A lesson's page asks who will receive an event; the wire answers. The page dispatches `wirelab:predict` on the window,
 * with a {@link PredictionRequest} as its detail; a workbench that takes it prevents the default.
 */
import { WireView } from '../../../harness/wire-view.ts'
import type { TraceEvent } from '../../../protocol/trace.ts'
import type { TraceSource } from '../../../trace/source.ts'

export type PredictionOutcome =
  /** It runs, and what sets it off is still to come. */
  | { readonly state: 'waiting' }
  | { readonly state: 'seen'; readonly received: readonly string[] }
  | { readonly state: 'ended' }

export interface PredictionRequest {
  readonly trigger: { readonly client: string; readonly event: string }
  readonly event: string
  readonly tell: (outcome: PredictionOutcome) => void
}

/** Who has got it by then got it. */
const withinMs = 1_000
const usPerMs = 1_000
/** The trace comes in batches. */
const batchMs = 200

/** Watches the trace from the next run on. Returns what ends it. */
export function watchPrediction(trace: TraceSource, { trigger, event, tell }: PredictionRequest): () => void {
  let view: WireView | undefined
  let triggered: TraceEvent | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const times = new Map<number, number>()

  const give = (from: TraceEvent, wire: WireView) => {
    const inTime = (seq: number) => (times.get(seq) ?? Infinity) <= from.at + withinMs * usPerMs
    const got = wire.crossed.filter(
      (each) => each.direction === 'down' && each.event === event && each.seq > from.seq && inTime(each.seq),
    )
    stop()
    tell({ state: 'seen', received: [...new Set(got.map(({ client }) => client))] })
  }
  const push = (next: TraceEvent) => {
    if (next.kind === 'run' && next.phase === 'start') {
      view = new WireView(next.seq)
      tell({ state: 'waiting' })
      return
    }
    if (view === undefined) return
    if (next.kind === 'run' && next.phase === 'end') {
      view = undefined
      if (triggered !== undefined || next.reason === 'restarted') return
      stop()
      tell({ state: 'ended' })
      return
    }
    const before = view.crossed.length
    view.push(next)
    if (next.kind !== 'frame' || view.crossed.length === before) return
    times.set(next.seq, next.at)
    const crossed = view.crossed.at(-1)
    const isTrigger =
      crossed?.direction === 'up' && crossed.client === trigger.client && crossed.event === trigger.event
    if (!isTrigger || triggered !== undefined) return
    triggered = next
    const wire = view
    timer = setTimeout(() => give(next, wire), withinMs + batchMs)
  }
  const unsubscribe = trace.subscribe((batch) => {
    for (const next of batch) push(next)
  })
  const stop = () => {
    unsubscribe()
    clearTimeout(timer)
  }
  return stop
}
