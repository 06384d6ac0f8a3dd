/** The inspector's filter: what is typed, what of it holds, and what passes it. */
import { batch, signal } from '@preact/signals'
import type { TraceEvent } from '../../../protocol/trace.ts'
import type { KnownTrace } from '../../../trace/filter/facts.ts'
import type { Filter, FilterTerm, NameKey } from '../../../trace/filter/filter.ts'
import { FilteredTrace, type FilteredFrom } from '../../../trace/filter/filtered-trace.ts'
import type { FilterMistake } from '../../../trace/filter/mistake.ts'
import { Owners } from '../../../trace/filter/owners.ts'
import { openEnd } from '../../../trace/filter/open-end.ts'
import { parseFilter } from '../../../trace/filter/parse.ts'
import { printFilter } from '../../../trace/filter/print.ts'
import { seenNames } from '../../../trace/filter/seen-names.ts'

/** Of one frame's 16 ms: reading has its own part (`log-reader.ts`), and the rest belongs to rendering. */
const sliceMs = 4

/** A key takes a while to type, and until its colon is there it looks like a text to look for. */
const settleAfterMs = { bare: 900, value: 250 } as const

/** Looking through the trace takes a while, and nobody misses a name that is newer than this. */
const seenForMs = 2000

export interface FilterModelFrom extends Omit<FilteredFrom, 'known'> {
  readonly known: Omit<KnownTrace, 'owners'>
  /** More or other rows pass now. */
  readonly onChange: () => void
}

export class FilterModel {
  readonly text = signal('')
  /** Of the text. While there are any, the filter is the last one that had none. */
  readonly mistakes = signal<readonly FilterMistake[]>([])
  readonly inForce = signal<Filter | undefined>(undefined)
  /** Where there is room for it only when it is asked for: it was. */
  readonly open = signal(false)
  /** How often somebody asked for the input, which takes the focus then. */
  readonly asked = signal(0)
  /** Another number for every filter. */
  readonly turn = signal(0)
  /** What passes. */
  readonly rows: FilteredTrace

  readonly #owners = new Owners()
  readonly #known: KnownTrace
  readonly #events: () => readonly TraceEvent[]
  readonly #onChange: () => void
  #frame: number | undefined
  readonly #seen = new Map<NameKey, { readonly at: number; readonly names: readonly string[] }>()
  #settling: ReturnType<typeof setTimeout> | undefined

  constructor({ known, onChange, ...from }: FilterModelFrom) {
    this.#known = { ...known, owners: this.#owners }
    this.#events = from.events
    this.#onChange = onChange
    this.rows = new FilteredTrace({ ...from, known: this.#known })
  }

  /** To be told of each event, when everything else has read it. */
  push(event: TraceEvent): void {
    this.#owners.push(event)
  }

  /** Once a frame, after what came was read. */
  pass(): void {
    if (!this.#advance()) this.#schedule()
  }

  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame)
    this.#frame = undefined
    clearTimeout(this.#settling)
  }

  /** Somebody types: the last word holds only when it seems to be complete. */
  type(text: string): void {
    this.#write(text)
    const end = openEnd(text)
    if (end === undefined) this.settle()
    else this.#settling = setTimeout(() => this.settle(), settleAfterMs[end])
  }

  /** What is written is meant as it stands. */
  setText(text: string): void {
    batch(() => {
      this.#write(text)
      this.settle()
    })
  }

  settle(): void {
    clearTimeout(this.#settling)
    const parsed = parseFilter(this.text.value)
    if (parsed.ok) this.#apply(parsed.filter)
  }

  ask(): void {
    this.open.value = true
    this.asked.value += 1
  }

  clear(): void {
    this.setText('')
  }

  /** Narrows the filter. One that already says so stays as it is. */
  add(term: FilterTerm): void {
    const now = this.inForce.value
    const added = printFilter(term)
    const parts = now?.type === 'and' ? now.parts : now === undefined ? [] : [now]
    if (parts.some((part) => printFilter(part) === added)) return
    if (now === undefined) return this.setText(added)
    const before = this.mistakes.value.length === 0 ? this.text.value.trim() : printFilter(now)
    this.setText(`${now.type === 'or' ? `(${before})` : before} ${added}`)
  }

  /** The values of a key that this trace has shown. */
  seen(key: NameKey): readonly string[] {
    const now = performance.now()
    const known = this.#seen.get(key)
    if (known !== undefined && now - known.at < seenForMs) return known.names
    const names = seenNames(key, this.#events(), this.#known)
    this.#seen.set(key, { at: now, names })
    return names
  }

  #write(text: string): void {
    clearTimeout(this.#settling)
    const parsed = parseFilter(text)
    batch(() => {
      this.text.value = text
      this.mistakes.value = parsed.ok ? [] : parsed.mistakes
    })
  }

  #apply(filter: Filter | undefined): void {
    const now = this.inForce.value
    const same =
      filter === undefined || now === undefined ? filter === now : printFilter(filter) === printFilter(now)
    if (same) return
    this.inForce.value = filter
    this.turn.value += 1
    this.rows.setFilter(filter)
    if (!this.#advance()) this.#schedule()
    this.#onChange()
  }

  #advance(): boolean {
    const until = performance.now() + sliceMs
    return this.rows.advance(() => performance.now() > until)
  }

  /** A change of the filter is worked off frame by frame, also while nothing arrives. */
  #schedule(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined
      if (!this.#advance()) this.#schedule()
      this.#onChange()
    })
  }
}
