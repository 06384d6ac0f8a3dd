/** Events that a reader keeps at hand, whatever else falls out of the trace. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { TraceEvent } from '../../../protocol/trace.ts'
import type { PacketRow } from '../../../trace/packet-row.ts'

/** More than anybody looks through; a pin keeps its event in memory. */
export const pinsMax = 50

export interface Pin {
  readonly event: TraceEvent
  /** Of a frame. */
  readonly row: PacketRow | undefined
}

export class Pins {
  readonly #list = signal<readonly Pin[]>([])

  /** In order of the trace. */
  get list(): ReadonlySignal<readonly Pin[]> {
    return this.#list
  }

  /** No further event can be pinned. */
  get full(): boolean {
    return this.#list.value.length >= pinsMax
  }

  of(seq: number): Pin | undefined {
    return this.#list.value.find((pin) => pin.event.seq === seq)
  }

  /** Adds a pin, or takes it off; nothing is added while it is full. */
  toggle(pin: Pin): void {
    const { seq } = pin.event
    const others = this.#list.value.filter((each) => each.event.seq !== seq)
    if (others.length < this.#list.value.length) this.#list.value = others
    else if (!this.full) this.#list.value = [...others, pin].sort((a, b) => a.event.seq - b.event.seq)
  }

  /** Takes the rows as they are now, before their owner gives them up: an answer may have come since they were pinned. */
  keepRows(rowOf: (seq: number) => PacketRow | undefined): void {
    const list = this.#list.peek()
    if (list.length === 0) return
    this.#list.value = list.map(({ event, row }) => ({ event, row: rowOf(event.seq) ?? row }))
  }
}
