import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defaultLimits } from '../../../server/limits.ts'
import {
  SandboxStartError,
  type Isolation,
  type SandboxEnd,
  type SandboxProcess,
} from '../../../server/sandbox/isolation.ts'
import { SandboxPool } from '../../../server/sandbox/pool.ts'

/** Starts when the test says so. The real ones are in the contract suite; here it is the order that matters. */
class StagedIsolation implements Isolation {
  readonly level = 'bubblewrap'
  readonly starts: PromiseWithResolvers<SandboxProcess>[] = []
  start(): Promise<SandboxProcess> {
    const start = Promise.withResolvers<SandboxProcess>()
    this.starts.push(start)
    return start.promise
  }
}

function stagedProcess(): SandboxProcess & { end(): void } {
  const ended = Promise.withResolvers<SandboxEnd>()
  return {
    versions: {},
    observe() {},
    send() {},
    touch() {},
    connect: () => Promise.reject(new Error('not here')),
    kill: (reason) => {
      ended.resolve({ reason })
      return ended.promise
    },
    ended: ended.promise,
    end: () => ended.resolve({ reason: 'sandbox-lost' }),
  }
}

let isolation: StagedIsolation
let errors: unknown[]
const poolOf = (size: number): SandboxPool =>
  new SandboxPool(isolation, defaultLimits, { size, onError: (error) => errors.push(error) })
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(300)

beforeEach(() => {
  vi.useFakeTimers()
  isolation = new StagedIsolation()
  errors = []
})
afterEach(() => {
  vi.useRealTimers()
})

test('keeps its size in store, one start at a time, and replaces what is taken', async () => {
  const pool = poolOf(2)
  expect(isolation.starts).toHaveLength(1)
  const [first, second] = [stagedProcess(), stagedProcess()]
  isolation.starts[0]?.resolve(first)
  await settle()
  expect(isolation.starts).toHaveLength(2)
  isolation.starts[1]?.resolve(second)
  await settle()
  expect(isolation.starts).toHaveLength(2)
  expect(await pool.take()).toBe(first)
  expect(isolation.starts).toHaveLength(2)
  await settle()
  expect(isolation.starts).toHaveLength(3)
})

test('gives the next warm one to who waited first', async () => {
  const pool = poolOf(1)
  const taken = [pool.take(), pool.take()]
  const [first, second] = [stagedProcess(), stagedProcess()]
  isolation.starts[0]?.resolve(first)
  await settle()
  isolation.starts[1]?.resolve(second)
  expect(await Promise.all(taken)).toEqual([first, second])
})

test('who gave up waiting gets nothing, and the sandbox goes into the store', async () => {
  const pool = poolOf(1)
  const abort = new AbortController()
  const taken = pool.take(abort.signal)
  abort.abort(new Error('changed my mind'))
  await expect(taken).rejects.toThrow('changed my mind')
  const process = stagedProcess()
  isolation.starts[0]?.resolve(process)
  await settle()
  expect(await pool.take()).toBe(process)
})

test('a spare that died is replaced', async () => {
  const pool = poolOf(1)
  const dead = stagedProcess()
  isolation.starts[0]?.resolve(dead)
  await settle()
  dead.end()
  await settle()
  const alive = stagedProcess()
  isolation.starts[1]?.resolve(alive)
  await settle()
  expect(await pool.take()).toBe(alive)
})

test('a failed start reaches who waits, is reported, and is tried again', async () => {
  const pool = poolOf(1)
  const taken = pool.take()
  const failure = new SandboxStartError('bubblewrap', 'no')
  isolation.starts[0]?.reject(failure)
  await expect(taken).rejects.toBe(failure)
  expect(errors).toEqual([failure])
  await vi.advanceTimersByTimeAsync(6000)
  expect(isolation.starts).toHaveLength(2)
})

test('closed, it kills its spares and what was still starting, and gives no more', async () => {
  const pool = poolOf(2)
  const [spare, starting] = [stagedProcess(), stagedProcess()]
  isolation.starts[0]?.resolve(spare)
  await settle()
  const closed = pool.close()
  isolation.starts[1]?.resolve(starting)
  await closed
  expect([await spare.ended, await starting.ended]).toEqual([{ reason: 'closed' }, { reason: 'closed' }])
  await expect(pool.take()).rejects.toThrow('stopping')
})
