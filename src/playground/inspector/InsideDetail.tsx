/** What the server says of its sockets, rooms and handlers, and what the user did to the network. */
import type { TraceEventOf } from '../../../protocol/trace.ts'
import { inertText } from '../../../trace/inert-text.ts'
import { markText } from '../../../trace/ladder-sentence.ts'
import { markOf } from '../../../trace/ladder-arrow.ts'
import { roomText } from '../../../trace/ladder-skip.ts'
import { CauseTie } from './CauseTie.tsx'
import { useInspector } from './context.ts'
import { Claimed, DetailTitle, Facts } from './detail-parts.tsx'
import { InertText } from './InertText.tsx'
import { LocationButton } from './LocationButton.tsx'
import { useMoment } from './use-moment.ts'

const textMax = 2_000
const nameMax = 200

export type InsideEvent = TraceEventOf<'socket' | 'room' | 'delivery' | 'listener' | 'state'>

export function InsideDetail({ event }: { readonly event: InsideEvent }) {
  const { strings } = useInspector()
  const time = useMoment(event)
  return (
    <>
      <DetailTitle name={strings.inside[event.kind]}>{phaseText(event)}</DetailTitle>
      {event.kind === 'socket' && <SocketSays event={event} />}
      {event.kind === 'state' && (
        <pre class="wli-text">
          <InertText source={event.text} maxLength={textMax} keepLines />
        </pre>
      )}
      {event.kind === 'listener' && event.phase === 'added-late' && <LocationButton location={event} />}
      <CauseTie seq={event.seq} />
      <Facts
        facts={{
          time,
          ...('namespace' in event ? { namespace: inertText(event.namespace, nameMax) } : {}),
          ...('socket' in event ? { socket: inertText(event.socket, nameMax) } : {}),
          ...('engine' in event && event.engine !== undefined
            ? { sid: inertText(event.engine, nameMax) }
            : {}),
          ...(event.kind === 'room' ? { room: inertText(roomText(event.room), nameMax) } : {}),
          ...('event' in event ? { event: inertText(event.event, nameMax) } : {}),
          ...('handlers' in event ? { handlers: String(event.handlers) } : {}),
        }}
      />
      <Claimed event={event} />
    </>
  )
}

function phaseText(event: InsideEvent): string {
  switch (event.kind) {
    case 'socket':
    case 'room':
    case 'listener':
      return event.phase
    case 'delivery':
      return `#${event.n}`
    case 'state':
      return event.what
  }
}

function SocketSays({ event }: { readonly event: TraceEventOf<'socket'> }) {
  const { language } = useInspector()
  return <p>{markText(markOf(event, ''), language)}</p>
}

export function FaultDetail({ event }: { readonly event: TraceEventOf<'fault'> }) {
  const { strings, words, language, nameOf } = useInspector()
  return (
    <>
      <DetailTitle name={markText(markOf(event, ''), language)}>
        {event.client === undefined ? words.allClients : nameOf(event.client)}
      </DetailTitle>
      <p>{strings.faults[event.fault.type]}</p>
      <Facts facts={{ time: useMoment(event) }} />
    </>
  )
}
