/** What each client's page printed in the present run, its errors among it. */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { ConsoleLevel, TraceEvent, TraceEventOf } from '../../../protocol/trace.ts'

export interface ConsoleLine {
  /** `seq` of the event: unique within a trace. */
  readonly seq: number
  readonly level: ConsoleLevel
  readonly text: string
  /** Typed into this console, or what that gave. */
  readonly typed: TraceEventOf<'console'>['typed']
  readonly file: string | undefined
  readonly line: number | undefined
}

export interface ConsoleContent {
  readonly lines: readonly ConsoleLine[]
  /** Older lines that are no longer here. */
  readonly older: number
}

/** A pane's console shows the newest; the inspector's holds all. */
const shownLines = 200

const nothing: ConsoleContent = { lines: [], older: 0 }

export class PaneConsoles {
  readonly #contents = new Map<string, Signal<ConsoleContent>>()

  of(client: string): ReadonlySignal<ConsoleContent> {
    return this.#content(client)
  }

  reset(): void {
    for (const content of this.#contents.values()) content.value = nothing
  }

  batch(events: readonly TraceEvent[]): void {
    let added = new Map<string, ConsoleLine[]>()
    for (const event of events) {
      if (event.kind === 'run' && event.phase === 'start') {
        this.reset()
        added = new Map()
      }
      const line = lineOf(event)
      if (line === undefined) continue
      const lines = added.get(line.participant) ?? []
      lines.push(line)
      added.set(line.participant, lines)
    }
    for (const [client, lines] of added) {
      const content = this.#content(client)
      const all = [...content.peek().lines, ...lines]
      const surplus = Math.max(0, all.length - shownLines)
      content.value = { lines: all.slice(surplus), older: content.peek().older + surplus }
    }
  }

  #content(client: string): Signal<ConsoleContent> {
    const known = this.#contents.get(client)
    if (known !== undefined) return known
    const created = signal(nothing)
    this.#contents.set(client, created)
    return created
  }
}

function lineOf(event: TraceEvent): (ConsoleLine & { participant: string }) | undefined {
  if (event.kind === 'console') {
    const { seq, participant, level, parts, typed, file, line } = event
    return { seq, participant, level, text: parts.join(' '), typed, file, line }
  }
  if (event.kind === 'error') {
    const { seq, participant, name, message, file, line } = event
    const text = message.startsWith(name) ? message : `${name}: ${message}`
    return { seq, participant, level: 'error', text, typed: undefined, file, line }
  }
  return undefined
}
