/** What was done to the clients' networks, as the trace tells it, and the way to do more. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { Fault } from '../../../protocol/fault.ts'
import type { TraceEvent } from '../../../protocol/trace.ts'
import {
  afterFault,
  conditionsOf,
  untouchedNetwork,
  type Network,
  type NetworkConditions,
} from '../../../trace/network.ts'
import type { Runtime } from '../runtime/runtime.ts'

export class NetworkControl {
  readonly #runtime: Pick<Runtime, 'fault'>
  readonly #onRefused: () => void
  readonly #state = signal<Network>(untouchedNetwork)

  /** @param onRefused what was asked for was not done */
  constructor(runtime: Pick<Runtime, 'fault'>, onRefused: () => void) {
    this.#runtime = runtime
    this.#onRefused = onRefused
  }

  get state(): ReadonlySignal<Network> {
    return this.#state
  }

  /** Of one client, now; a component that reads it is drawn again when it changes. */
  of(client: string): NetworkConditions {
    return conditionsOf(this.#state.value, client)
  }

  /** @param client absent: all. The state changes when the fault comes back by the trace. */
  async apply(fault: Fault, client?: string): Promise<void> {
    const outcome = await this.#runtime.fault(fault, client)
    if (!outcome.ok) this.#onRefused()
  }

  reset(): void {
    this.#state.value = untouchedNetwork
  }

  batch(events: readonly TraceEvent[]): void {
    let state = this.#state.peek()
    for (const event of events) if (event.kind === 'fault') state = afterFault(state, event)
    this.#state.value = state
  }
}
