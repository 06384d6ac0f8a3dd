/** What is pinned, above the rows: at hand wherever the list is scrolled to, and whatever falls out of the trace. */
import { Pin as PinIcon, X } from 'lucide-preact'
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import { lastSeqOf } from '../../../trace/ladder-item.ts'
import { chapterText } from '../../../trace/ladder-sentence.ts'
import { formatMoment } from '../../../trace/quantity.ts'
import { timelineStrings } from '../../strings/timeline.ts'
import { useInspector } from './context.ts'
import { useEventText } from './event-text.ts'
import { participantStyle } from './participant-style.ts'
import type { Pin } from './pins.ts'

const iconPx = 13

export function PinnedRows() {
  const { model, language, number } = useInspector()
  // A chapter goes on.
  // oxlint-disable-next-line no-unused-expressions -- reading the signal subscribes to it
  model.version.value
  const strings = timelineStrings(language)
  const pins = model.pins.list.value
  if (pins.length === 0) return null
  const label = strings.pins.label(number(pins.length))
  return (
    <section class="wli-pins" aria-label={label}>
      <p class="wli-pins-title" aria-hidden="true">
        <PinIcon size={iconPx} aria-hidden="true" /> {label}
      </p>
      <ul>
        {pins.map((pin) => (
          <PinnedRow key={`${pin.kind}.${pin.seq}`} pin={pin} />
        ))}
      </ul>
    </section>
  )
}

function PinnedRow({ pin }: { readonly pin: Pin }) {
  const { model, language } = useInspector()
  const strings = timelineStrings(language)
  const { text, more, sender, at, last } = usePinned(pin)
  const { kind, seq } = pin
  const selection = model.selection.value
  return (
    <li style={participantStyle(sender)}>
      <button
        type="button"
        class="wli-pin-go"
        aria-current={selection?.kind === kind && selection.seq === seq ? 'true' : undefined}
        onClick={() => (kind === 'event' ? model.select(seq) : model.selectChapter(seq))}
      >
        <span class="wli-cell-time">{formatMoment(at - model.runs.since(seq))}</span>
        <span class="wli-dot" aria-hidden="true" /> <b>{text}</b>
        {more !== '' && <span class="wli-preview"> {more}</span>}
        {last < (model.events[0]?.seq ?? 0) && <span class="wli-soft"> ({strings.pins.gone})</span>}
      </button>
      <button
        type="button"
        class="wli-unpin"
        aria-label={strings.pins.unpinOf(text)}
        title={strings.pins.unpin}
        onClick={() => model.togglePin(pin)}
      >
        <X size={iconPx} aria-hidden="true" />
      </button>
    </li>
  )
}

interface Pinned {
  readonly text: string
  /** Beside the text, softer. */
  readonly more: string
  readonly sender: string
  readonly at: number
  /** The last event that it shows. */
  readonly last: number
}

function usePinned(pin: Pin): Pinned {
  const { language, words, nameOf } = useInspector()
  const textOf = useEventText()
  if (pin.kind === 'event') {
    const { event, row } = pin
    const text = textOf(event.seq) ?? ''
    const sender = row === undefined || row.direction === 'down' ? serverParticipant : row.client
    return { text, more: row?.preview ?? '', sender, at: event.at, last: event.seq }
  }
  const { chapter } = pin
  const [only, ...others] = chapter.clients
  const who = chapter.clients.map(nameOf).join(', ')
  return {
    text: `${who}: ${chapterText(chapter, language)}`,
    more: words.steps(chapter.members.length),
    sender: only === undefined || others.length > 0 ? serverParticipant : only,
    at: chapter.at,
    last: lastSeqOf(chapter),
  }
}
