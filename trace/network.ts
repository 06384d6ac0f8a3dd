/** What the user did to each client's network, as it is now. */
import type { TraceEventOf } from '../protocol/trace.ts'
import { PersistentMap } from './persistent-map.ts'

export interface NetworkConditions {
  readonly unplugged: boolean
  /** In each direction. */
  readonly latencyMs: number
  readonly stalled: boolean
  readonly pollingOnly: boolean
}

export interface Network {
  /** What was last done to all clients. */
  readonly everyone: NetworkConditions
  /** What was done to one client since. */
  readonly clients: PersistentMap<Partial<NetworkConditions>>
}

export const untouched: NetworkConditions = {
  unplugged: false,
  latencyMs: 0,
  stalled: false,
  pollingOnly: false,
}

export const untouchedNetwork: Network = { everyone: untouched, clients: PersistentMap.empty() }

export function conditionsOf({ everyone, clients }: Network, client: string): NetworkConditions {
  return { ...everyone, ...clients.get(client) }
}

export function afterFault(
  state: Network,
  { client, fault }: Pick<TraceEventOf<'fault'>, 'client' | 'fault'>,
): Network {
  const change = changeOf(fault)
  if (change === undefined) return state
  if (client !== undefined) {
    const conditions = { ...state.clients.get(client), ...change }
    return { ...state, clients: state.clients.with(client, conditions) }
  }
  // What is done to all is done to each, whatever was done to one before.
  let clients = PersistentMap.empty<Partial<NetworkConditions>>()
  for (const [name, own] of state.clients) clients = clients.with(name, { ...own, ...change })
  return { everyone: { ...state.everyone, ...change }, clients }
}

function changeOf(fault: TraceEventOf<'fault'>['fault']): Partial<NetworkConditions> | undefined {
  switch (fault.type) {
    case 'unplug':
      return { unplugged: fault.on }
    case 'latency':
      return { latencyMs: fault.ms }
    case 'stall':
      return { stalled: fault.on }
    case 'polling-only':
      return { pollingOnly: fault.on }
    case 'drop':
    case 'restart':
      return undefined
    default:
      return fault satisfies never
  }
}
