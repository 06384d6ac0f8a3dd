/** Says which moment the State tab shows, and leads back to now. */
import { FileText, History, Radio } from 'lucide-preact'
import { formatMoment } from '../../../trace/quantity.ts'
import { useInspector } from './context.ts'
import { useEventText } from './event-text.ts'
import type { Moment } from './moment.ts'

const iconPx = 14

export function MomentLine({ moment: { how, at, seq } }: { readonly moment: Moment }) {
  const { model, strings } = useInspector()
  const end = model.complete ? 'file' : 'live'
  const icon = { size: iconPx, 'aria-hidden': true }
  if (how === 'now') {
    return (
      <p class="wli-moment">
        {model.complete ? <FileText {...icon} /> : <Radio {...icon} />}{' '}
        <span role="status">{strings.state.now[end]}</span>
      </p>
    )
  }
  return (
    <p class="wli-moment wli-moment-past">
      <History {...icon} />
      <span role="status">
        {strings.state.at(formatMoment(at - model.runs.since(seq)))}
        <EventName seq={seq} />
      </span>
      <button type="button" class="wli-action" onClick={() => model.backToLive()}>
        {strings.state.backToNow[end]}
      </button>
    </p>
  )
}

/** What happened at that moment, in few words. */
function EventName({ seq }: { readonly seq: number }) {
  const text = useEventText()(seq)
  return text === undefined ? null : <span class="wli-soft">, {text}</span>
}
