/** What is wrong with a client's network beside its cable, in words: a line for as long as there is something. */
import { CloudOff, Gauge, Hourglass } from 'lucide-preact'
import { formatDuration } from '../../../trace/quantity.ts'
import { networkStrings } from '../../strings/network.ts'
import { participant } from '../participants.ts'
import type { WorkbenchModel } from '../workbench-model.ts'

interface Props {
  readonly model: WorkbenchModel
  readonly name: string
}

const iconSize = 13
const usPerMs = 1_000

export function NetworkMarks({ model, name }: Props) {
  const { language } = model.props
  const { marks } = networkStrings(language)
  const { latencyMs, stalled, pollingOnly } = model.network.of(name)
  const shown = [
    ...(stalled ? [{ Icon: Hourglass, text: marks.stalled }] : []),
    ...(latencyMs > 0
      ? [{ Icon: Gauge, text: marks.latency(formatDuration(latencyMs * usPerMs, language)) }]
      : []),
    ...(pollingOnly ? [{ Icon: CloudOff, text: marks.pollingOnly }] : []),
  ]
  return (
    <div class="wl-network-marks" role="status" aria-label={marks.label(participant(name).name)}>
      {shown.map(({ Icon, text }) => (
        <span key={text}>
          <Icon size={iconSize} aria-hidden="true" />
          {text}
        </span>
      ))}
    </div>
  )
}
