/** What the Why? tab asks about, and what it reads of the trace. */
import type { TraceEvent } from '../../../protocol/trace.ts'
import type { FoundDiagnosis } from '../../../trace/explain/diagnosis-book.ts'
import { Diagnoses } from '../../../trace/explain/diagnoses.ts'
import type { ExplainedTrace } from '../../../trace/explain/explained-trace.ts'
import { Landmarks } from '../../../trace/explain/landmarks.ts'
import { questionOf, type Question } from '../../../trace/explain/verdicts.ts'
import { placeOf } from '../../../trace/ladder-rows.ts'
import type { InspectorModel } from './inspector-model.ts'

export interface Asked {
  readonly question: Question
  /** What was sent: the `emit` event, or the frame. */
  readonly seq: number
  /** What the reader selected to ask: the same, or a frame that carried it. */
  readonly selected: number
  /** The client that the reader wonders about. */
  readonly client?: string
}

/** Emits that are offered when nothing is asked yet, and events that are looked through for them. */
const recentMax = 30
const lookedMax = 5_000
/** Diagnoses at once: a reader reads no more. */
const noticedMax = 50

export class WhyModel {
  readonly #diagnoses: Diagnoses
  readonly #landmarks = new Landmarks()
  readonly #model: InspectorModel
  #last: { readonly seq: number; readonly client?: string } | undefined

  constructor(model: InspectorModel) {
    this.#model = model
    this.#diagnoses = new Diagnoses(() => model.states.state)
  }

  push(event: TraceEvent): void {
    this.#diagnoses.push(event)
    this.#landmarks.push(event)
  }

  dropBefore(seq: number): void {
    this.#diagnoses.dropBefore(seq)
    this.#landmarks.dropBefore(seq)
  }

  /** What has been read so far: the source may already hold more. */
  trace(): ExplainedTrace {
    const { inside, states, newest, lanes } = this.#model
    const all = this.#model.events
    const isAhead = (all.at(-1)?.seq ?? 0) > newest.seq
    return {
      events: isAhead ? all.slice(0, placeOf(all, newest.seq + 1)) : all,
      clients: lanes.order,
      inside,
      landmarks: this.#landmarks,
      stateAt: (seq) => states.stateAt(seq),
      packet: (seq) => this.#model.packet(seq),
    }
  }

  /**
   * The question that the selection puts. Evidence that is selected, and is nothing to ask about itself, leaves the
   * question as it was.
   */
  asked(trace: ExplainedTrace): Asked | undefined {
    const selection = this.#model.selection.value
    if (selection === undefined) {
      this.#last = undefined
      return undefined
    }
    const { kind, seq, skipped: client } = selection
    if (kind === 'event' && questionOf(seq, trace) !== undefined) {
      this.#last = { seq, ...(client === undefined ? {} : { client }) }
    }
    const last = this.#last
    const question = last && questionOf(last.seq, trace)
    if (last === undefined || question === undefined) return undefined
    const own = question.about === 'emit' ? question.emit.seq : question.row.seq
    return {
      question,
      seq: own,
      selected: last.seq,
      ...(last.client === undefined ? {} : { client: last.client }),
    }
  }

  /** What is notable in what is not hidden: the newest of it, in order of appearance. */
  noticed(): readonly FoundDiagnosis[] {
    const hidden = this.#model.hiddenThrough.value
    const { found } = this.#diagnoses
    const inView = hidden === 0 ? found : found.filter(({ evidence }) => evidence.some((seq) => seq > hidden))
    return inView.slice(-noticedMax)
  }

  /** The newest emits of the server and of the clients, newest first. */
  recent(trace: ExplainedTrace): readonly Asked[] {
    const { events } = trace
    const { hiddenThrough } = this.#model
    const found: Asked[] = []
    for (let place = events.length - 1; place >= Math.max(0, events.length - lookedMax); place -= 1) {
      const event = events[place]
      if (event === undefined || event.seq <= hiddenThrough.value || found.length >= recentMax) break
      const asked = askedBy(event, trace)
      if (asked !== undefined) found.push(asked)
    }
    return found
  }
}

/** An emit of either side. An answer is none: who asked for it knows where it went. */
function askedBy(event: TraceEvent, trace: ExplainedTrace): Asked | undefined {
  const { seq } = event
  const isEmit =
    event.kind === 'emit' ? event.call !== 'ack-reply' : event.kind === 'frame' && event.direction === 'up'
  const question = isEmit ? questionOf(seq, trace) : undefined
  if (question?.about === 'from-client' && (question.row.kind !== 'event' || question.row.seq !== seq)) {
    return undefined
  }
  return question && { question, seq, selected: seq }
}
