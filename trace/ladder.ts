/**
 * The ladder: a sequence diagram of a trace as a list of rows, folded from the log one event at a time. Knows nothing of
 * pixels. Adding an event costs the same however long the log is.
 */
import type { TraceEvent, TraceEventOf } from '../protocol/trace.ts'
import { serverParticipant } from '../protocol/trace-constants.ts'
import type { InsideJoin } from './inside-join.ts'
import { arrowOfPacket, arrowOfRequest, markOf } from './ladder-arrow.ts'
import { ChapterBook } from './ladder-chapter.ts'
import { fanOf, isFan } from './ladder-fan.ts'
import { FanBook } from './ladder-fan-book.ts'
import {
  lastSeqOf,
  type LadderArrow,
  type LadderBoundary,
  type LadderChapter,
  type LadderFan,
  type LadderItem,
  type Listening,
} from './ladder-item.ts'
import { carriesPackets, httpFailed, phaseOfPacket, phaseOfLink } from './ladder-phase.ts'
import { placeOf } from './ladder-rows.ts'
import { connectionOf } from './connections.ts'
import type { PacketRow } from './packet-row.ts'
import type { ServerState } from './server-state.ts'

type GrowingBoundary = LadderBoundary & { readonly listening: Listening[] }

export class Ladder {
  readonly #items: LadderItem[] = []
  readonly #chapters = new ChapterBook()
  readonly #fans = new FanBook()
  /** That the trace has shown so far. */
  readonly #clients = new Set<string>()
  readonly #inside: InsideJoin
  readonly #stateNow: () => ServerState
  /** The newest item, while it is the beginning of a run: ports that begin to listen now belong to it. */
  #run: GrowingBoundary | undefined
  #removed = 0

  /**
   * Both have read each event before the ladder does.
   * @param stateNow what is so after the newest event
   */
  constructor(inside: InsideJoin, stateNow: () => ServerState) {
    this.#inside = inside
    this.#stateNow = stateNow
  }

  /** Rows from top to bottom. The array and its last chapters grow in place. */
  get items(): readonly LadderItem[] {
    return this.#items
  }

  /** How many items {@link trim} took from the top so far. */
  get removed(): number {
    return this.#removed
  }

  /** The fan that shows this frame, or the call of this `emit` event. */
  fanOf(seq: number): LadderFan | undefined {
    return this.#fans.of(seq)
  }

  /** The row that shows this event: its own, or that of the fan or the chapter that holds it. */
  itemOf(seq: number): LadderItem | undefined {
    const holder = this.#fans.of(seq) ?? this.#chapters.of(seq)
    if (holder !== undefined) return holder
    const item = this.#items[placeOf(this.#items, seq)]
    return item?.seq === seq ? item : undefined
  }

  /** The chapter that folds this event. */
  chapterOf(seq: number): LadderChapter | undefined {
    return this.#chapters.of(seq)
  }

