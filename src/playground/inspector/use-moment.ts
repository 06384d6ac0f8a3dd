import type { TraceEvent } from '../../../protocol/trace.ts'
import { formatMoment } from '../../../trace/quantity.ts'
import { useInspector } from './context.ts'

/** The moment of an event, counted from its run. */
export function useMoment({ seq, at }: Pick<TraceEvent, 'seq' | 'at'>): string {
  const { model, strings } = useInspector()
  return `${formatMoment(at - model.runs.since(seq))} ${strings.detail.seconds}`
}
