/** What became of a received packet in the server or in a page: the handlers that it met, and what it made the server send. */
import type { TraceEventOf } from '../../../protocol/trace.ts'
import { callText } from '../../../trace/call-text.ts'
import { inertText } from '../../../trace/inert-text.ts'
import { shownOf } from '../../../trace/ladder-walk.ts'
import type { PacketRow } from '../../../trace/packet-row.ts'
import { LostReports } from './CallDetail.tsx'
import { useInspector } from './context.ts'
import { DetailPart, SaidBy } from './detail-parts.tsx'
import { LocationButton } from './LocationButton.tsx'

type Listener = TraceEventOf<'listener'>

const nameMax = 80
/** Listed: a handler may add others without end. */
const listenersMax = 20
/** Calls listed: a packet may have started a timer that never ends. */
const callsMax = 20

export function HandlersDetail({ row }: { readonly row: PacketRow }) {
  const { model, strings, number } = useInspector()
  const listeners = model.inside.handlersOf(row.seq).flatMap((seq): Listener[] => {
    const event = model.event(seq)
    return event?.kind === 'listener' ? [event] : []
  })
  const calls = model.inside.emitsFrom(row.seq)
  if (listeners.length === 0 && calls.length === 0) return null
  return (
    <DetailPart title={strings.handlers.title}>
      <SaidBy origin={row.direction === 'up' ? 'server' : 'pane'} />
      {listeners.slice(0, listenersMax).map((listener) => (
        <p key={listener.seq}>
          <Met listener={listener} />
        </p>
      ))}
      {listeners.length > listenersMax && (
        <p class="wli-soft">{strings.detail.moreEntries(number(listeners.length - listenersMax))}</p>
      )}
      {calls.length > 0 && (
        <>
          <p class="wli-soft">{strings.handlers.sent}</p>
          <ul class="wli-effects">
            {calls.slice(0, callsMax).map((seq) => (
              <Effect key={seq} seq={seq} />
            ))}
          </ul>
          {calls.length > callsMax && (
            <p class="wli-soft">{strings.detail.moreEntries(number(calls.length - callsMax))}</p>
          )}
        </>
      )}
      {row.direction === 'up' && <LostReports seq={row.seq} />}
    </DetailPart>
  )
}

function Met({ listener }: { readonly listener: Listener }) {
  const { strings, number } = useInspector()
  switch (listener.phase) {
    case 'arrived': {
      const { event, handlers, any } = listener
      const name = inertText(event, nameMax)
      return (
        <>
          {handlers === 0
            ? strings.handlers.none(name)
            : strings.handlers.ran(number(handlers), handlers, name)}
          {any > 0 && ` ${strings.handlers.any(number(any), any)}`}
        </>
      )
    }
    case 'answered':
      return listener.handlers === 0 ? strings.handlers.tooLate : strings.handlers.awaited
    case 'added-late': {
      const { event, handlers } = listener
      return (
        <>
          {strings.handlers.added(inertText(event, nameMax), number(handlers), handlers)}{' '}
          <LocationButton location={listener} />
        </>
      )
    }
  }
}

/** A call that the packet led to; a button where the ladder shows it. */
function Effect({ seq }: { readonly seq: number }) {
  const { model } = useInspector()
  const emit = model.event(seq)
  if (emit?.kind !== 'emit') return null
  const shown = shownOf(seq, model.walked)
  return (
    <li>
      {shown === undefined ? (
        <code>{callText(emit)}</code>
      ) : (
        <button type="button" onClick={() => model.select(shown)}>
          <code>{callText(emit)}</code>
        </button>
      )}
    </li>
  )
}
