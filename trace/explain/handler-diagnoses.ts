/**
 * Handlers that ran more than once for one event, and handlers that came too late for it. How many there were is the word
 * of the process or page that has them; that the event arrived is a frame.
 */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { shortName, type DiagnosisBook } from './diagnosis-book.ts'
import type { DiagnosisFamily, Moment } from './diagnosis-family.ts'
import { CrossedEvents } from './crossed-events.ts'
import { RecentMap } from './recent-map.ts'

type Listener = TraceEventOf<'listener'>

/** Pairs of a socket and an event of which it is known whether somebody listened. */
const rememberedMax = 2048

/** `heard`: a handler was there at some time. */
type Hearing = { readonly heard: true } | { readonly heard: false; readonly arrived: number }

export class HandlerDiagnoses implements DiagnosisFamily {
  readonly #book: DiagnosisBook
  readonly #crossed = new CrossedEvents()
  readonly #hearings = new RecentMap<Hearing & { readonly client: string }>(rememberedMax)

  constructor(book: DiagnosisBook) {
    this.#book = book
  }

  push(event: TraceEvent, { after, run }: Moment): void {
    if (event.kind === 'frame') this.#crossed.note(event, after.connections)
    else if (event.kind === 'listener') this.#listener(event, run)
  }

  #listener(event: Listener, run: number): void {
    switch (event.phase) {
      case 'arrived':
        return this.#arrived(event, run)
      case 'added-late':
        return this.#added(event, run)
      case 'answered':
        return
      default:
        event satisfies never
    }
  }

  #arrived(event: Extract<Listener, { phase: 'arrived' }>, run: number): void {
    const frame = this.#crossed.at(event.origin === 'pane' ? 'down' : 'up', event.cause)
    const name = shortName(event.event)
    if (frame?.event !== name || isOfAnother(event, frame.client)) return
    const { handlers, seq } = event
    const { client } = frame
    const key = hearingKey(event, run)
    if (handlers > 0) this.#hearings.set(key, { heard: true, client })
    else if (event.any === 0 && this.#hearings.get(key)?.heard !== true) {
      this.#hearings.set(key, { heard: false, arrived: seq, client })
    }
    const id = `handlers ${run} ${event.origin} ${client} ${name}`
    if (handlers > 1) {
      const evidence = [seq, frame.seq]
      this.#book.put(id, {
        what: 'handlers-repeated',
        client,
        event: name,
        handlers,
        evidence,
        ...placeOf(event),
      })
    }
  }

  #added(event: Extract<Listener, { phase: 'added-late' }>, run: number): void {
    const hearing = this.#hearings.get(hearingKey(event, run))
    if (hearing === undefined || hearing.heard || isOfAnother(event, hearing.client)) return
    const { client } = hearing
    const name = shortName(event.event)
    const evidence = [event.seq, hearing.arrived]
    this.#book.put(`late ${run} ${event.origin} ${client} ${name}`, {
      what: 'handler-late',
      client,
      event: name,
      evidence,
      ...placeOf(event),
    })
  }
}

const placeOf = ({ origin }: Listener) => (origin === 'pane' ? { on: 'page' as const } : {})

/** A page that speaks of a packet that another client got. */
function isOfAnother(event: Listener, client: string): boolean {
  return 'client' in event && event.client !== client
}

function hearingKey(event: Extract<Listener, { phase: 'arrived' | 'added-late' }>, run: number): string {
  return `${run} ${event.origin} ${event.socket} ${shortName(event.event)}`
}
