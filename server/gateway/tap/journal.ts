/**
 * Keeps the order of the wire. Most of what passes is decoded at once, compressed messages are not: they hold a place,
 * and what passes after them waits behind it.
 */
import type { TraceEventDraft } from '../../../protocol/trace.ts'

/** Where a tap writes what it read. */
export interface Recorder {
  record(event: TraceEventDraft): void
}

export interface Place extends Recorder {
  /** Nothing more will be recorded here. */
  settle(): void
}

interface Entry {
  readonly events: TraceEventDraft[]
  settled: boolean
}

export class Journal implements Recorder {
  readonly #out: Recorder
  #waiting: Entry[] = []

  constructor(out: Recorder) {
    this.#out = out
  }

  record(event: TraceEventDraft): void {
    if (this.#waiting.length === 0) this.#out.record(event)
    else this.#waiting.push({ events: [event], settled: true })
  }

  /** Holds a place for what is not decoded yet. It must be settled, or the trace stands still. */
  reserve(): Place {
    const entry: Entry = { events: [], settled: false }
    this.#waiting.push(entry)
    return {
      record: (event) => entry.events.push(event),
      settle: () => {
        entry.settled = true
        this.#flush()
      },
    }
  }

  #flush(): void {
    while (this.#waiting[0]?.settled) {
      for (const event of this.#waiting.shift()?.events ?? []) this.#out.record(event)
    }
  }
}
