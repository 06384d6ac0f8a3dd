import { once } from 'node:events'
import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { LinePrinter } from '../../server/cli/line-printer.ts'

/** Takes nothing until it is told to; then everything. */
function sleeper() {
  const taken: string[] = []
  let wake: (() => void) | undefined
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      taken.push(chunk)
      if (wake === undefined) wake = done
      else done()
    },
  })
  return { stream, taken, wake: () => wake?.() }
}

test('lines that nobody reads wait up to a bound; the rest is counted where it is missing', async () => {
  const { stream, taken, wake } = sleeper()
  const printer = new LinePrinter(stream)
  const line = 'y'.repeat(1_048_575)
  for (let count = 0; count < 10; count += 1) printer.print(line)
  expect(stream.writableLength).toBeLessThan(6 * 1_048_576)
  const drained = new Promise((resolve) => stream.once('drain', resolve))
  wake()
  await drained
  printer.print('after')
  const told = taken.filter((text) => !text.startsWith('y'))
  expect(told).toEqual([`dropped: ${10 - (taken.length - 2)} lines that nobody read in time\n`, 'after\n'])
  printer.tellLeftOut()
  expect(taken.at(-1)).toBe('after\n')
})

test('what is missing at the end is counted there', async () => {
  const { stream, taken, wake } = sleeper()
  const printer = new LinePrinter(stream)
  for (let count = 0; count < 6; count += 1) printer.print('y'.repeat(1_048_575))
  printer.tellLeftOut()
  stream.end()
  wake()
  await once(stream, 'finish')
  expect(taken.at(-1)).toBe('dropped: 2 lines that nobody read in time\n')
})
