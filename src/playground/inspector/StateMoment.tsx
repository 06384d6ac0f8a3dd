/** Says which moment the State tab shows, and leads back to now. */
import { History, Radio } from 'lucide-preact'
import { formatMoment } from '../../../trace/quantity.ts'
import { useInspector } from './context.ts'
import type { Moment } from './state-moment.ts'

const iconPx = 14

export function MomentLine({ moment: { live, at, seq } }: { readonly moment: Moment }) {
  const { model, strings } = useInspector()
  const icon = { size: iconPx, 'aria-hidden': true }
  if (live) {
    return (
      <p class="wli-moment">
        <Radio {...icon} /> <span role="status">{strings.state.now}</span>
      </p>
    )
  }
  return (
    <p class="wli-moment wli-moment-past">
      <History {...icon} />
      <span role="status">
        {strings.state.at(formatMoment(at - model.runs.since(seq)))}
        <SelectedName />
      </span>
      <button type="button" class="wli-action" onClick={() => model.deselect()}>
        {strings.state.backToNow}
      </button>
    </p>
  )
}

/** What was selected, in few words: a packet by its way and event, another event by the name of its kind. */
function SelectedName() {
  const { model, words, nameOf } = useInspector()
  const selection = model.selection.value
  if (selection === undefined) return null
  const row = model.packet(selection.seq)
  if (row !== undefined && selection.kind === 'event') {
    const name = row.event ?? row.question?.event ?? row.type ?? row.engine ?? ''
    const [from, to] =
      row.direction === 'up' ? [nameOf(row.client), words.server] : [words.server, nameOf(row.client)]
    return (
      <span class="wli-soft">
        , {from} → {to} <code>{name}</code>
      </span>
    )
  }
  const event = selection.kind === 'event' ? model.event(selection.seq) : undefined
  if (event === undefined) return null
  return (
    <span class="wli-soft">
      , <code>{'phase' in event ? `${event.kind} ${event.phase}` : event.kind}</code>
    </span>
  )
}
