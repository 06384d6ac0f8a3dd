/** How each client is connected now, from the links that the gateway saw. */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { TraceEvent, TraceEventOf, Transport } from '../../../protocol/trace.ts'

export type ClientLink = 'notConnected' | 'connecting' | Transport | 'disconnected'

interface Client {
  readonly state: Signal<ClientLink>
  /** Open Engine.IO links, and whether a server's handshake or message has crossed them. */
  readonly links: Map<string, { transport: Transport; answered: boolean }>
}

export class ClientLinks {
  readonly #clients = new Map<string, Client>()

  of(name: string): ReadonlySignal<ClientLink> {
    return this.#client(name).state
  }

  reset(): void {
    for (const client of this.#clients.values()) {
      client.links.clear()
      client.state.value = 'notConnected'
    }
  }

  batch(events: readonly TraceEvent[]): void {
    const touched = new Set<Client>()
    for (const event of events) {
      if (event.kind === 'run' && event.phase === 'start') this.reset()
      if (event.kind === 'link') touched.add(this.#link(event))
      if (event.kind === 'frame' && event.direction === 'down') {
        const client = this.#client(event.client)
        const link = client.links.get(event.link)
        if (link !== undefined && !link.answered) {
          link.answered = true
          touched.add(client)
        }
      }
    }
    for (const client of touched) client.state.value = stateOf(client)
  }

  #link(event: TraceEventOf<'link'>): Client {
    const client = this.#client(event.client)
    if (event.phase === 'open') client.links.set(event.link, { transport: event.transport, answered: false })
    else if (event.phase === 'close') client.links.delete(event.link)
    else {
      const link = client.links.get(event.link)
      if (link !== undefined) link.transport = event.transport
    }
    return client
  }

  #client(name: string): Client {
    const known = this.#clients.get(name)
    if (known !== undefined) return known
    const created: Client = { state: signal<ClientLink>('notConnected'), links: new Map() }
    this.#clients.set(name, created)
    return created
  }
}

function stateOf(client: Client): ClientLink {
  const links = [...client.links.values()]
  const answered = links.filter((link) => link.answered)
  if (answered.some((link) => link.transport === 'websocket')) return 'websocket'
  if (answered.length > 0) return 'polling'
  return links.length > 0 ? 'connecting' : 'disconnected'
}
