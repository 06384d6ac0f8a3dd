import { expect, test, vi } from 'vitest'
import type { Fault } from '../../../protocol/fault.ts'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { NetworkControl } from '../../../src/playground/run/network-control.ts'
import type { Runtime } from '../../../src/playground/runtime/runtime.ts'

let seq = 0
const event = (fault: Fault, client?: string): TraceEvent => ({
  seq: ++seq,
  at: seq,
  origin: 'user',
  kind: 'fault',
  fault,
  ...(client === undefined ? {} : { client }),
})
const accepting: Pick<Runtime, 'fault'> = { fault: async () => ({ ok: true }) }
const sound = { unplugged: false, latencyMs: 0, stalled: false, pollingOnly: false }

test('shows what the trace tells, not what was asked for', async () => {
  const network = new NetworkControl(accepting, () => undefined)
  await network.apply({ type: 'unplug', on: true }, 'ann')
  expect(network.of('ann')).toEqual(sound)
  network.batch([event({ type: 'unplug', on: true }, 'ann')])
  expect(network.of('ann')).toEqual({ ...sound, unplugged: true })
  expect(network.of('ben')).toEqual(sound)
})

test('counts the newest word on a client; one for all holds for those who come later', () => {
  const network = new NetworkControl(accepting, () => undefined)
  network.batch([
    event({ type: 'latency', ms: 100 }, 'ann'),
    event({ type: 'latency', ms: 500 }),
    event({ type: 'stall', on: true }, 'ben'),
  ])
  expect(network.of('ann')).toEqual({ ...sound, latencyMs: 500 })
  expect(network.of('ben')).toEqual({ ...sound, latencyMs: 500, stalled: true })
  expect(network.of('later')).toEqual({ ...sound, latencyMs: 500 })
  network.batch([event({ type: 'latency', ms: 0 }, 'ann')])
  expect(network.of('ann')).toEqual(sound)
})

test('outlasts a restart, and ends with its trace', () => {
  const network = new NetworkControl(accepting, () => undefined)
  network.batch([
    event({ type: 'polling-only', on: true }),
    event({ type: 'restart' }),
    event({ type: 'drop' }),
  ])
  expect(network.of('ann')).toEqual({ ...sound, pollingOnly: true })
  network.reset()
  expect(network.of('ann')).toEqual(sound)
})

test('says when what was asked for was not done', async () => {
  const refused = vi.fn<() => void>()
  const network = new NetworkControl({ fault: async () => ({ ok: false, code: 'too-fast' }) }, refused)
  await network.apply({ type: 'drop' })
  expect(refused).toHaveBeenCalledOnce()
})
