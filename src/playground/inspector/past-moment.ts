/** What a place outside of the inspector may show of the moment that its reader travelled to. */
import { clientStateIn } from '../../../trace/client-state.ts'
import type { ClientState } from '../../../trace/clients.ts'
import { conditionsOf } from '../../../trace/network.ts'
import type { InspectorModel } from './inspector-model.ts'

export interface PastMoment {
  readonly stateOf: (client: string) => ClientState
  readonly unplugged: (client: string) => boolean
}

/** `undefined` while the inspector follows the trace. */
export function pastMoment({ moment, states }: InspectorModel): PastMoment | undefined {
  const travelled = moment.travelled.value
  if (travelled === undefined) return undefined
  const state = states.stateAt(travelled.seq)
  return {
    stateOf: (client) => clientStateIn(state, client),
    unplugged: (client) => conditionsOf(state.network, client).unplugged,
  }
}
