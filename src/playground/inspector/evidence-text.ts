/** What an event says that shows why: more of it than a timeline has room for. */
import { inertText } from '../../../trace/inert-text.ts'
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { ownerOf } from '../../../trace/explain/socket-owner.ts'
import type { ExplainedTrace } from '../../../trace/explain/explained-trace.ts'
import { roomText } from '../../../trace/ladder-skip.ts'
import { whyStrings, type WhyStrings } from '../../strings/why.ts'
import { useInspector } from './context.ts'
import { useEventText } from './event-text.ts'

const nameMax = 30

/** Gives an event's text; `undefined` of one that is not kept. */
export function useEvidenceText(trace: ExplainedTrace): (seq: number) => string | undefined {
  const { model, language, nameOf } = useInspector()
  const { evidence: strings } = whyStrings(language)
  const eventText = useEventText()
  return (seq) => {
    const event = model.event(seq)
    const own = event && insideText(event, strings, (socket) => nameOf(ownerOf(socket, seq, trace) ?? socket))
    return own === undefined ? eventText(seq) : inertText(own)
  }
}

function insideText(
  event: TraceEvent,
  strings: WhyStrings['evidence'],
  ownerName: (socket: string) => string,
): string | undefined {
  const short = (name: string) => inertText(name, nameMax)
  switch (event.kind) {
    case 'emit':
      return strings.call
    case 'room':
      return strings[event.phase](short(ownerName(event.socket)), short(roomText(event.room)))
    case 'delivery':
      return strings.delivery(short(ownerName(event.socket)))
    case 'socket':
      switch (event.phase) {
        case 'connect':
          return strings.connect(short(ownerName(event.socket)))
        case 'disconnect':
          return strings.disconnect(short(ownerName(event.socket)), short(event.reason))
        case 'connect_error':
        case 'refused':
          return strings.refused
        default:
          return event satisfies never
      }
    case 'listener': {
      const where = event.origin === 'pane' ? ownerName(event.socket) : ownerName(serverParticipant)
      switch (event.phase) {
        case 'arrived':
          return strings.arrived(short(where), event.handlers)
        case 'answered':
          return strings.answered(short(where))
        case 'added-late':
          return strings.addedLate(short(where), short(event.event))
        default:
          return event satisfies never
      }
    }
    case 'run':
    case 'http':
    case 'link':
    case 'frame':
    case 'console':
    case 'error':
    case 'drop':
    case 'state':
    case 'fault':
    case 'check':
      return undefined
    default:
      return event satisfies never
  }
}
