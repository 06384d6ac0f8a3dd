/** Beside a question: nobody answered it in time. */
import { AlarmClockOff } from 'lucide-preact'
import { formatDuration } from '../../../trace/quantity.ts'
import { timelineStrings } from '../../strings/timeline.ts'
import { ackTimeoutOf } from './ack-timeout.ts'
import { useInspector } from './context.ts'

const iconPx = 12

/** @param seqs the frames that asked */
export function AckTimeout({ seqs }: { readonly seqs: readonly number[] }) {
  const { model, language } = useInspector()
  const timeoutUs = seqs.map((seq) => ackTimeoutOf(model, seq)).find((time) => time !== undefined)
  if (timeoutUs === undefined) return null
  const text = timelineStrings(language).ackTimeout(formatDuration(timeoutUs, language))
  return (
    <span class="wli-ack-timeout" title={text}>
      {' '}
      <AlarmClockOff size={iconPx} aria-hidden="true" /> {text}
    </span>
  )
}
