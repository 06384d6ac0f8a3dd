/** The newest part of a trace, within bounds of count and memory. */
import type { TraceEvent } from '../protocol/trace.ts'

export interface RetentionBounds {
  readonly events: number
  /** Estimated memory: two bytes a UTF-16 unit of the texts, and a fixed part for each event. */
  readonly bytes: number
}

/** An event's objects, numbers and short texts (bytes), measured with V8 as an order of magnitude. */
const eventBaseBytes = 240

const textBytes = (texts: readonly string[]) => texts.reduce((sum, text) => sum + text.length * 2, 0)

/** A room's name or a socket's id. */
const idBytes = 64

/** Estimated memory of an event, in bytes: what a flood can make large is counted. */
export function estimateBytes(event: TraceEvent): number {
  switch (event.kind) {
    case 'frame':
      return eventBaseBytes + event.data.length * 2
    case 'console':
      return eventBaseBytes + textBytes(event.parts)
    case 'error':
      return eventBaseBytes + textBytes([event.name, event.message, event.stack ?? ''])
    case 'run':
      return eventBaseBytes + (event.phase === 'start' ? textBytes(Object.values(event.files)) : 0)
    case 'http':
      return eventBaseBytes + event.path.length * 2
    case 'link':
      // The path and the id are as long as a client likes them.
      return eventBaseBytes + (event.phase === 'open' ? textBytes([event.path, event.sid ?? '']) : 0)
    case 'drop':
    case 'room':
    case 'delivery':
    case 'listener':
    case 'fault':
    case 'check':
      return eventBaseBytes
    case 'socket':
      return eventBaseBytes + (event.phase === 'connect' ? event.auth.length * 2 : 0)
    case 'emit':
      return eventBaseBytes + (event.rooms.length + event.except.length + event.sockets.length) * idBytes
    case 'state':
      return eventBaseBytes + event.text.length * 2
    default:
      return event satisfies never
  }
}

/**
 * Events in order of `seq`; the oldest give way. They go in slices of an eighth of a bound, so that the cost of moving
 * the rest is shared by many events.
 */
export class RetainedEvents {
  readonly #bounds: RetentionBounds
  readonly #events: TraceEvent[] = []
  #bytes = 0
  #dropped = 0

  constructor(bounds: RetentionBounds) {
    this.#bounds = bounds
  }

  get events(): readonly TraceEvent[] {
    return this.#events
  }

  get dropped(): number {
    return this.#dropped
  }

  add(batch: readonly TraceEvent[]): void {
    for (const event of batch) {
      this.#events.push(event)
      this.#bytes += estimateBytes(event)
    }
    if (this.#events.length > this.#bounds.events || this.#bytes > this.#bounds.bytes) this.#shrink()
  }

  /** What came after the event `seq`, as far as it is retained. */
  after(seq: number, most = Number.POSITIVE_INFINITY): readonly TraceEvent[] {
    const first = this.#events[0]
    if (first === undefined) return []
    const start = Math.max(0, seq - first.seq + 1)
    return this.#events.slice(start, start + most)
  }

  #shrink(): void {
    const maxEvents = belowBound(this.#bounds.events)
    const maxBytes = belowBound(this.#bounds.bytes)
    let count = 0
    for (const event of this.#events) {
      if (this.#events.length - count <= maxEvents && this.#bytes <= maxBytes) break
      this.#bytes -= estimateBytes(event)
      count += 1
    }
    this.#events.splice(0, count)
    this.#dropped += count
  }
}

const belowBound = (bound: number) => bound - Math.floor(bound / 8)
