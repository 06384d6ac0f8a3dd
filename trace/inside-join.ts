/**
 * Joins what the server said from the inside to the frames that the gateway saw: which emit a frame carried, to which
 * sockets an emit went, which handlers a received frame met, and what came of them. Both sides count the message packets
 * of an Engine.IO session (`protocol/instrument.ts`), so the events may come in any order.
 *
 * What the server says is its claim. A claim about what is not there joins nothing, and where two contradict each other
 * the first holds.
 */
import type { Cause } from '../protocol/instrument.ts'
import type { Direction, PaneListenerEvent, TraceEvent, TraceEventOf } from '../protocol/trace.ts'
import { engineTypeOf, parseHandshake } from './engine-io.ts'
import {
  emitEntry,
  framesOf,
  listed,
  nameLink,
  RunEntry,
  sessionEntry,
  sessionOf,
  trimRun,
  type DeliveryEntry,
  type EffectEntry,
  type Entry,
  type FrameEntry,
  type HeardEntry,
  type LinkEntry,
} from './inside-entries.ts'
import { NumberedList } from './numbered.ts'

/** Events kept, the oldest give way. */
const defaultMaxEvents = 400_000

/** What an emit became for one socket. */
export interface JoinedDelivery {
  /** Its first `delivery` event. */
  readonly seq: number
  readonly socket: string
  /** The Engine.IO session, as in `link` events (`sid`). */
  readonly engine: string
  /** The frames that carried it, the packet's header first: those that have crossed so far. */
  readonly frames: readonly number[]
  /** How many frames there will have been. */
  readonly packets: number
}

/** What a frame to a client carried. */
export interface JoinedEmit {
  /** The `emit` event; undefined when it is not in the trace (dropped, or no longer kept). */
  readonly emit: number | undefined
  /** The `delivery` event. */
  readonly delivery: number
  readonly socket: string
}

export interface JoinedCause {
  /** The received frame with which the packet began. */
  readonly frame: number
  readonly how: Cause['how']
}

export class InsideJoin {
  readonly #maxEvents: number
  /** In order of `seq`. */
  readonly #entries = new Map<number, Entry>()
  readonly #links = new Map<string, LinkEntry>()
  readonly #runs = new Set<RunEntry>()
  #run = this.#beginRun()

  constructor(maxEvents = defaultMaxEvents) {
    this.#maxEvents = maxEvents
  }

  push(event: TraceEvent): void {
    switch (event.kind) {
      case 'run':
        if (event.phase === 'start') this.#run = this.#beginRun()
        return
      case 'link':
        return this.#link(event)
      case 'frame':
        return this.#frame(event)
      case 'emit':
        return this.#emit(event)
      case 'delivery':
        return this.#delivery(event)
      case 'listener':
        return event.origin === 'pane' ? this.#heard(event) : this.#effect(event.seq, 'listener', event.cause)
      case 'socket':
        return event.phase === 'connect' ? this.#effect(event.seq, 'other', event.cause) : undefined
      case 'http':
      case 'console':
      case 'error':
      case 'drop':
      case 'room':
      case 'state':
      case 'fault':
      case 'check':
        return
      default:
        event satisfies never
    }
  }

  /** The emit that a frame to a client carried, its attachments' frames too. */
  emitOf(frame: number): JoinedEmit | undefined {
    const entry = this.#frameEntry(frame, 'down')
    const delivery = entry && sessionOf(entry)?.deliveries.at(entry.n)
    if (delivery === undefined) return undefined
    const emit = delivery.run.emits.get(delivery.emit)?.seq
    return { emit, delivery: delivery.seq, socket: delivery.socket }
  }

  /** Where the emit of this `emit` event went, in order. */
  deliveriesOf(emit: number): readonly JoinedDelivery[] {
    const entry = this.#entries.get(emit)
    if (entry?.type !== 'effect' || entry.emit === undefined) return []
    const known = entry.run.emits.get(entry.emit)
    // Another one under the same number came first.
    if (known?.seq !== emit) return []
    return known.deliveries.map((delivery) => {
      const { seq, socket, engine, packets } = delivery
      return { seq, socket, engine, packets, frames: framesOf(delivery) }
    })
  }

  /** The emit of a `delivery` event, and the frames that carried it so far. */
  deliveryOf(delivery: number): { emit: number | undefined; frames: readonly number[] } | undefined {
    const entry = this.#entries.get(delivery)
    if (entry?.type !== 'delivery') return undefined
    return { emit: entry.run.emits.get(entry.emit)?.seq, frames: framesOf(entry) }
  }

  /** The received frame, by the server or by a client, from which an `emit`, `listener` or `socket` event came. */
  causeOf(event: number): JoinedCause | undefined {
    const entry = this.#entries.get(event)
    if (entry?.type === 'heard') {
      const { run, cause, client } = entry
      const link = run.links.get(cause.engine)
      const frame = link?.client === client ? link.frames.down.at(cause.n) : undefined
      return frame && { frame: frame.seq, how: 'handler' }
    }
    if (entry?.type !== 'effect' || entry.cause === undefined) return undefined
    const { engine, n, how } = entry.cause
    const frame = entry.run.links.get(engine)?.frames.up.at(n)
    return frame && { frame: frame.seq, how }
  }

