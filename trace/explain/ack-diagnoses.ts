/**
 * Acknowledgements that were asked for: not answered, too late, or answered more than once. Questions and answers are
 * frames; that nobody waited any more, and that a handler answered again, is the word of a process or page.
 */
import type { Direction, TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { questionKey } from '../ack-questions.ts'
import { socketPacketIn } from '../connections.ts'
import { askerOf, idOf, type AskedEvent } from './asked-event.ts'
import type { DiagnosisBook } from './diagnosis-book.ts'
import type { DiagnosisFamily, Moment } from './diagnosis-family.ts'
import { eventIn } from './crossed-events.ts'
import { packetKey, PatientCalls } from './patient-calls.ts'
import { PendingAcks } from './pending-acks.ts'
import { RecentMap } from './recent-map.ts'
import { messageTooBigCode } from './transport-diagnoses.ts'

type Frame = TraceEventOf<'frame'>
type Close = Extract<TraceEventOf<'link'>, { phase: 'close' }>
type Answered = Extract<TraceEventOf<'listener'>, { phase: 'answered' }>

/** Questions that can still be spoken of: by a second answer, or by what the inside says later. */
const rememberedMax = 4096

interface AckPlace {
  readonly namespace: string
  readonly ackId: number
}

/** What is known of a question, for as long as it can be spoken of. */
interface RememberedQuestion extends AskedEvent {
  /** Frames that answered it. */
  answers: number
  /** Times that the server says to have called its acknowledgement. */
  calls: number
}

export class AckDiagnoses implements DiagnosisFamily {
  readonly #book: DiagnosisBook
  readonly #pending: PendingAcks
  readonly #asked = new RecentMap<RememberedQuestion>(rememberedMax)
  readonly #patient = new PatientCalls()
  /** What the server asked, by the message packet that carried it. */
  readonly #carried = new RecentMap<RememberedQuestion>(rememberedMax)

  /** By link, what the client's last packet asked: undefined where it asked nothing. */
  readonly #lastUp = new RecentMap<RememberedQuestion | undefined>(rememberedMax)

  constructor(book: DiagnosisBook) {
    this.#book = book
    this.#pending = new PendingAcks(book)
  }

  push(event: TraceEvent, moment: Moment): void {
    this.#pending.passTime(event.at)
    if (event.kind === 'frame') this.#frame(event, moment)
    else if (event.kind === 'emit') {
      if (event.call === 'ack-reply') this.#called(event, moment)
      else this.#patient.emitted(event, moment.run)
    } else if (event.kind === 'delivery') {
      this.#patient.delivered(event, moment.run)
      this.#limit(packetKey(event.engine, event.n))
    } else if (event.kind === 'link' && event.phase === 'close') this.#closed(event)
    else if (event.kind === 'listener' && event.phase === 'answered') this.#nobodyWaited(event, moment)
  }

  /** The answers may be among what is missing. */
  missed(): void {
    this.#pending.forgetOpen()
  }

  dropBefore(seq: number): void {
    this.#pending.dropBefore(seq)
  }

  #frame(frame: Frame, moment: Moment): void {
    const header = socketPacketIn(frame)?.header
    if (header !== undefined && frame.direction === 'up') this.#lastUp.set(frame.link, undefined)
    if (header?.ackId === undefined) return
    const { namespace, ackId, type } = header
    if (type === 'ack' || type === 'binary_ack') this.#answered(frame, { namespace, ackId }, moment)
    else this.#asks(frame, { namespace, ackId }, moment)
  }

  #asks(frame: Frame, { namespace, ackId }: AckPlace, { after, run }: Moment): void {
    const { link, client, direction, seq, at, n } = frame
    const question = after.acks.open.get(link)?.get(questionKey(direction, { namespace, ackId }))?.at(-1)
    const event = eventIn(frame)?.event
    if (question?.seq !== seq || event === undefined) return
    const asked: RememberedQuestion = { seq, at, client, direction, event, run, link, answers: 0, calls: 0 }
    this.#asked.set(askedKey(client, direction, namespace, ackId), asked)
    this.#pending.ask(asked)
    if (direction === 'up') this.#lastUp.set(link, asked)
    const engine = after.connections.links.get(link)?.engine
    if (direction === 'up' || engine === undefined || n === undefined) return
    this.#carried.set(packetKey(engine, n), asked)
    this.#limit(packetKey(engine, n))
  }

  /** What was too large for the server never came to its handler, which is not to blame for the missing answer. */
  #closed({ link, code }: Close): void {
    const asked = code === messageTooBigCode ? this.#lastUp.get(link) : undefined
    if (asked !== undefined) this.#pending.settle(asked)
    this.#lastUp.delete(link)
  }

  #answered(frame: Frame, { namespace, ackId }: AckPlace, { before, after }: Moment): void {
    const { link, client, direction, seq } = frame
    const asked = this.#asked.get(askedKey(client, opposite(direction), namespace, ackId))
    if (asked?.link !== link) return
    asked.answers += 1
    if (asked.answers > 1) this.#twice(asked, seq)
    const settled = after.acks.settled[0]
    if (settled === before.acks.settled[0] || settled?.settledSeq !== seq) return
    this.#pending.settle(asked)
    if (settled.outcome === 'late') this.#late(asked, seq)
  }

  /** The time of a question runs once both its packet and the server's call are known. */
  #limit(packet: string): void {
    const limit = this.#patient.limitOf(packet)
    const asked = this.#carried.get(packet)
    if (limit !== undefined && asked !== undefined) this.#pending.limit(asked, limit)
  }

  /** An answer came to an end where nobody waited for it any more. */
  #nobodyWaited(event: Answered, moment: Moment): void {
    if (event.handlers > 0) return
    const asked = this.#spokenOf(event, event.ack, event.origin === 'pane' ? 'up' : 'down', moment)
    if (asked?.answers === 1) this.#late(asked, event.seq)
  }

  /** The server's handler called its acknowledgement; only the first call is sent. */
  #called(event: TraceEventOf<'emit'>, moment: Moment): void {
    if (event.ack === undefined || event.socket === undefined) return
    const asked = this.#spokenOf({ socket: event.socket }, event.ack, 'up', moment)
    if (asked === undefined) return
    asked.calls += 1
    if (asked.calls > 1) this.#twice(asked, event.seq)
  }

  #spokenOf(
    { socket, ...of }: { readonly socket: string } | Answered,
    ack: number,
    direction: Direction,
    { after }: Moment,
  ): RememberedQuestion | undefined {
    const record = after.sockets.live.get(socket)
    if (record?.client === undefined) return undefined
    if ('client' in of && of.client !== record.client) return undefined
    return this.#asked.get(askedKey(record.client, direction, record.namespace, ack))
  }

  #late(asked: AskedEvent, seq: number): void {
    const { client, event } = asked
    const evidence = [seq, asked.seq]
    this.#book.put(idOf('late', asked), { what: 'ack-late', client, event, evidence, ...askerOf(asked) })
  }

  #twice(asked: AskedEvent, seq: number): void {
    const { client, event } = asked
    const evidence = [seq, asked.seq]
    this.#book.put(idOf('twice', asked), { what: 'ack-twice', client, event, evidence, ...askerOf(asked) })
  }
}

const opposite = (direction: Direction): Direction => (direction === 'up' ? 'down' : 'up')

const askedKey = (client: string, direction: Direction, namespace: string, ackId: number) =>
  `${client} ${direction} ${ackId} ${namespace}`
