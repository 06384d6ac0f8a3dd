/** What was printed and what failed, by the server and by the panes, up to a moment of the trace. */
import type { TraceEvent, TraceEventOf } from '../protocol/trace.ts'
import { BoundedList } from './bounded-list.ts'

/** A line or an error, as it stands in the trace. Its texts are not inert: see `inert-text.ts`. */
export type ConsoleEntry = TraceEventOf<'console'> | TraceEventOf<'error'>

export interface ConsoleSnapshot {
  /** In order of `seq`. */
  readonly entries: readonly ConsoleEntry[]
  /** Entries that this fold no longer keeps. */
  readonly dropped: number
  /** What was given up before it became part of the trace: bytes of output, reports of panes, events. */
  readonly lost: Readonly<Record<TraceEventOf<'drop'>['what'], number>>
}

/** Entries kept: more than anybody scrolls through. */
const defaultMaxEntries = 10_000

export class ConsoleFold {
  readonly #entries: BoundedList<ConsoleEntry>
  readonly #lost: Record<TraceEventOf<'drop'>['what'], number> = {
    events: 0,
    'output-bytes': 0,
    reports: 0,
    'pane-reports': 0,
  }

  constructor(maxEntries = defaultMaxEntries) {
    this.#entries = new BoundedList(maxEntries)
  }

  /** The entries without a copy: the array grows in place. */
  get entries(): readonly ConsoleEntry[] {
    return this.#entries.items
  }

  /** Entries that are no longer kept. */
  get dropped(): number {
    return this.#entries.dropped
  }

  /** A copy that later events do not change. */
  get snapshot(): ConsoleSnapshot {
    return { entries: [...this.entries], dropped: this.#entries.dropped, lost: { ...this.#lost } }
  }

  push(event: TraceEvent): void {
    if (event.kind === 'console' || event.kind === 'error') this.#entries.push(event)
    else if (event.kind === 'drop') this.#lost[event.what] += event.count
  }
}
