/**
 * The few events of a trace by which sockets, rooms, connections and handlers change, runs begin and end, and something is
 * lost: explanations look for them far from what they explain, and must not read all the packets in between.
 */
import { serverParticipant } from '../../protocol/trace-constants.ts'
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { placeOf } from '../ladder-rows.ts'

/** Names of events that are remembered for one participant of one run. */
const namesMax = 500

interface RunLandmarks {
  readonly start: TraceEventOf<'run'> | undefined
  /** By participant, the events for which it had handlers. */
  readonly listened: Map<string, Set<string>>
}

export class Landmarks {
  /** The first may have begun before the trace does. */
  readonly #runs: RunLandmarks[] = [{ start: undefined, listened: new Map() }]
  #events: TraceEvent[] = []

  push(event: TraceEvent): void {
    if (event.kind === 'run' && event.phase === 'start') {
      this.#runs.push({ start: event, listened: new Map() })
    }
    if (event.kind === 'listener' && event.phase !== 'answered' && event.handlers > 0) {
      this.#listens(event.origin === 'pane' ? event.client : serverParticipant, event.event)
    }
    if (isLandmark(event)) this.#events.push(event)
  }

  /** Gives up what happened before `seq`; a run that goes on keeps its beginning. */
  dropBefore(seq: number): void {
    this.#events = this.#events.slice(placeOf(this.#events, seq))
    while ((this.#runs[1]?.start?.seq ?? Number.POSITIVE_INFINITY) < seq) this.#runs.shift()
  }

  /** The beginning of the run that the event `seq` belongs to, if the trace has it. */
  startOf(seq: number): TraceEventOf<'run'> | undefined {
    return this.#runOf(seq)?.start
  }

  /** Events that the participant had handlers for in the run of the event `seq`, as reports have told. */
  listened(participant: string, seq: number): Iterable<string> {
    return this.#runOf(seq)?.listened.get(participant) ?? []
  }

  /** Those of the same run after the event `seq`, in order. */
  *after(seq: number): Iterable<TraceEvent> {
    for (let place = placeOf(this.#events, seq + 1); place < this.#events.length; place += 1) {
      const event = this.#events[place]
      if (event === undefined || isStart(event)) return
      yield event
    }
  }

  /** Those of the same run before the event `seq`, the newest first. */
  *before(seq: number): Iterable<TraceEvent> {
    for (let place = placeOf(this.#events, seq) - 1; place >= 0; place -= 1) {
      const event = this.#events[place]
      if (event === undefined || isStart(event)) return
      yield event
    }
  }

  #runOf(seq: number): RunLandmarks | undefined {
    return this.#runs.findLast(({ start }) => start === undefined || start.seq <= seq)
  }

  #listens(participant: string, name: string): void {
    const listened = this.#runs.at(-1)?.listened
    const names = listened?.get(participant) ?? new Set()
    if (names.size < namesMax) listened?.set(participant, names.add(name))
  }
}

/** Something that the trace should tell was given up before it got there. */
export const isLoss = (event: TraceEvent): boolean =>
  event.kind === 'drop' && (event.what === 'reports' || event.what === 'events')

const isStart = (event: TraceEvent) => event.kind === 'run' && event.phase === 'start'

function isLandmark(event: TraceEvent): boolean {
  switch (event.kind) {
    case 'run':
    case 'link':
    case 'drop':
    case 'socket':
    case 'room':
      return true
    case 'listener':
      return event.phase === 'added-late'
    case 'frame':
      // A CONNECT packet of Socket.IO within a message packet of Engine.IO.
      return event.direction === 'down' && event.form === 'text' && event.data.startsWith('40')
    case 'http':
    case 'console':
    case 'error':
    case 'emit':
    case 'delivery':
    case 'state':
    case 'fault':
    case 'check':
      return false
    default:
      return event satisfies never
  }
}
