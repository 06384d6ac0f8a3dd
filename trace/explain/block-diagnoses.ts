/** A server whose code is busy without a break: what clients sent it meanwhile, and their requests, had to wait. */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { socketPacketIn } from '../connections.ts'
import type { DiagnosisBook } from './diagnosis-book.ts'
import type { DiagnosisFamily, Moment } from './diagnosis-family.ts'
import { engineRequestIn } from './engine-request.ts'
import { RecentMap } from './recent-map.ts'

type Frame = TraceEventOf<'frame'>
type Http = TraceEventOf<'http'>
type Blocked = Extract<TraceEventOf<'run'>, { phase: 'blocked' }>

const clientsMax = 100
/** Of one client, the packets that are evidence. */
const packetsMax = 4
const usPerMs = 1000
/** Whether the event loop turns is asked so long after a packet at most: what came then may have begun the block. */
export const blockSlackUs = 500 * usPerMs
/** Less is nothing that anybody waits for. */
const waitMinUs = 100 * usPerMs
/** A request that takes less was not held up. */
const requestMinUs = 500 * usPerMs

interface Waiting {
  readonly sinceUs: number
  readonly seqs: readonly number[]
}

interface Block {
  readonly seq: number
  readonly fromUs: number
  readonly waiting: RecentMap<Waiting>
  /** Set once it is over. */
  over: { readonly seq: number; readonly atUs: number } | undefined
}

export class BlockDiagnoses implements DiagnosisFamily {
  readonly #book: DiagnosisBook
  /** By client, the last packet that nothing came back after. */
  readonly #unanswered = new RecentMap<{ readonly seq: number; readonly at: number }>(clientsMax)
  /** By diagnosis, the longest block, which is told. */
  readonly #told = new RecentMap<{ readonly block: number; readonly forMs: number }>(clientsMax)
  /** The latest of this run. */
  #block: Block | undefined

  constructor(book: DiagnosisBook) {
    this.#book = book
  }

  push(event: TraceEvent, { run }: Moment): void {
    if (event.kind === 'frame') this.#frame(event, run)
    else if (event.kind === 'http') this.#http(event, run)
    else if (event.kind === 'run') {
      if (event.phase === 'blocked') this.#begin(event, run)
      else if (event.phase === 'unblocked' || event.phase === 'end') this.#end(event, run)
      else if (event.phase === 'start') {
        this.#block = undefined
        for (const [client] of this.#unanswered.entries()) this.#unanswered.delete(client)
      }
    }
  }

  #begin({ seq, at, forMs }: Blocked, run: number): void {
    const fromUs = at - forMs * usPerMs
    this.#block = { seq, fromUs, waiting: new RecentMap(clientsMax), over: undefined }
    for (const [client, packet] of this.#unanswered.entries()) {
      if (packet.at >= fromUs - blockSlackUs) this.#waits(client, packet, run, at)
    }
  }

  #end({ seq, at }: TraceEvent, run: number): void {
    const block = this.#block
    if (block === undefined || block.over !== undefined) return
    block.over = { seq, atUs: at }
    for (const [client, { sinceUs }] of block.waiting.entries()) {
      if (at - sinceUs >= waitMinUs) this.#tell(client, block, run, at)
      else this.#takeBack(client, block, run)
    }
  }

  #frame(frame: Frame, run: number): void {
    const { client, direction, seq, at } = frame
    const type = socketPacketIn(frame)?.header.type
    // A goodbye waits for nothing.
    if (type === undefined || type === 'disconnect') return
    if (direction === 'down') {
      this.#unanswered.delete(client)
      return
    }
    this.#unanswered.set(client, { seq, at })
    if (this.#block !== undefined && this.#block.over === undefined) this.#waits(client, frame, run, at)
  }

  /** Is told when it is answered: it may have begun before the block. Polling waits by itself; its packets are frames. */
  #http({ client, path, at, durationUs, seq, failure }: Http, run: number): void {
    const block = this.#block
    if (block === undefined || durationUs < requestMinUs || failure === 'nothing-listens') return
    if (engineRequestIn(path)?.sid !== undefined) return
    const begunUs = at - durationUs
    const untilUs = block.over?.atUs ?? Number.POSITIVE_INFINITY
    if (begunUs < block.fromUs - blockSlackUs || begunUs > untilUs - waitMinUs) return
    this.#waits(client, { seq, at: begunUs }, run, Math.min(at, untilUs))
  }

  #waits(client: string, packet: { readonly seq: number; readonly at: number }, run: number, nowUs: number) {
    const block = this.#block
    if (block === undefined) return
    const known = block.waiting.get(client)
    const seqs = [...(known?.seqs ?? []), packet.seq].slice(0, packetsMax)
    block.waiting.set(client, { sinceUs: known?.sinceUs ?? packet.at, seqs })
    this.#tell(client, block, run, nowUs)
  }

  #tell(client: string, { fromUs, seq, waiting, over }: Block, run: number, nowUs: number): void {
    const seqs = waiting.get(client)?.seqs ?? []
    const forMs = Math.max(0, Math.round((nowUs - fromUs) / usPerMs))
    const id = idOf(run, client)
    const told = this.#told.get(id)
    if (told !== undefined && told.block !== seq && told.forMs >= forMs) return
    this.#told.set(id, { block: seq, forMs })
    const evidence = [seq, ...seqs, ...(over === undefined ? [] : [over.seq])]
    this.#book.put(id, { what: 'server-blocked', client, forMs, evidence })
  }

  #takeBack(client: string, { seq }: Block, run: number): void {
    const id = idOf(run, client)
    if (this.#told.get(id)?.block !== seq) return
    this.#told.delete(id)
    this.#book.remove(id)
  }
}

const idOf = (run: number, client: string) => `blocked ${run} ${client}`
