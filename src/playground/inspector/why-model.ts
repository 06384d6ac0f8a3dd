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

/** Of the run that goes on at the moment that is looked at, and of those before it. */
export interface Noticed {
  readonly ofRun: readonly FoundDiagnosis[]
  readonly earlier: readonly FoundDiagnosis[]
}

/** Emits that are offered when nothing is asked yet, and events that are looked through for them. */
const recentMax = 30
const lookedMax = 5_000
/** Diagnoses at once, of each kind: a reader reads no more. */
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
  noticed(): Noticed {
    const { hiddenThrough, moment, newest, runs } = this.#model
    const hidden = hiddenThrough.value
    const runOf = (seq: number) => runs.startOf(seq) ?? 0
    const now = runOf((moment.travelled.value ?? newest).seq)
    // What began in one run and came to light in the next one is of that.
    const inView = this.#diagnoses.found
      .map((found) => ({ found, last: Math.max(...found.evidence) }))
      .filter(({ last }) => last > hidden)
      .map(({ found, last }) => ({ found, run: runOf(last) }))
    const newestOf = (isOf: (run: number) => boolean) =>
      inView.flatMap(({ found, run }) => (isOf(run) ? [found] : [])).slice(-noticedMax)
    return { ofRun: newestOf((run) => run === now), earlier: newestOf((run) => run < now) }
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
