/** What of one session is under way: bounded in number, and ended all at once. */
import type { NetworkFault } from '../../protocol/fault.ts'
import { HeldBytes } from './held-bytes.ts'
import { ClientNetworks } from './network/client-networks.ts'
import { Journal } from './tap/journal.ts'
import { LinkTable } from './tap/link-table.ts'
import type { GatewayTarget } from './target.ts'

/** Messages of the greatest size whose beginnings may wait at once. */
const heldMessages = 8

/** Why a connection is ended from outside. */
export type CutCause = 'run-ended' | 'session-ended' | 'fault'

export interface Connection {
  readonly client: string
  readonly form: 'request' | 'websocket'
  /** Ends it at once. */
  readonly cut: (cause: CutCause) => void
}

export class Traffic {
  readonly target: GatewayTarget
  readonly journal: Journal
  readonly links: LinkTable
  readonly held: HeldBytes
  readonly networks = new ClientNetworks()
  readonly #connections = new Set<Connection>()

  constructor(target: GatewayTarget) {
    this.target = target
    this.journal = new Journal(target)
    this.links = new LinkTable(this.journal, target)
    this.held = new HeldBytes(target.limits.frameBytes * heldMessages)
  }

  /**
   * Counts a connection.
   * @returns what says that it has ended; undefined when the session has all it may have
   */
  begin(connection: Connection): (() => void) | undefined {
    if (this.#connections.size >= this.target.limits.connections) return undefined
    this.#connections.add(connection)
    return () => this.#connections.delete(connection)
  }

  /** @param client absent: all */
  applyFault(fault: NetworkFault, client: string | undefined): void {
    this.networks.apply(fault, client)
    const cuts =
      fault.type === 'drop'
        ? ['request', 'websocket']
        : fault.type === 'polling-only' && fault.on
          ? ['websocket']
          : []
    for (const connection of this.#connections) {
      const isMeant = client === undefined || client === connection.client
      if (isMeant && cuts.includes(connection.form)) connection.cut('fault')
    }
  }

  /** The run ended: its links with it, whatever the sockets say later. */
  endRun(): void {
    this.links.closeAll('run-ended')
    this.#cutAll('run-ended')
  }

  /** The session ended. */
  close(): void {
    this.links.closeAll('cut')
    this.#cutAll('session-ended')
  }

  #cutAll(cause: CutCause): void {
    for (const { cut } of this.#connections) cut(cause)
  }
}
