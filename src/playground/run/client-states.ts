/** How each client is connected in the present run, as signals for the panes. */
import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { ClientsFold, type ClientState } from '../../../trace/clients.ts'

export class ClientStates {
  readonly #states = new Map<string, Signal<ClientState>>()
  #fold = new ClientsFold()

  of(client: string): ReadonlySignal<ClientState> {
    return this.#state(client)
  }

  reset(): void {
    this.#fold = new ClientsFold()
    this.#publish()
  }

  batch(events: readonly TraceEvent[]): void {
    for (const event of events) {
      if (event.kind === 'run' && event.phase === 'start') this.#fold = new ClientsFold()
      this.#fold.push(event)
    }
    this.#publish()
  }

  #publish(): void {
    const clients = this.#fold.snapshot
    batch(() => {
      for (const name of clients.keys()) this.#state(name)
      for (const [name, state] of this.#states) state.value = clients.get(name)?.state ?? 'idle'
    })
  }

  #state(client: string): Signal<ClientState> {
    const known = this.#states.get(client)
    if (known !== undefined) return known
    const created = signal<ClientState>('idle')
    this.#states.set(client, created)
    return created
  }
}
