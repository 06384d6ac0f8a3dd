/** Events and chapters that a reader keeps at hand, whatever else falls out of the trace. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { TraceEvent } from '../../../protocol/trace.ts'
import type { LadderChapter } from '../../../trace/ladder-item.ts'
import type { PacketRow } from '../../../trace/packet-row.ts'

/** More than anybody looks through; a pin keeps what it holds in memory. */
export const pinsMax = 50

/** What can be selected can be pinned. */
export interface Pinnable {
  readonly kind: 'event' | 'chapter'
  /** Of a chapter, that of its first step. */
  readonly seq: number
}

export type Pin =
  /** `row`: of a frame. */
  | {
      readonly kind: 'event'
      readonly seq: number
      readonly event: TraceEvent
      readonly row: PacketRow | undefined
    }
  | { readonly kind: 'chapter'; readonly seq: number; readonly chapter: LadderChapter }

type PinOf<Kind extends Pin['kind']> = Extract<Pin, { kind: Kind }>

export class Pins {
  readonly #list = signal<readonly Pin[]>([])

  /** In order of the trace. */
  get list(): ReadonlySignal<readonly Pin[]> {
    return this.#list
  }

  /** Nothing further can be pinned. */
  get full(): boolean {
    return this.#list.value.length >= pinsMax
  }

  has(it: Pinnable): boolean {
    return this.#of(it) !== undefined
  }

  eventPin(seq: number): PinOf<'event'> | undefined {
    const pin = this.#of({ kind: 'event', seq })
    return pin?.kind === 'event' ? pin : undefined
  }

  chapterPin(seq: number): PinOf<'chapter'> | undefined {
    const pin = this.#of({ kind: 'chapter', seq })
    return pin?.kind === 'chapter' ? pin : undefined
  }

  /** Adds a pin, or takes it off; nothing is added while it is full. */
  toggle(pin: Pin): void {
    const others = this.#list.value.filter((each) => !isOf(each, pin))
    if (others.length < this.#list.value.length) this.#list.value = others
    else if (!this.full) this.#list.value = [...others, pin].sort((a, b) => a.seq - b.seq)
  }

  /** Takes the rows as they are now, before their owner gives them up: an answer may have come since they were pinned. */
  keepRows(rowOf: (seq: number) => PacketRow | undefined): void {
    const list = this.#list.peek()
    if (list.length === 0) return
    this.#list.value = list.map((pin) =>
      pin.kind === 'event' ? { ...pin, row: rowOf(pin.seq) ?? pin.row } : pin,
    )
  }

  #of(it: Pinnable): Pin | undefined {
    return this.#list.value.find((pin) => isOf(pin, it))
  }
}

const isOf = (pin: Pinnable, { kind, seq }: Pinnable): boolean => pin.kind === kind && pin.seq === seq
