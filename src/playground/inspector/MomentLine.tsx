/** The line across the ladder below which nothing had happened yet. */
import { formatMoment } from '../../../trace/quantity.ts'
import { timelineStrings } from '../../strings/timeline.ts'
import { useInspector } from './context.ts'
import type { Place } from './moment.ts'

interface Props {
  readonly moment: Place
  /** Pixels from the first row. */
  readonly top: number
}

export function MomentLine({ moment: { seq, at }, top }: Props) {
  const { model, language } = useInspector()
  return (
    <div
      class="wli-moment-line"
      style={{ transform: `translateY(${top}px)` }}
      title={timelineStrings(language).line}
      aria-hidden="true"
    >
      <span>{formatMoment(at - model.runs.since(seq))}</span>
    </div>
  )
}
