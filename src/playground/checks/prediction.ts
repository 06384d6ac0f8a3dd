/**
 * A lesson's page asks who will receive an event; the wire answers. The page dispatches `wirelab:predict` on the window,
 * with a {@link PredictionRequest} as its detail; a workbench that takes it prevents the default.
 */
import { WireView, type Crossed } from '../../../harness/wire-view.ts'
import type { PredictionTrigger } from '../../../protocol/lesson.ts'
import type { TraceEvent } from '../../../protocol/trace.ts'
import type { TraceSource } from '../../../trace/source.ts'

export type PredictionOutcome =
  /** It runs, and what sets it off is still to come. */
  | { readonly state: 'waiting' }
  | { readonly state: 'seen'; readonly received: readonly string[] }
  | { readonly state: 'ended' }

export interface PredictionRequest {
  readonly trigger: PredictionTrigger
  readonly event: string
  readonly tell: (outcome: PredictionOutcome) => void
}

/** Who has got it by then got it. */
const withinMs = 1_000
const usPerMs = 1_000
/** The trace comes in batches. */
const batchMs = 200

export interface PredictionWatch {
  /** Ends it, and tells nothing more. */
  readonly stop: () => void
  /** Nothing can be seen any more: tells that it ended, unless the answer was told already. */
  readonly giveUp: () => void
}

/** Watches the trace from the next run on. */
export function watchPrediction(
  trace: TraceSource,
  { trigger, event, tell }: PredictionRequest,
): PredictionWatch {
  let isOver = false
  let view: WireView | undefined
  let triggered = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const times = new Map<number, number>()

  const give = (beganUs: number, wire: WireView) => {
    const inTime = (seq: number) => {
      const at = times.get(seq) ?? Infinity
      return at >= beganUs && at <= beganUs + withinMs * usPerMs
    }
    const got = wire.crossed.filter(
      (each) => each.direction === 'down' && each.event === event && inTime(each.seq),
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
      if (!triggered && next.reason !== 'restarted') giveUp()
      return
    }
    const before = view.crossed.length
    view.push(next)
    const crossed = view.crossed.length > before ? view.crossed.at(-1) : undefined
    if (crossed !== undefined) times.set(next.seq, next.at)
    const beganUs = triggerOf(next, crossed, trigger)
    if (beganUs === undefined || triggered) return
    triggered = true
    const wire = view
    timer = setTimeout(() => give(beganUs, wire), withinMs + batchMs)
  }
  const unsubscribe = trace.subscribe((batch) => {
    for (const next of batch) push(next)
  })
  const stop = () => {
    isOver = true
    unsubscribe()
    clearTimeout(timer)
  }
  const giveUp = () => {
    if (isOver) return
    stop()
    tell({ state: 'ended' })
  }
  return { stop, giveUp }
}

/** When what was waited for began, if this event shows it: a request stands in the trace once it is answered. */
function triggerOf(
  next: TraceEvent,
  crossed: Crossed | undefined,
  trigger: PredictionTrigger,
): number | undefined {
  if ('request' in trigger) {
    const isIt = next.kind === 'http' && next.client === trigger.client && next.path === trigger.request
    return isIt ? next.at - next.durationUs : undefined
  }
  const isIt =
    crossed?.direction === 'up' && crossed.client === trigger.client && crossed.event === trigger.event
  return isIt ? next.at : undefined
}
