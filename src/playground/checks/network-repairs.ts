/** What takes back all that was done to the clients' networks. */
import type { NetworkFault } from '../../../protocol/fault.ts'
import { untouched, type Network, type NetworkConditions } from '../../../trace/network.ts'

interface Repair {
  /** Absent: of all clients. */
  readonly client?: string
  readonly fault: NetworkFault
}

export function networkRepairs({ everyone, clients }: Network): Repair[] {
  const repairs: Repair[] = repairsOf(everyone).map((fault) => ({ fault }))
  for (const [client, own] of clients) {
    for (const fault of repairsOf({ ...untouched, ...own })) repairs.push({ client, fault })
  }
  return repairs
}

function repairsOf({ unplugged, latencyMs, stalled, pollingOnly }: NetworkConditions): NetworkFault[] {
  return [
    ...(unplugged ? [{ type: 'unplug', on: false } as const] : []),
    ...(latencyMs > 0 ? [{ type: 'latency', ms: 0 } as const] : []),
    ...(stalled ? [{ type: 'stall', on: false } as const] : []),
    ...(pollingOnly ? [{ type: 'polling-only', on: false } as const] : []),
  ]
}
