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
  readonly after: string
  readonly run: number
  /** Rooms that the old one was in and the new one has not been in. */
  readonly lost: Set<string>
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
    else if (event.kind === 'room') this.#joined(event)
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
    const earlier = this.#successors.get(before.id)?.lost ?? []
    const lost = new Set([...earlier, ...before.rooms])
    for (const room of roomNamesOf(moment.after, namespace, id)) lost.delete(room)
    this.#successors.delete(before.id)
    const evidence = [frame.seq, before.seq]
    const successor = { client, namespace, before: before.id, after: id, run: moment.run, lost, evidence }
    this.#successors.set(id, successor)
    this.#tell(successor)
  }

  /** It may be let into its rooms again. */
  #joined({ socket, namespace, room, phase }: TraceEventOf<'room'>): void {
    const successor = this.#successors.get(socket)
    if (successor?.namespace !== namespace || phase === 'leave' || typeof room !== 'string') return
    if (successor.lost.delete(room)) this.#tell(successor)
  }

  #tell({ client, namespace, before, after, run, lost, evidence }: Successor): void {
    this.#book.put(`new-id ${run} ${client} ${shortName(namespace)}`, {
      what: 'new-id',
      client,
      before: shortName(before),
      after: shortName(after),
      lostRooms: Array.from(lost).slice(0, roomsMax).map(shortName),
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
