/**
 * What is notable in a trace, apart from any one emit: what went wrong, and what a reader may wonder about. Only what the
 * trace shows is said; what has stopped being so is taken back.
 */
import type { TraceEvent } from '../../protocol/trace.ts'
import { serverState, type ServerState } from '../server-state.ts'
import { AckDiagnoses } from './ack-diagnoses.ts'
import { DiagnosisBook, type FoundDiagnosis } from './diagnosis-book.ts'
import type { DiagnosisFamily } from './diagnosis-family.ts'
import { HandlerDiagnoses } from './handler-diagnoses.ts'
import { HttpDiagnoses } from './http-diagnoses.ts'
import { NamespaceDiagnoses } from './namespace-diagnoses.ts'
import { ReconnectDiagnoses } from './reconnect-diagnoses.ts'
import { TransportDiagnoses } from './transport-diagnoses.ts'

export class Diagnoses {
  readonly #book = new DiagnosisBook()
  readonly #families: readonly DiagnosisFamily[] = [
    new AckDiagnoses(this.#book),
    new HandlerDiagnoses(this.#book),
    new ReconnectDiagnoses(this.#book),
    new TransportDiagnoses(this.#book),
    new NamespaceDiagnoses(this.#book),
    new HttpDiagnoses(this.#book),
  ]
  #state: ServerState = serverState.initial
  #run = 0

  /** In order of appearance; the very same list until something in it changes. */
  get found(): readonly FoundDiagnosis[] {
    return this.#book.list
  }

  /** Takes the next event of the trace. */
  push(event: TraceEvent): void {
    const before = this.#state
    this.#state = serverState.reduce(before, event)
    if (event.kind === 'run' && event.phase === 'start') this.#run += 1
    const moment = { before, after: this.#state, run: this.#run }
    for (const family of this.#families) family.push(event, moment)
  }

  /** Gives up what happened before `seq`, and the diagnoses that nothing later shows. */
  dropBefore(seq: number): void {
    this.#book.dropBefore(seq)
    for (const family of this.#families) family.dropBefore?.(seq)
  }
}
