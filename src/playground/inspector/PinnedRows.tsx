/** What is pinned, above the rows: at hand wherever the list is scrolled to, and whatever falls out of the trace. */
import { Pin, X } from 'lucide-preact'
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import { formatMoment } from '../../../trace/quantity.ts'
import { timelineStrings } from '../../strings/timeline.ts'
import { useInspector } from './context.ts'
import { useEventText } from './event-text.ts'
import { participantStyle } from './participant-style.ts'
import type { Pin as PinnedEvent } from './pins.ts'

const iconPx = 13

export function PinnedRows() {
  const { model, language, number } = useInspector()
  const strings = timelineStrings(language)
  const pins = model.pins.list.value
  if (pins.length === 0) return null
  const label = strings.pins.label(number(pins.length))
  return (
    <section class="wli-pins" aria-label={label}>
      <p class="wli-pins-title" aria-hidden="true">
        <Pin size={iconPx} aria-hidden="true" /> {label}
      </p>
      <ul>
        {pins.map((pin) => (
          <PinnedRow key={pin.event.seq} pin={pin} />
        ))}
      </ul>
    </section>
  )
}

function PinnedRow({ pin: { event, row } }: { readonly pin: PinnedEvent }) {
  const { model, language } = useInspector()
  const strings = timelineStrings(language)
  const text = useEventText()(event.seq) ?? ''
  const { seq } = event
  const sender = row === undefined || row.direction === 'down' ? serverParticipant : row.client
  return (
    <li style={participantStyle(sender)}>
      <button
        type="button"
        class="wli-pin-go"
        aria-current={model.selection.value?.seq === seq ? 'true' : undefined}
        onClick={() => model.select(seq)}
      >
        <span class="wli-cell-time">{formatMoment(event.at - model.runs.since(seq))}</span>
        <span class="wli-dot" aria-hidden="true" /> <b>{text}</b>
        {row !== undefined && row.preview !== '' && <span class="wli-preview"> {row.preview}</span>}
        {seq < (model.events[0]?.seq ?? 0) && <span class="wli-soft"> ({strings.pins.gone})</span>}
      </button>
      <button
        type="button"
        class="wli-unpin"
        aria-label={strings.pins.unpinOf(text)}
        title={strings.pins.unpin}
        onClick={() => model.togglePin(seq)}
      >
        <X size={iconPx} aria-hidden="true" />
      </button>
    </li>
  )
}
