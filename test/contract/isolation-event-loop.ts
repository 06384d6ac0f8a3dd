/** Part of the contract of `Isolation`: a program whose event loop stands still for a while is told, and goes on. */
import { describe, expect, test } from 'vitest'
import type { Start } from './isolation-run.ts'

/** Computes for so long, in the processor's own time: a busy machine makes it longer, never shorter. */
const busyFor = (ms: number) =>
  `for (const from = process.cpuUsage(), used = () => process.cpuUsage(from); used().user + used().system < ${ms * 1000};);`

export function describeEventLoop(start: Start): void {
  describe('an event loop', () => {
    test('that stands still and goes on is told twice, and the run goes on', async () => {
      await using run = await start({
        'server.js': `const { createServer } = require('node:http')
createServer((req, res) => {
  ${busyFor(1200)}
  res.end('done')
}).listen(8080)`,
      })
      await run.listening(8080)
      const answer = run.get(8080)
      run.sandbox.touch()
      expect(await answer).toBe('done')
      const [blocked, unblocked] = await run.until(() => run.eventLoop.length >= 2 && run.eventLoop)
      expect(blocked).toMatchObject({ phase: 'blocked' })
      expect(unblocked).toMatchObject({ phase: 'unblocked' })
      expect(unblocked?.forMs).toBeGreaterThan(blocked?.forMs ?? Infinity)
    })

    test('that stands still from the first line on is told before the program listens', async () => {
      await using run = await start({ 'server.js': 'while (true);' })
      await run.until(() => run.eventLoop.length > 0)
      expect(run.eventLoop).toEqual([{ phase: 'blocked', forMs: expect.any(Number) }])
      expect(run.of('listening')).toEqual([])
    })
  })
}
