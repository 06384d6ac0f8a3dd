/** A client's sockets in one namespace, one after another, as their CONNECT packets and the ends of their connections tell. */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { socketPacketIn, type Connections } from '../connections.ts'
import { roomsOf } from '../rooms.ts'
import type { ServerState } from '../server-state.ts'
import type { Moment } from './diagnosis-family.ts'
import { engineRequestIn } from './engine-request.ts'
import { RecentMap } from './recent-map.ts'

type Frame = TraceEventOf<'frame'>

/** Pairs of a client and a namespace. */
const placesMax = 500
/** Of one socket. */
const roomsMax = 50
/** A page that is loaded anew asks for its parts up to this long before the old one's connection ends. */
const reloadUs = 1_000_000

export interface Departure {
  readonly id: string
  readonly seq: number
  /** Rooms that it was in, its own left out. */
  readonly rooms: readonly string[]
  /** When it was connected, microseconds. */
  readonly fromUs: number
  readonly untilUs: number
}

/** A client has a socket in a namespace. */
export interface Arrival {
  readonly client: string
  readonly namespace: string
  readonly id: string
  /** The CONNECT packet. */
  readonly frame: Frame
  /** The one that it had before, if this is a reconnect and it is sure which one that was. */
  readonly before: Departure | undefined
}

type Gone = Pick<Frame, 'client' | 'seq' | 'at'>

interface Place {
  readonly client: string
  readonly namespace: string
  readonly live: Map<string, { readonly sinceUs: number; rooms: readonly string[] | undefined }>
  departed: Departure | undefined
  /** There were two at once: which of them came back cannot be told. */
  several: boolean
}

export class ClientVisits {
  readonly #places = new RecentMap<Place>(placesMax)
  /** When each client last asked for something that is not Engine.IO's: a page, a script, data. */
  readonly #asked = new RecentMap<number>(placesMax)

  /** Gives the arrival of a socket, when this event is one. */
  push(event: TraceEvent, moment: Moment): Arrival | undefined {
    if (event.kind === 'frame') return this.#frame(event, moment)
    if (event.kind === 'http') {
      if (isOfPage(event)) this.#asked.set(event.client, event.at - event.durationUs)
    } else if (event.kind === 'run') {
      if (event.phase === 'start' || event.phase === 'end') this.#allGone(event, moment.before)
    } else if (event.kind === 'link') {
      if (event.phase === 'close') this.#closed(event, moment)
    } else if (event.kind === 'socket' && event.phase === 'disconnect') {
      this.#noteRooms(event, moment.before)
    }
    return undefined
  }

  #frame(frame: Frame, moment: Moment): Arrival | undefined {
    const header = socketPacketIn(frame)?.header
    if (header?.type === 'disconnect') {
      const id = socketAt(moment.before.connections, frame.link, header.namespace)
      if (id !== undefined) this.#leave(frame, header.namespace, id, moment.before)
      return undefined
    }
    if (header?.type !== 'connect' || frame.direction === 'up') return undefined
    const id = socketAt(moment.after.connections, frame.link, header.namespace)
    if (id === undefined) return undefined
    // A server that connects a socket twice: the connection carries the last one.
    const replaced = socketAt(moment.before.connections, frame.link, header.namespace)
    if (replaced !== undefined) this.#placeOf(frame.client, header.namespace).live.delete(replaced)
    return this.#arrive(frame, header.namespace, id)
  }

  #arrive(frame: Frame, namespace: string, id: string): Arrival {
    const { client, at } = frame
    const place = this.#placeOf(client, namespace)
    const isAlone = place.live.size === 0
    const isSure = isAlone && !place.several
    const before = isSure && !this.#loadedAnew(client, place.departed) ? place.departed : undefined
    place.live.set(id, { sinceUs: at, rooms: undefined })
    place.several = !isAlone
    place.departed = undefined
    return { client, namespace, id, frame, before }
  }

  #closed(event: TraceEventOf<'link'>, { before }: Moment): void {
    const sockets = before.connections.links.get(event.link)?.sockets ?? {}
    for (const [namespace, id] of Object.entries(sockets)) this.#leave(event, namespace, id, before)
  }

  #leave({ client, seq, at }: Gone, namespace: string, id: string, state: ServerState): void {
    const place = this.#placeOf(client, namespace)
    const known = place.live.get(id)
    if (known === undefined) return
    place.live.delete(id)
    const rooms = known.rooms ?? roomNamesOf(state, namespace, id).slice(0, roomsMax)
    if (place.live.size === 0 && !place.several)
      place.departed = { id, seq, rooms, fromUs: known.sinceUs, untilUs: at }
  }

  /** A process takes all of its sockets with it. */
  #allGone({ seq, at }: TraceEvent, state: ServerState): void {
    for (const [, { client, namespace, live }] of this.#places.entries()) {
      for (const id of live.keys()) this.#leave({ client, seq, at }, namespace, id, state)
    }
  }

  /** The server says that it is gone before its connection is seen to end: from then on its rooms are empty. */
  #noteRooms(
    { socket, namespace }: Extract<TraceEventOf<'socket'>, { phase: 'disconnect' }>,
    state: ServerState,
  ): void {
    const client = state.sockets.live.get(socket)?.client
    const known = client === undefined ? undefined : this.#placeOf(client, namespace).live.get(socket)
    if (known !== undefined) known.rooms ??= roomNamesOf(state, namespace, socket).slice(0, roomsMax)
  }

  /** A new page is no reconnect. It is asked for while the old one is still connected, or later. */
  #loadedAnew(client: string, departed: Departure | undefined): boolean {
    const asked = this.#asked.get(client)
    if (asked === undefined || departed === undefined) return false
    return asked > departed.fromUs && asked >= departed.untilUs - reloadUs
  }

  #placeOf(client: string, namespace: string): Place {
    const key = `${client} ${namespace}`
    const known = this.#places.get(key)
    if (known !== undefined) return known
    const place: Place = { client, namespace, live: new Map(), departed: undefined, several: false }
    this.#places.set(key, place)
    return place
  }
}

/** A page, a script, data: what a page asks for beside Engine.IO. A browser asks for an icon whenever it likes. */
function isOfPage({ path }: TraceEventOf<'http'>): boolean {
  return engineRequestIn(path) === undefined && path !== '/favicon.ico'
}

/** The rooms that a socket is in, by name, its own left out. */
export function roomNamesOf(
  { rooms, sockets }: ServerState,
  namespace: string,
  id: string,
): readonly string[] {
  const server = sockets.live.get(id)?.server
  const member = { namespace, id, ...(server === undefined ? {} : { server }) }
  return roomsOf(rooms, member).flatMap(({ name }) => (typeof name === 'string' && name !== id ? [name] : []))
}

function socketAt({ links }: Connections, link: string, namespace: string): string | undefined {
  const sockets = links.get(link)?.sockets
  return sockets !== undefined && Object.hasOwn(sockets, namespace) ? sockets[namespace] : undefined
}
