/** From an emit or a packet to why each client did or did not get it. */
import { CircleQuestionMark } from 'lucide-preact'
import { whyStrings } from '../../strings/why.ts'
import { useInspector } from './context.ts'

const iconPx = 16

/** Asks about what is selected. */
export function WhyButton() {
  const { language, showTab } = useInspector()
  const { ask, askTitle } = whyStrings(language)
  return (
    <button type="button" class="wli-action wli-why-ask" title={askTitle} onClick={() => showTab('why')}>
      <CircleQuestionMark size={iconPx} aria-hidden="true" /> {ask}
    </button>
  )
}