  /** Adds the next event of the log; a frame comes with its row of the packets. */
  push(event: TraceEvent, row?: PacketRow): void {
    if ('client' in event && event.client !== undefined) this.#clients.add(event.client)
    switch (event.kind) {
      case 'run':
        return this.#pushRun(event)
      case 'drop':
        this.#break()
        return this.#append({ type: 'boundary', seq: event.seq, at: event.at, event, listening: [] })
      case 'http':
        return this.#pushRequest(event)
      case 'link':
        return this.#fold(
          this.#chapters.join(phaseOfLink(event), event.client, markOf(event, event.client), event.link),
        )
      case 'frame':
        if (row === undefined) throw new TypeError('a frame needs its packet row to stand on a ladder')
        return this.#pushPacket(row)
      case 'console':
      case 'error':
        return this.#append(markOf(event, event.participant))
      case 'emit':
        return this.#pushEmit(event)
      case 'delivery': {
        const delivery = this.#inside.deliveryOf(event.seq)
        if (delivery?.emit !== undefined) this.#gather(delivery.emit, delivery.frames)
        return
      }
      case 'socket':
        return this.#pushSocket(event)
      case 'fault':
        return this.#pushFault(event)
      case 'check':
        return this.#append({ type: 'boundary', seq: event.seq, at: event.at, event, listening: [] })
      case 'room':
      case 'listener':
      case 'state':
        return
    }
  }

  /** What follows starts chapters of its own: nothing new appears above this point. */
  breakChapters(): void {
    this.#break()
  }

  /** Forgets items whose events all lie before `seq`. */
  trim(seq: number): void {
    let count = 0
    for (const item of this.#items) {
      if (lastSeqOf(item) >= seq) break
      count += 1
    }
    for (const item of this.#items.splice(0, count)) {
      if (item.type === 'fan') this.#fans.forget(item)
      else if (item.type === 'chapter') this.#chapters.forget(item)
    }
    this.#removed += count
  }

  #pushRun(event: TraceEventOf<'run'>): void {
    if (event.phase === 'listen' && this.#run?.event.kind === 'run' && this.#run.event.run === event.run) {
      const { port, afterUs, claimed } = event
      this.#run.listening.push({ port, afterUs, ...(claimed === undefined ? {} : { claimed }) })
      return
    }
    if (event.phase !== 'start' && event.phase !== 'end') {
      return this.#append(markOf(event, serverParticipant))
    }
    this.#break()
    const boundary: GrowingBoundary = { type: 'boundary', seq: event.seq, at: event.at, event, listening: [] }
    this.#append(boundary)
    if (event.phase === 'start') this.#run = boundary
  }

  #pushRequest(event: TraceEventOf<'http'>): void {
    if (httpFailed(event)) return this.#append(arrowOfRequest(event))
    if (carriesPackets(event)) return
    this.#fold(this.#chapters.join('page', event.client, arrowOfRequest(event)))
  }

  #pushEmit(event: TraceEventOf<'emit'>): void {
    if (!isFan(event)) return
    const fan = fanOf(event, this.#clients, this.#stateNow())
    this.#fans.add(fan)
    this.#append(fan)
    for (const { frames } of this.#inside.deliveriesOf(event.seq)) this.#gather(event.seq, frames)
  }

  /** Frames that came before it was known what they carried leave their rows for the fan's. */
  #gather(emit: number, frames: readonly number[]): void {
    if (this.#fans.of(emit) === undefined) return
    for (const seq of frames) {
      const place = placeOf(this.#items, seq)
      const item = this.#items[place]
      if (item?.type !== 'arrow' || item.seq !== seq) continue
      if (this.#fans.take(emit, item, frames[0])) this.#items.splice(place, 1)
    }
  }

  #pushSocket(event: TraceEventOf<'socket'>): void {
    // What a handshake tells is in its chapter.
    if (event.phase === 'connect' && !event.recovered) return
    const client = clientOfSocket(event, this.#stateNow())
    // A refusal that crosses the wire is an arrow, and says why.
    if (event.phase === 'connect_error' && client !== undefined) return
    this.#append(markOf(event, client ?? serverParticipant))
  }

  #pushFault(event: TraceEventOf<'fault'>): void {
    if (event.client !== undefined) return this.#append(markOf(event, event.client))
    this.#append({ type: 'boundary', seq: event.seq, at: event.at, event, listening: [] })
  }

  #pushPacket(row: PacketRow): void {
    const arrow = arrowOfPacket(row)
    if (this.#isOfFan(row, arrow)) return
    const phase = phaseOfPacket(row)
    if (phase === undefined) return this.#append(arrow)
    this.#fold(this.#chapters.join(phase, row.client, arrow, row.frame.link))
  }

  #isOfFan({ seq, attachmentOf }: PacketRow, arrow: LadderArrow): boolean {
    const emit = this.#inside.emitOf(seq)?.emit
    return emit !== undefined && this.#fans.take(emit, arrow, attachmentOf?.seq)
  }

  #fold(started: LadderItem | undefined): void {
    if (started !== undefined) this.#append(started)
  }

  #append(item: LadderItem): void {
    this.#items.push(item)
    this.#chapters.noteRow(item)
    this.#run = undefined
  }

  #break(): void {
    this.#chapters.close()
    this.#run = undefined
  }
}

function clientOfSocket(event: TraceEventOf<'socket'>, state: ServerState): string | undefined {
  const { sockets, connections } = state
  const { engine } = { engine: undefined, ...event }
  // Its connection may be gone before the server says so of the socket.
  const gone = event.phase === 'disconnect' ? sockets.gone.find(({ id }) => id === event.socket) : undefined
  return gone?.client ?? (engine === undefined ? undefined : connectionOf(connections, engine)?.client)
}
