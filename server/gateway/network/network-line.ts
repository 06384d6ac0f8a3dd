/**
 * One direction of one connection, under its client's network conditions: what its source gives comes out of it in the
 * same order, later, or when nothing holds it any more. End and close of the source come out in their turn too: a pulled
 * cable hides them as well.
 *
 * The tap reads what comes *out*, in both directions. So a frame stands in the trace when it is handed on to its receiver,
 * and one that never arrives does not stand there: nothing that the trace says has to be taken back. Order is kept, so
 * the n-th message handed on is the n-th that was sent.
 */
import { Duplex, type Readable } from 'node:stream'
import type { Direction } from '../../../protocol/trace.ts'
import type { NetworkConditions } from '../../../trace/network.ts'

/** What may wait in one line, as in a receive window: beyond it the source is not read. */
const lineMaxBytes = 262_144

/** What may wait in all lines that share it. */
export interface LineBudget {
  /** Bytes still free; below 0 when lines that were empty have taken a chunk all the same. */
  freeBytes: number
}

interface Item {
  /** On the clock of `performance.now()`. */
  readonly dueMs: number
  readonly bytes: number
  readonly arrive: () => void
}

/** The receiver's end. `destroy()` gives up the line with all that waits in it, and lets the source run dry. */
export class NetworkLine extends Duplex {
  readonly #direction: Direction
  readonly #budget: LineBudget
  #conditions: NetworkConditions
  readonly #waiting: Item[] = []
  #waitingBytes = 0
  #timer: NodeJS.Timeout | undefined
  /** The receiver takes more. */
  #isWanted = true
  /** Tells the source to go on. */
  #goOn: (() => void) | undefined

  constructor(direction: Direction, conditions: NetworkConditions, budget: LineBudget) {
    // It closes when its source does, not when both directions have ended: half-open connections stay so.
    super({ autoDestroy: false })
    this.#direction = direction
    this.#conditions = conditions
    this.#budget = budget
    // Told by `close` as well, to those who listen to nothing else.
    this.on('error', () => undefined)
  }

  /** Takes what the source gives from now on, and its failure. */
  follow(source: Readable): this {
    source.once('error', (error) => this.#enqueue(0, () => this.destroy(error)))
    this.once('close', () => source.resume())
    source.pipe(this)
    return this
  }

  /** Closes when the source has closed; for a socket, whose close says more than its end. */
  closeWith(source: Readable): this {
    source.once('close', () => this.#enqueue(0, () => this.destroy()))
    return this
  }

  set conditions(conditions: NetworkConditions) {
    this.#conditions = conditions
    this.#release()
  }

  /** Nothing comes out at present. */
  get isSilent(): boolean {
    const { unplugged, stalled } = this.#conditions
    return unplugged || (stalled && this.#direction === 'down')
  }

  /** Everything comes out as it goes in. */
  get isSound(): boolean {
    return this.destroyed || (!this.isSilent && this.#conditions.latencyMs === 0)
  }

  /** Resolves when what were sent now would have arrived, or when the line is given up. */
  async passed(): Promise<void> {
    if (this.destroyed || (this.isSound && this.#waiting.length === 0)) return
    await new Promise<void>((resolve) => {
      this.once('close', resolve)
      this.#enqueue(0, resolve)
    })
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#goOn = done
    this.#enqueue(chunk.length, () => {
      this.#isWanted = this.push(chunk)
    })
  }

  override _final(done: () => void): void {
    this.#enqueue(0, () => this.push(null))
    done()
  }

  override _read(): void {
    this.#isWanted = true
    this.#release()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#timer)
    this.#budget.freeBytes += this.#waitingBytes
    this.#waiting.splice(0)
    this.#waitingBytes = 0
    done(error)
  }

  #enqueue(bytes: number, arrive: () => void): void {
    if (this.destroyed) return
    this.#waiting.push({ dueMs: performance.now() + this.#conditions.latencyMs, bytes, arrive })
    this.#waitingBytes += bytes
    this.#budget.freeBytes -= bytes
    this.#release()
  }

  /** Lets arrive what is due, as far as the receiver takes it. */
  #release(): void {
    clearTimeout(this.#timer)
    while (!this.isSilent && this.#isWanted) {
      const [next] = this.#waiting
      if (!next) break
      const earlyMs = next.dueMs - performance.now()
      if (earlyMs > 0) {
        // Rounded up: a timer that fires early would only be set again.
        this.#timer = setTimeout(() => this.#release(), Math.ceil(earlyMs))
        break
      }
      this.#waiting.shift()
      this.#waitingBytes -= next.bytes
      this.#budget.freeBytes += next.bytes
      next.arrive()
    }
    this.#admitMore()
  }

  /** An empty line always takes a chunk: what one client's lines hold must not silence another's. */
  #admitMore(): void {
    const isFull = this.#waitingBytes >= lineMaxBytes || this.#budget.freeBytes <= 0
    if (this.#waitingBytes > 0 && isFull) return
    const goOn = this.#goOn
    this.#goOn = undefined
    goOn?.()
  }
}
