/** The diagnoses that hold at a moment of the trace, in the order in which they came up, and no more than a reader reads. */
import type { Diagnosis } from './explanation.ts'

/** A diagnosis in a list that grows and shrinks. */
export type FoundDiagnosis = Diagnosis & {
  /** Stays the same while more is learned of it. */
  readonly id: string
}

/** Diagnoses at once; the oldest give way. */
const diagnosesMax = 500
/** Events that show one diagnosis. */
const evidenceMax = 8
/** Of a name that a stranger chose, in UTF-16 units. */
const nameMax = 200

/** A name from a frame or a report, no longer than anybody reads. */
export const shortName = (name: string) => name.slice(0, nameMax)

/** Two kinds of evidence show a plain WebSocket: what it was answered, and what it said. */
export const plainId = (run: number, client: string) => `plain ${run} ${client}`

export class DiagnosisBook {
  /** In order of appearance. */
  readonly #entries = new Map<string, FoundDiagnosis>()
  #list: readonly FoundDiagnosis[] | undefined
  /** What happened before this `seq` is nobody's evidence any more. */
  #keptFrom = 0

  /** The very same list until something in it changes. */
  get list(): readonly FoundDiagnosis[] {
    this.#list ??= [...this.#entries.values()]
    return this.#list
  }

  /** Adds a diagnosis, or says anew what is known of it; it keeps its place in the list. */
  put(id: string, diagnosis: Diagnosis): void {
    const kept = diagnosis.evidence.filter((seq) => seq >= this.#keptFrom)
    if (kept.length === 0) return this.remove(id)
    const evidence = kept.slice(0, evidenceMax)
    this.#entries.set(id, { ...diagnosis, evidence, id })
    this.#list = undefined
    if (this.#entries.size <= diagnosesMax) return
    const [oldest] = this.#entries.keys()
    if (oldest !== undefined) this.#entries.delete(oldest)
  }

  /** Fewer events show it. */
  keepEvidence(id: string, evidence: readonly number[]): void {
    const diagnosis = this.#entries.get(id)
    if (diagnosis !== undefined) this.put(id, { ...diagnosis, evidence })
  }

  /** It is not so any more. */
  remove(id: string): void {
    if (this.#entries.delete(id)) this.#list = undefined
  }

  /** Gives up what only events before `seq` show. */
  dropBefore(seq: number): void {
    this.#keptFrom = Math.max(this.#keptFrom, seq)
    for (const [id, diagnosis] of this.#entries) {
      const evidence = diagnosis.evidence.filter((event) => event >= seq)
      if (evidence.length === diagnosis.evidence.length) continue
      if (evidence.length === 0) this.#entries.delete(id)
      else this.#entries.set(id, { ...diagnosis, evidence })
      this.#list = undefined
    }
  }
}
