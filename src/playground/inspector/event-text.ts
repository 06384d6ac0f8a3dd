/** An event in a few words, for where only a line of text is: who, to whom, what. */
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import type { TraceEvent, TraceEventOf } from '../../../protocol/trace.ts'
import { inertLine, inertText } from '../../../trace/inert-text.ts'
import { checkText } from '../../../trace/ladder-sentence.ts'
import type { PacketRow } from '../../../trace/packet-row.ts'
import { timelineStrings, type TimelineStrings } from '../../strings/timeline.ts'
import { useInspector } from './context.ts'

const nameMaxLength = 60

/** Gives an event's text; `undefined` of one that is not kept. */
export function useEventText(): (seq: number) => string | undefined {
  const { model, language, nameOf } = useInspector()
  const strings = timelineStrings(language)
  return (seq) => {
    const row = model.packet(seq)
    if (row !== undefined) return packetText(row, strings, nameOf)
    const event = model.event(seq)
    if (event?.kind === 'check') return checkText(event, language)
    return event === undefined ? undefined : otherText(event, strings, nameOf)
  }
}

function packetText(row: PacketRow, strings: TimelineStrings, nameOf: (id: string) => string): string {
  const name = row.event ?? row.question?.event ?? row.type?.replace('_', ' ') ?? row.engine ?? row.kind
  const ends = [nameOf(row.client), nameOf(serverParticipant)] as const
  return row.direction === 'up' ? strings.from(ends[0], ends[1], name) : strings.from(ends[1], ends[0], name)
}

function otherText(
  event: Exclude<TraceEvent, { kind: 'check' }>,
  { kinds, runs, sockets, rooms, links }: TimelineStrings,
  nameOf: (id: string) => string,
): string {
  switch (event.kind) {
    case 'run':
      return runs[event.phase]
    case 'socket':
      return sockets[event.phase]
    case 'room':
      return rooms[event.phase](roomText(event))
    case 'link':
      return `${nameOf(event.client)}: ${links[event.phase]}`
    case 'http':
      return `${nameOf(event.client)}: ${event.method} ${inertText(event.path, nameMaxLength)}`
    case 'emit':
      return `${kinds.emit}: ${inertText(event.event ?? event.call, nameMaxLength)}`
    case 'console':
      return `${nameOf(event.participant)}: ${inertLine(event.parts.join(' '), nameMaxLength)}`
    case 'error':
      return `${nameOf(event.participant)}: ${inertLine(`${event.name}: ${event.message}`, nameMaxLength)}`
    case 'fault':
      return event.client === undefined ? kinds.fault : `${nameOf(event.client)}: ${kinds.fault}`
    case 'frame':
    case 'drop':
    case 'delivery':
    case 'listener':
    case 'state':
      return kinds[event.kind]
  }
}

/** A program can name a room by anything. */
function roomText({ room }: TraceEventOf<'room'>): string {
  return inertText(typeof room === 'string' ? room : room.notText, nameMaxLength)
}
