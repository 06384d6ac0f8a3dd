/**
 * The ladder: a sequence diagram of a trace as a list of rows, folded from the log one event at a time. Knows nothing of
 * pixels. Adding an event costs the same however long the log is.
 */
import type { TraceEvent, TraceEventOf } from '../protocol/trace.ts'
import { serverParticipant } from '../protocol/trace-constants.ts'
import { arrowOfPacket, arrowOfRequest, markOf } from './ladder-arrow.ts'
import { ChapterBook } from './ladder-chapter.ts'
import { lastSeqOf, type LadderBoundary, type LadderItem, type Listening } from './ladder-item.ts'
import { carriesPackets, httpFailed, phaseOfPacket, phaseOfLink } from './ladder-phase.ts'
import type { PacketRow } from './packet-row.ts'

type GrowingBoundary = LadderBoundary & { readonly listening: Listening[] }

export class Ladder {
  readonly #items: LadderItem[] = []
  readonly #chapters = new ChapterBook()
  /** The newest item, while it is the beginning of a run: ports that begin to listen now belong to it. */
  #run: GrowingBoundary | undefined
  #removed = 0

  /** Rows from top to bottom. The array and its last chapters grow in place. */
  get items(): readonly LadderItem[] {
    return this.#items
  }

  /** How many items {@link trim} took from the top so far. */
  get removed(): number {
    return this.#removed
  }

  /** Adds the next event of the log; a frame comes with its row of the packets. */
  push(event: TraceEvent, row?: PacketRow): void {
    switch (event.kind) {
      case 'run':
        return this.#pushRun(event)
      case 'drop':
        this.#break()
        return this.#append({ type: 'boundary', seq: event.seq, at: event.at, event, listening: [] })
      case 'http':
        return this.#pushRequest(event)
      case 'link':
        return this.#fold(this.#chapters.join(phaseOfLink(event), event.client, markOf(event, event.client)))
      case 'frame':
        if (row === undefined) throw new TypeError('a frame needs its packet row to stand on a ladder')
        return this.#pushPacket(row)
      case 'console':
      case 'error':
        return this.#append(markOf(event, event.participant))
      case 'socket':
      case 'room':
      case 'emit':
      case 'delivery':
      case 'listener':
      case 'state':
      case 'fault':
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
    this.#items.splice(0, count)
    this.#removed += count
  }

  #pushRun(event: TraceEventOf<'run'>): void {
    if (event.phase === 'listen' && this.#run?.event.kind === 'run' && this.#run.event.run === event.run) {
      const { port, afterUs, claimed } = event
      this.#run.listening.push({ port, afterUs, ...(claimed === undefined ? {} : { claimed }) })
      return
    }
    if (event.phase === 'listen' || event.phase === 'unlisten') {
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

  #pushPacket(row: PacketRow): void {
    const arrow = arrowOfPacket(row)
    const phase = phaseOfPacket(row)
    if (phase === undefined) return this.#append(arrow)
    this.#fold(this.#chapters.join(phase, row.client, arrow))
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
