import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ClientNetworks } from '../../../server/gateway/network/client-networks.ts'

/** Long enough for any stream to hand on what it has: the tests' clock stands still meanwhile. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

let networks: ClientNetworks

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  networks = new ClientNetworks()
})
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

/** A line of Ann's, what has come out of it, and the stream that it follows. */
function line(direction: 'up' | 'down' = 'down') {
  const source = new PassThrough()
  const made = networks.line('ann', direction).follow(source).closeWith(source)
  const out: string[] = []
  made.on('data', (chunk: Buffer) => out.push(chunk.toString()))
  made.on('end', () => out.push('end'))
  made.on('close', () => out.push('close'))
  return { source, line: made, out }
}

test('a sound network hands on everything at once, then the end, then the close', async () => {
  const { source, out, line: made } = line()
  source.write('one')
  source.end('two')
  await once(made, 'close')
  expect(out).toEqual(['one', 'two', 'end', 'close'])
})

test('latency delays each chunk and the end by as much, not by the sum', async () => {
  networks.apply({ type: 'latency', ms: 100 }, 'ann')
  const { source, out } = line()
  source.write('one')
  await settled()
  vi.advanceTimersByTime(60)
  source.end('two')
  await settled()
  vi.advanceTimersByTime(40)
  await settled()
  expect(out).toEqual(['one'])
  vi.advanceTimersByTime(60)
  await settled()
  expect(out).toEqual(['one', 'two', 'end', 'close'])
})

describe.each(['unplug', 'stall'] as const)('a network with %s', (type) => {
  test('holds what goes down, its end and its close, and lets them go at once', async () => {
    const { source, out, line: made } = line()
    networks.apply({ type, on: true }, undefined)
    source.end('one')
    await settled()
    expect(out).toEqual([])
    expect(made.isSilent).toBe(true)
    networks.apply({ type, on: false }, 'ann')
    await settled()
    expect(out).toEqual(['one', 'end', 'close'])
  })

  test('is none of the business of a client that it was not done to', async () => {
    networks.apply({ type, on: true }, 'ben')
    const { source, out } = line()
    source.end('one')
    await settled()
    expect(out).toEqual(['one', 'end', 'close'])
  })
})

test('a stall lets through what goes up', async () => {
  networks.apply({ type: 'stall', on: true }, 'ann')
  const { source, out } = line('up')
  source.end('one')
  await settled()
  expect(out).toEqual(['one', 'end', 'close'])
})

test('a break of the source comes out in its turn, as an error', async () => {
  const { source, out, line: made } = line()
  const errors: string[] = []
  made.on('error', (error) => errors.push(error.message))
  networks.apply({ type: 'unplug', on: true }, 'ann')
  source.write('one')
  await settled()
  source.destroy(new Error('broken'))
  await settled()
  expect(out).toEqual([])
  networks.apply({ type: 'unplug', on: false }, 'ann')
  await settled()
  expect(out).toEqual(['one', 'close'])
  expect(errors).toEqual(['broken'])
})

test('what waits is bounded: beyond it the source is not read', async () => {
  networks.apply({ type: 'unplug', on: true }, 'ann')
  const { source } = line()
  const chunk = Buffer.alloc(16_384)
  let accepted = 0
  for (let count = 0; count < 1_000; count += 1) {
    if (!source.write(chunk)) await settled()
    if (source.writableNeedDrain) break
    accepted += chunk.length
  }
  expect(accepted).toBeGreaterThan(200_000)
  expect(accepted).toBeLessThan(600_000)
  source.destroy()
  networks.apply({ type: 'unplug', on: false }, 'ann')
  await settled()
})

test('a line that is given up lets go of what waits, of its timer, and of those who wait for it', async () => {
  networks.apply({ type: 'latency', ms: 5_000 }, 'ann')
  const { source, out, line: made } = line()
  source.write('one')
  await settled()
  expect(vi.getTimerCount()).toBe(1)
  const passed = made.passed()
  made.destroy()
  await passed
  expect(out).toEqual(['close'])
  expect(vi.getTimerCount()).toBe(0)
})

test('what all clients of a session hold together silences no other', async () => {
  networks.apply({ type: 'unplug', on: true }, 'ann')
  const held = Array.from({ length: 60 }, () => line())
  for (const { source } of held)
    for (let count = 0; count < 20; count += 1) source.write(Buffer.alloc(16_384))
  await settled()
  const source = new PassThrough()
  const ben = networks.line('ben', 'down').follow(source).closeWith(source)
  let bytes = 0
  ben.on('data', (chunk: Buffer) => {
    bytes += chunk.length
  })
  source.end(Buffer.alloc(1_000_000))
  await once(ben, 'close')
  expect(bytes).toBe(1_000_000)
  for (const { line: made } of held) made.destroy()
})
