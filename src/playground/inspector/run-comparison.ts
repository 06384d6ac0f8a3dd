/** Which two runs are compared: of the inspector's own trace, or of files that were added for it. */
import { batch, signal } from '@preact/signals'
import type { TraceEvent } from '../../../protocol/trace.ts'
import {
  comparedRun,
  compareRuns,
  runSpans,
  type ComparedRun,
  type Comparison,
  type RunSpan,
} from '../../../trace/compare.ts'

export interface RunChoice {
  /** Tells the choices apart. */
  readonly id: string
  /** Of the file; absent for the inspector's own trace. */
  readonly file?: string
  readonly span: RunSpan
  readonly events: readonly TraceEvent[]
}

export interface ComparedRuns extends Comparison {
  readonly left: ComparedRun
  readonly right: ComparedRun
}

interface AddedFile {
  readonly name: string
  readonly events: readonly TraceEvent[]
}

export class RunComparison {
  readonly open = signal(false)
  readonly leftId = signal<string | undefined>(undefined)
  readonly rightId = signal<string | undefined>(undefined)
  readonly #files = signal<readonly AddedFile[]>([])
  readonly #own: () => readonly TraceEvent[]

  /** @param own the events of the inspector's trace that are kept */
  constructor(own: () => readonly TraceEvent[]) {
    this.#own = own
  }

  /** Oldest first; those of files at the end. */
  get choices(): readonly RunChoice[] {
    return [
      ...choicesOf(this.#own(), 'own'),
      ...this.#files.value.flatMap(({ name, events }, index) => choicesOf(events, `file${index}`, name)),
    ]
  }

  /** Begins with the newest run at the right, and the one before it at the left. */
  begin(): void {
    const own = choicesOf(this.#own(), 'own')
    batch(() => {
      this.leftId.value = own.at(-2)?.id ?? own.at(-1)?.id
      this.rightId.value = own.at(-1)?.id
      this.open.value = true
    })
  }

  close(): void {
    this.open.value = false
  }

  /** A file's newest run comes to the right. False when there is none in it. */
  addFile(name: string, events: readonly TraceEvent[]): boolean {
    const added = choicesOf(events, `file${this.#files.value.length}`, name).at(-1)
    if (added === undefined) return false
    batch(() => {
      this.#files.value = [...this.#files.value, { name, events }]
      this.rightId.value = added.id
    })
    return true
  }
}

export function compareChoices(left: RunChoice, right: RunChoice): ComparedRuns {
  const [one, other] = [comparedRun(left.events, left.span), comparedRun(right.events, right.span)]
  return { ...compareRuns(one.entries, other.entries), left: one, right: other }
}

function choicesOf(events: readonly TraceEvent[], source: string, file?: string): readonly RunChoice[] {
  return runSpans(events).map((span) => ({
    id: `${source}:${span.from}`,
    span,
    events,
    ...(file === undefined ? {} : { file }),
  }))
}
