/** Which message packets crossed, by their number in an Engine.IO session: what a claim of the inside is held against. */
import type { Direction, TraceEventOf } from '../../protocol/trace.ts'
import { socketPacketIn, type Connections } from '../connections.ts'
import { firstElement } from '../json-text.ts'
import type { PacketHeader } from '../packet-header.ts'
import { shortName } from './diagnosis-book.ts'
import { RecentMap } from './recent-map.ts'

type Frame = TraceEventOf<'frame'>

/** Claims come a few milliseconds after their packets. */
const rememberedMax = 4096

export interface CrossedEvent {
  readonly seq: number
  readonly event: string
  readonly header: PacketHeader
}

/** The event that a frame carries, by the first element of its payload. */
export function eventIn(frame: Frame): CrossedEvent | undefined {
  const packet = socketPacketIn(frame)
  if (packet === undefined) return undefined
  const { header, end } = packet
  if (header.type !== 'event' && header.type !== 'binary_event') return undefined
  const name = firstElement(frame.data, end)?.value
  return name === undefined ? undefined : { seq: frame.seq, event: shortName(String(name)), header }
}

export class CrossedEvents {
  readonly #events = new RecentMap<CrossedEvent & { readonly client: string }>(rememberedMax)

  note(frame: Frame, connections: Connections): void {
    const engine = connections.links.get(frame.link)?.engine
    if (frame.n === undefined || engine === undefined) return
    const event = eventIn(frame)
    if (event === undefined) return
    this.#events.set(keyOf(frame.direction, engine, frame.n), { ...event, client: frame.client })
  }

  /** The event of that number, if it crossed and its connection is still known. */
  at(direction: Direction, cause: { readonly engine: string; readonly n: number } | undefined) {
    return cause === undefined ? undefined : this.#events.get(keyOf(direction, cause.engine, cause.n))
  }
}

const keyOf = (direction: Direction, engine: string, n: number) => `${direction} ${n} ${engine}`
