/** Clients that lost their connection and came back: as the same socket, or as another one that is in none of the old rooms. */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { socketPacketIn } from '../connections.ts'
import { BufferedBursts } from './buffered-bursts.ts'
import { ClientVisits, roomNamesOf, type Arrival } from './client-visits.ts'
import { shortName, type DiagnosisBook } from './diagnosis-book.ts'
import type { DiagnosisFamily, Moment } from './diagnosis-family.ts'
import { RecentMap } from './recent-map.ts'

/** Of one socket. */
const roomsMax = 50
const rememberedMax = 500
/** Of the packets that were missed. */
const shownMax = 6

const noneMissed = { count: 0, seqs: [] }

/** A socket that took another one's place. */
interface Successor {
  readonly client: string
  readonly namespace: string
  readonly before: string
  /** Rooms that it would be in if it were still the same. */
  readonly rooms: readonly string[]
  readonly evidence: readonly number[]
}

export class ReconnectDiagnoses implements DiagnosisFamily {
  readonly #book: DiagnosisBook
  readonly #visits = new ClientVisits()
  /** By the new socket. */
  readonly #successors = new RecentMap<Successor>(rememberedMax)
  /** Events that came before their CONNECT packet, by link and namespace: those are what a recovered socket has missed. */
  readonly #early = new RecentMap<{ count: number; readonly seqs: number[] }>(rememberedMax)
  readonly #bursts: BufferedBursts

  constructor(book: DiagnosisBook) {
    this.#book = book
    this.#bursts = new BufferedBursts(book)
  }

  push(event: TraceEvent, moment: Moment): void {
    this.#bursts.push(event, moment)
    const arrival = this.#visits.push(event, moment)
    if (arrival !== undefined) {
      this.#bursts.connected(arrival, moment)
      this.#arrived(arrival, moment)
    } else if (event.kind === 'frame') this.#noteEarly(event, moment)
    else if (event.kind === 'room') this.#tellLost(event.socket, moment)
  }

  #arrived({ client, namespace, id, frame, before }: Arrival, moment: Moment): void {
    if (before === undefined) return
    if (before.id === id) {
      const { count: missed, seqs } = this.#early.get(`${frame.link} ${namespace}`) ?? noneMissed
      const evidence = [frame.seq, before.seq, ...seqs]
      const place = `${moment.run} ${client} ${shortName(namespace)}`
      this.#book.put(`recovered ${place}`, { what: 'recovered', client, missed, evidence })
      return
    }
    // What it had lost already when it went is still lost.
    const earlier = this.#successors.get(before.id)?.rooms ?? []
    const rooms = [...new Set([...before.rooms, ...earlier])].slice(0, roomsMax)
    const evidence = [frame.seq, before.seq]
    this.#successors.delete(before.id)
    this.#successors.set(id, { client, namespace, before: before.id, rooms, evidence })
    this.#tellLost(id, moment)
  }

  #tellLost(id: string, { after, run }: Moment): void {
    const successor = this.#successors.get(id)
    if (successor === undefined) return
    const { client, namespace, before, rooms, evidence } = successor
    const current = new Set(roomNamesOf(after, namespace, id))
    this.#book.put(`new-id ${run} ${client} ${shortName(namespace)}`, {
      what: 'new-id',
      client,
      before: shortName(before),
      after: shortName(id),
      lostRooms: rooms.filter((room) => !current.has(room)).map(shortName),
      evidence,
    })
  }

  #noteEarly(frame: TraceEventOf<'frame'>, { after }: Moment): void {
    if (frame.direction === 'up') return
    const header = socketPacketIn(frame)?.header
    if (header?.type !== 'event' && header?.type !== 'binary_event') return
    const { namespace } = header
    const sockets = after.connections.links.get(frame.link)?.sockets
    if (sockets === undefined || Object.hasOwn(sockets, namespace)) return
    const key = `${frame.link} ${namespace}`
    const early = this.#early.get(key) ?? { count: 0, seqs: [] }
    early.count += 1
    if (early.seqs.length < shownMax) early.seqs.push(frame.seq)
    this.#early.set(key, early)
  }
}
