/**
 * Acknowledgements that were asked for: not answered, too late, or answered more than once. Questions and answers are
 * frames; that nobody waited any more, and that a handler answered again, is the word of a process or page.
 */
import type { Direction, TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { questionKey } from '../ack-questions.ts'
import { connectionOf, socketPacketIn } from '../connections.ts'
import { askerOf, idOf, type AskedEvent } from './asked-event.ts'
import { shortName, type DiagnosisBook } from './diagnosis-book.ts'
import type { DiagnosisFamily, Moment } from './diagnosis-family.ts'
import { eventIn } from './crossed-events.ts'
import { engineRequestIn } from './engine-request.ts'
import { packetKey, PatientCalls } from './patient-calls.ts'
import { PendingAcks } from './pending-acks.ts'
import { RecentMap } from './recent-map.ts'
import { socketAt } from './socket-owner.ts'
import { messageTooBigCode, payloadTooLargeStatus } from './transport-diagnoses.ts'

type Frame = TraceEventOf<'frame'>
type Close = Extract<TraceEventOf<'link'>, { phase: 'close' }>
type Http = TraceEventOf<'http'>
type Arrived = Extract<TraceEventOf<'listener'>, { phase: 'arrived' }>
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

interface LastPacket {
  /** Undefined where it asked nothing. */
  readonly asked: RememberedQuestion | undefined
  /** Its last frame. */
  readonly at: number
}

export class AckDiagnoses implements DiagnosisFamily {
  readonly #book: DiagnosisBook
  readonly #pending: PendingAcks
  readonly #asked = new RecentMap<RememberedQuestion>(rememberedMax)
  readonly #patient = new PatientCalls()
  /** By direction and the message packet that carried it. */
  readonly #carried: Readonly<Record<Direction, RecentMap<RememberedQuestion>>> = {
    up: new RecentMap(rememberedMax),
    down: new RecentMap(rememberedMax),
  }
  /** By link, the client's last packet, with what came of its attachments. */
  readonly #lastUp = new RecentMap<LastPacket>(rememberedMax)

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
    } else if (event.kind === 'link' && event.phase === 'close') this.#closed(event, moment)
    else if (event.kind === 'http') this.#refused(event, moment)
    else if (event.kind === 'listener') {
      if (event.phase === 'answered') this.#nobodyWaited(event, moment)
      else if (event.phase === 'arrived') this.#nobodyListened(event)
    }
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
    if (frame.direction === 'up' && frame.n !== undefined) {
      const asked = header === undefined ? this.#lastUp.get(frame.link)?.asked : undefined
      this.#lastUp.set(frame.link, { asked, at: frame.at })
    }
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
    if (direction === 'up') this.#lastUp.set(link, { asked, at })
    const engine = after.connections.links.get(link)?.engine
    if (engine === undefined || n === undefined) return
    this.#carried[direction].set(packetKey(engine, n), asked)
    if (direction === 'down') this.#limit(packetKey(engine, n))
  }

  /** What was too large for the server never came to its handler, which is not to blame for the missing answer. */
  #closed({ link, code }: Close, { before }: Moment): void {
    const tooLarge = code === messageTooBigCode ? this.#lastUp.get(link)?.asked : undefined
    if (tooLarge !== undefined) this.#pending.settle(tooLarge)
    this.#lastUp.delete(link)
    for (const same of before.acks.open.get(link)?.values() ?? []) {
      for (const { client, direction, namespace, ackId, seq } of same) {
        const asked = this.#asked.get(askedKey(client, direction, namespace, ackId))
        if (asked?.seq === seq) this.#pending.giveUp(asked, 'left')
      }
    }
  }

  /** The same by polling: the body was refused with all that was in it. */
  #refused({ path, status, failure, at, durationUs }: Http, { after }: Moment): void {
    if (status !== payloadTooLargeStatus || failure !== undefined) return
    const connection = connectionOf(after.connections, engineRequestIn(path)?.sid ?? '')
    const last = connection && this.#lastUp.get(connection.link)
    if (last?.asked !== undefined && last.at >= at - durationUs) this.#pending.settle(last.asked)
  }

  /** A handler that is not there cannot answer. */
  #nobodyListened({ origin, handlers, any, cause, event }: Arrived): void {
    if (handlers > 0 || any > 0 || cause === undefined) return
    const asked = this.#carried[origin === 'pane' ? 'down' : 'up'].get(packetKey(cause.engine, cause.n))
    if (asked?.event === shortName(event)) this.#pending.giveUp(asked, 'unheard')
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
    const asked = this.#carried.down.get(packet)
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
    // It answered, and who had asked was gone.
    else if (!moment.after.connections.links.has(asked.link)) this.#pending.settle(asked)
  }

  #spokenOf(
    { socket, ...of }: { readonly socket: string } | Answered,
    ack: number,
    direction: Direction,
    { after }: Moment,
  ): RememberedQuestion | undefined {
    const record = socketAt(after.sockets, socket)
    if (record?.client === undefined) return undefined
    if ('client' in of && of.client !== record.client) return undefined
    const asked = this.#asked.get(askedKey(record.client, direction, record.namespace, ack))
    return asked?.link === record.link ? asked : undefined
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
