/** The networks of one session's clients: what was done to each, and the lines it applies to. */
import type { NetworkFault } from '../../../protocol/fault.ts'
import type { Direction } from '../../../protocol/trace.ts'
import { afterFault, conditionsOf, untouchedNetwork, type NetworkConditions } from '../../../trace/network.ts'
import { NetworkLine, type LineBudget } from './network-line.ts'

/** What may wait in all lines of a session together. */
const sessionMaxBytes = 8 * 1_048_576

export class ClientNetworks {
  /** By the same fold as the page's, so that what is shown is what is done. */
  #state = untouchedNetwork
  /** With the client that each belongs to. */
  readonly #lines = new Map<NetworkLine, string>()
  readonly #budget: LineBudget = { freeBytes: sessionMaxBytes }

  of(client: string): NetworkConditions {
    return conditionsOf(this.#state, client)
  }

  /** A line of the client's; it must be destroyed, or its source closed, in the end. */
  line(client: string, direction: Direction): NetworkLine {
    const line = new NetworkLine(direction, this.of(client), this.#budget)
    this.#lines.set(line, client)
    line.once('close', () => this.#lines.delete(line))
    return line
  }

  /** @param client undefined: all */
  apply(fault: NetworkFault, client: string | undefined): void {
    this.#state = afterFault(this.#state, client === undefined ? { fault } : { client, fault })
    for (const [line, owner] of this.#lines)
      if (client === undefined || client === owner) line.conditions = this.of(owner)
  }
}