  /**
   * The `listener` events of a frame, from the side that received it: `arrived` or `answered`, and handlers that were
   * added because of it. Those of a packet with attachments belong to its first frame. What a page says of another
   * client's connection counts for nothing.
   */
  handlersOf(frame: number): readonly number[] {
    const entry = this.#frameEntry(frame, 'down')
    if (entry === undefined) return this.#effectsOf(frame, 'listener')
    const heard = sessionOf(entry)?.heard.get(entry.n) ?? []
    return heard.filter(({ client }) => client === entry.link.client).map(({ seq }) => seq)
  }

  /** The `emit` events that came of a frame from a client, at once or later. */
  emitsFrom(frame: number): readonly number[] {
    return this.#effectsOf(frame, 'emit')
  }

  /** Gives up what happened before `seq`. */
  dropBefore(seq: number): void {
    for (const known of this.#entries.keys()) {
      if (known >= seq) break
      this.#entries.delete(known)
    }
    const isKept = (entry: { readonly seq: number }) => entry.seq >= seq
    for (const [name, link] of this.#links) {
      link.frames.up.keep(isKept)
      link.frames.down.keep(isKept)
      if (link.open || link.frames.up.size + link.frames.down.size > 0) continue
      this.#links.delete(name)
      if (link.sid !== undefined && link.run.links.get(link.sid) === link) link.run.links.delete(link.sid)
    }
    for (const run of this.#runs) {
      trimRun(run, seq)
      if (run !== this.#run && run.emits.size + run.sessions.size + run.links.size === 0)
        this.#runs.delete(run)
    }
  }

  #beginRun(): RunEntry {
    const run = new RunEntry()
    this.#runs.add(run)
    return run
  }

  #link(event: TraceEventOf<'link'>): void {
    if (event.phase === 'close') {
      const link = this.#links.get(event.link)
      if (link) link.open = false
    } else if (event.phase === 'open') {
      this.#keep(event.seq, { type: 'link' })
      const link = this.#linkOf(event)
      if (event.sid !== undefined) nameLink(link, event.sid)
    }
  }

  #frame(event: TraceEventOf<'frame'>): void {
    const { seq, n, direction } = event
    const link = this.#linkOf(event)
    if (n === undefined) {
      if (link.sid === undefined && direction === 'down') nameLink(link, handshakeSid(event))
      return
    }
    const entry: FrameEntry = { type: 'frame', seq, n, link, direction }
    if (link.frames[direction].add(entry)) this.#keep(seq, entry)
  }

  #emit({ seq, id, cause }: TraceEventOf<'emit'>): void {
    this.#effect(seq, 'emit', cause, id)
    emitEntry(this.#run, id).seq ??= seq
  }

  #delivery({ seq, emit, socket, engine, n, packets }: TraceEventOf<'delivery'>): void {
    const run = this.#run
    const { deliveries } = sessionEntry(run, engine)
    const before = deliveries.at(n - 1)
    if (before?.emit === emit && before.socket === socket && deliveries.within(n, packets).length === 0) {
      // The same packet, in parts.
      before.packets += packets
      this.#keep(seq, before)
      return
    }
    const entry: DeliveryEntry = { type: 'delivery', seq, run, engine, socket, emit, n, packets }
    if (!deliveries.add(entry)) return
    emitEntry(run, emit).deliveries.push(entry)
    this.#keep(seq, entry)
  }

  #effect(seq: number, kind: EffectEntry['kind'], cause: Cause | undefined, emit?: number): void {
    if (cause === undefined && emit === undefined) return
    const entry: EffectEntry = { type: 'effect', seq, kind, run: this.#run, cause, emit }
    this.#keep(seq, entry)
    if (cause === undefined) return
    listed(sessionEntry(this.#run, cause.engine).effects, cause.n, entry)
  }

  #heard({ seq, client, cause }: PaneListenerEvent): void {
    if (cause === undefined) return
    const entry: HeardEntry = { type: 'heard', seq, run: this.#run, client, cause }
    this.#keep(seq, entry)
    listed(sessionEntry(this.#run, cause.engine).heard, cause.n, entry)
  }

  #effectsOf(frame: number, kind: EffectEntry['kind']): readonly number[] {
    const entry = this.#frameEntry(frame, 'up')
    const effects = (entry && sessionOf(entry)?.effects.get(entry.n)) ?? []
    return effects.filter((effect) => effect.kind === kind).map(({ seq }) => seq)
  }

  #frameEntry(seq: number, direction: Direction): FrameEntry | undefined {
    const entry = this.#entries.get(seq)
    return entry?.type === 'frame' && entry.direction === direction ? entry : undefined
  }

  #linkOf({ link: name, client }: TraceEventOf<'link' | 'frame'>): LinkEntry {
    const known = this.#links.get(name)
    if (known !== undefined) return known
    const frames = { up: new NumberedList<FrameEntry>(), down: new NumberedList<FrameEntry>() }
    const link: LinkEntry = { run: this.#run, client, frames, sid: undefined, open: true }
    this.#links.set(name, link)
    return link
  }

  #keep(seq: number, entry: Entry): void {
    this.#entries.set(seq, entry)
    if (this.#entries.size <= this.#maxEvents) return
    let spare = Math.ceil(this.#maxEvents / 8)
    for (const known of this.#entries.keys()) {
      if (spare-- > 0) continue
      this.dropBefore(known)
      return
    }
  }
}

function handshakeSid({ form, data }: TraceEventOf<'frame'>): string | undefined {
  return form === 'text' && engineTypeOf(data) === 'open' ? parseHandshake(data.slice(1))?.sid : undefined
}
