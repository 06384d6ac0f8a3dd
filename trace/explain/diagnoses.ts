/**
 * What is notable in a trace, apart from any one emit: what went wrong, and what a reader may wonder about. Only what the
 * trace shows is said; what has stopped being so is taken back.
 */
import type { TraceEvent } from '../../protocol/trace.ts'
import type { ServerState } from '../server-state.ts'
import { AckDiagnoses } from './ack-diagnoses.ts'
import { BlockDiagnoses } from './block-diagnoses.ts'
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
    new BlockDiagnoses(this.#book),
  ]
  readonly #stateNow: () => ServerState
  #before: ServerState
  #run = 0
  #lastSeq: number | undefined

  /** @param stateNow what is so after the newest event, which it has read before the diagnoses do */
  constructor(stateNow: () => ServerState) {
    this.#stateNow = stateNow
    this.#before = stateNow()
  }

  /** In order of appearance; the very same list until something in it changes. */
  get found(): readonly FoundDiagnosis[] {
    return this.#book.list
  }

  /** Takes the next event of the trace. */
  push(event: TraceEvent): void {
    if (event.seq !== (this.#lastSeq ?? event.seq - 1) + 1)
      for (const family of this.#families) family.missed?.()
    this.#lastSeq = event.seq
    const after = this.#stateNow()
    if (event.kind === 'run' && event.phase === 'start') this.#run += 1
    const moment = { before: this.#before, after, run: this.#run }
    for (const family of this.#families) family.push(event, moment)
    this.#before = after
  }

  /** Gives up what happened before `seq`, and the diagnoses that nothing later shows. */
  dropBefore(seq: number): void {
    this.#book.dropBefore(seq)
    for (const family of this.#families) family.dropBefore?.(seq)
  }
}
