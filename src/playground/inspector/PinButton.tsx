/** Pins what is selected, or gives it up. */
import { Pin, PinOff } from 'lucide-preact'
import { timelineStrings } from '../../strings/timeline.ts'
import { useInspector } from './context.ts'
import { pinsMax, type Pinnable } from './pins.ts'

const iconPx = 15

export function PinButton({ of }: { readonly of: Pinnable }) {
  const { model, language, number } = useInspector()
  const strings = timelineStrings(language).pins
  const pinned = model.pins.has(of)
  const Icon = pinned ? PinOff : Pin
  const refused = !pinned && model.pins.full
  const title = refused ? strings.full(number(pinsMax)) : pinned ? strings.unpin : strings.pin
  return (
    <button
      type="button"
      class="wli-pin"
      aria-label={title}
      aria-disabled={refused}
      title={`${title} (P)`}
      onClick={() => model.togglePin(of)}
    >
      <Icon size={iconPx} aria-hidden="true" />
    </button>
  )
}
