import { expect, it } from 'vitest'
import { inSlices } from '../../../src/playground/trace-viewer/in-slices.ts'

/** Steps that take so long each. */
function* busy(steps: number, ms: number): Generator<number, string> {
  for (let done = 0; done < steps; done += 1) {
    const until = performance.now() + ms
    while (performance.now() < until);
    yield done / steps
  }
  return 'done'
}

it('lets others have their turn in long work, tells how far it is, and gives the result', async () => {
  const events: (number | 'another task')[] = []
  setTimeout(() => events.push('another task'))
  const { signal } = new AbortController()
  expect(await inSlices(busy(20, 10), { signal, onProgress: (share) => events.push(share) })).toBe('done')
  expect(events.length).toBeGreaterThan(2)
  expect(events.slice(0, -1)).toContain('another task')
  const shares = events.filter((event) => event !== 'another task')
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
})

it('tells of no progress where one slice is enough', async () => {
  const told: number[] = []
  const { signal } = new AbortController()
  await inSlices(busy(3, 0), { signal, onProgress: (share) => told.push(share) })
  expect(told).toEqual([])
})

it('stops when nobody waits any more', async () => {
  const steps = busy(1000, 10)
  const ends = new AbortController()
  const result = inSlices(steps, { signal: ends.signal, onProgress: () => ends.abort() })
  await expect(result).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
  expect(steps.next().done).toBe(false)
})
