import type { NetworkStrings } from './network.ts'

export const networkEnglish: NetworkStrings = {
  menu: (name) => `Network of ${name}`,
  all: 'Network',
  allTitle: 'Network of all clients, and the server',
  unplug: (name) => `Unplug ${name}`,
  plugIn: (name) => `Plug ${name} in`,
  unplugAll: 'Unplug all clients',
  latency: 'Latency, each way',
  noLatency: 'None',
  stall: 'Hold back what comes down',
  pollingOnly: 'Let no WebSocket through',
  drop: 'Drop the connection once',
  dropAll: 'Drop all connections once',
  restart: 'Restart the server',
  marks: {
    label: (name) => `Faults of ${name}’s network`,
    unplugged: 'unplugged',
    latency: (time) => `${time} each way`,
    stalled: 'held back',
    pollingOnly: 'no WebSocket',
  },
  refused: 'That did not get through: nothing was changed. Try again in a moment.',
}
