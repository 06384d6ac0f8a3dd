/** The rows of the inspector's table up to a moment of the trace, each tied to the rows that it belongs to. */
import type { TraceEvent, TraceEventOf } from '../protocol/trace.ts'
import { AckQuestions } from './ack-questions.ts'
import { BoundedList } from './bounded-list.ts'
import { FrameDecoder } from './decode.ts'
import { isPlainWebSocket } from './links.ts'
import { packetRow, type PacketRow } from './packet-row.ts'
import type { SocketPacket } from './packet.ts'

type Frame = TraceEventOf<'frame'>

/** Rows kept, the oldest give way. */
const defaultMaxRows = 100_000

export class PacketsFold {
  readonly #rows: BoundedList<PacketRow>
  readonly #decoder = new FrameDecoder()
  readonly #questions = new AckQuestions()
  #revision = 0

  constructor(maxRows = defaultMaxRows) {
    this.#rows = new BoundedList(maxRows)
  }

  /** In order of `seq`, without a copy: grows in place, and a row is replaced when an answer or attachment comes. */
  get rows(): readonly PacketRow[] {
    return this.#rows.items
  }

  /** A copy that later events do not change. */
  get snapshot(): readonly PacketRow[] {
    return [...this.rows]
  }

  /** Rows that are no longer kept. */
  get dropped(): number {
    return this.#rows.dropped
  }

  /** Changes whenever a row does. */
  get revision(): number {
    return this.#revision
  }

  push(event: TraceEvent): void {
    if (event.kind === 'frame') this.#frame(event)
    else if (event.kind === 'link') this.#link(event)
  }

  /** Gives up the rows before `seq`: with them go their frames, which a source with a bound of memory no longer keeps. */
  dropBefore(seq: number): void {
    const place = this.rows.findIndex((row) => row.seq >= seq)
    this.#rows.dropFirst(place < 0 ? this.rows.length : place)
    this.#questions.dropBefore(seq)
    this.#revision += 1
  }

  /** The row of a frame, as long as it is kept. */
  rowOf(seq: number): PacketRow | undefined {
    return this.rows[this.#indexOf(seq)]
  }

  /** The rows of a packet's attachments that have come, in order. */
  attachmentsOf(seq: number): readonly PacketRow[] {
    const index = this.#indexOf(seq)
    const lastSeq = this.rows[index]?.attachments?.lastSeq
    if (lastSeq === undefined) return []
    return this.rows
      .slice(index + 1, this.#indexOf(lastSeq) + 1)
      .filter((row) => row.attachmentOf?.seq === seq)
  }

  #link(event: TraceEventOf<'link'>): void {
    if (isPlainWebSocket(event)) this.#decoder.markPlain(event.link)
    if (event.phase !== 'close') return
    this.#questions.forget(event.link)
    this.#decoder.forget(event.link)
  }

  #frame(frame: Frame): void {
    const decoded = this.#decoder.next(frame)
    const { packet, attachmentOf } = decoded
    let row = packetRow(frame, decoded)
    if (packet !== undefined && packet.ackId !== undefined) {
      if (row.kind === 'event') this.#questions.ask(frame, packet)
      else if (row.kind === 'ack') row = this.#answered(row, packet)
    }
    if (attachmentOf !== undefined) this.#attached(attachmentOf.seq, row)
    this.#revision += 1
    const oldOnesDropped = this.#rows.push(row)
    const first = this.rows[0]
    if (oldOnesDropped && first !== undefined) this.#questions.dropBefore(first.seq)
  }

  /** The ack's row with its question; the question's row gets its answer. */
  #answered(ack: PacketRow, packet: SocketPacket): PacketRow {
    const question = this.#questions.answer(ack.frame, packet)
    if (question === undefined) return ack
    const latencyUs = ack.at - question.at
    const asked = this.#replace(question.seq, (row) => ({ ...row, answer: { seq: ack.seq, latencyUs } }))
    const event = asked?.event === undefined ? {} : { event: asked.event }
    return { ...ack, question: { seq: question.seq, ...event, latencyUs } }
  }

  #attached(announcerSeq: number, attachment: PacketRow): void {
    this.#replace(announcerSeq, (row) => {
      const { announced = 0, arrived = 0, bytes = 0 } = row.attachments ?? {}
      const attachments = {
        announced,
        arrived: arrived + 1,
        bytes: bytes + attachment.size,
        lastSeq: attachment.seq,
      }
      return { ...row, attachments }
    })
  }

  #replace(seq: number, change: (row: PacketRow) => PacketRow): PacketRow | undefined {
    const index = this.#indexOf(seq)
    const row = this.rows[index]
    if (row === undefined) return undefined
    const changed = change(row)
    this.#rows.items[index] = changed
    return changed
  }

  /** By bisection, because rows stand in order of `seq`; -1 when there is none. */
  #indexOf(seq: number): number {
    let low = 0
    let high = this.rows.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = this.rows[middle]?.seq ?? 0
      if (found === seq) return middle
      if (found < seq) low = middle + 1
      else high = middle - 1
    }
    return -1
  }
}
