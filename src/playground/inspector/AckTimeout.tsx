/** A question that nobody answered in time: a sign beside it, and the words for who hears or reads on. */
import { AlarmClockOff } from 'lucide-preact'
import { formatDuration } from '../../../trace/quantity.ts'
import { timelineStrings } from '../../strings/timeline.ts'
import { ackTimeoutOf } from './ack-timeout.ts'
import { useInspector } from './context.ts'

const iconPx = 13

interface Props {
  /** The frames that asked. */
  readonly seqs: readonly number[]
}

export function AckTimeoutSign({ seqs }: Props) {
  const text = useAckTimeout(seqs)
  if (text === undefined) return null
  return (
    <span class="wli-ack-timeout" title={text}>
      <AlarmClockOff size={iconPx} aria-hidden="true" />
    </span>
  )
}

export function AckTimeoutText({ seqs }: Props) {
  const text = useAckTimeout(seqs)
  return text === undefined ? null : <>, {text}</>
}

/** In place of an answer: that it is still to come, or that the server waits no longer. */
export function AckWaiting({ seqs }: Props) {
  const { strings } = useInspector()
  return <>{useAckTimeout(seqs) ?? strings.detail.waiting}</>
}

function useAckTimeout(seqs: readonly number[]): string | undefined {
  const { model, language } = useInspector()
  const timeoutUs = seqs.map((seq) => ackTimeoutOf(model, seq)).find((time) => time !== undefined)
  return timeoutUs === undefined
    ? undefined
    : timelineStrings(language).ackTimeout(formatDuration(timeoutUs, language))
}
