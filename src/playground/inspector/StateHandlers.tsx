/** What a socket listens for, and what arrived while nobody listened, as far as reports have told. */
import { inertText } from '../../../trace/inert-text.ts'
import type { KnownHandlers } from '../../../trace/listeners.ts'
import { useInspector } from './context.ts'
import { Capped } from './StateCapped.tsx'
import { Changed } from './StateChanged.tsx'

const firstEvents = 8
const mostEvents = 100
const nameMaxLength = 40

export function Handlers({ handlers }: { readonly handlers: readonly KnownHandlers[] }) {
  const { strings } = useInspector()
  const isHeard = ({ handlers: count, any }: KnownHandlers) => count > 0 || any > 0
  return (
    <>
      <Events label={strings.state.handlers} events={handlers.filter(isHeard)} />
      <Events label={strings.state.unheard} events={handlers.filter((entry) => !isHeard(entry))} />
    </>
  )
}

function Events({ label, events }: { readonly label: string; readonly events: readonly KnownHandlers[] }) {
  const { strings, number } = useInspector()
  const words = strings.state
  if (events.length === 0) return null
  return (
    <ul class="wli-handlers">
      <li class="wli-soft">{label}</li>
      <Capped items={events} first={firstEvents} most={mostEvents}>
        {({ event, handlers, late, seq }) => (
          <li key={event}>
            <Changed key={`${handlers} ${late}`} since={seq}>
              <code>{inertText(event, nameMaxLength)}</code>
              {handlers > 1 && <span class="wli-soft"> {words.times(number(handlers))}</span>}
            </Changed>
            {late && <span class="wli-state-flag">{words.late}</span>}
          </li>
        )}
      </Capped>
    </ul>
  )
}
