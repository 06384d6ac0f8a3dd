/** Every end has a reason. */
import { describe, expect, test } from 'vitest'
import { echo, type Start } from './isolation-run.ts'

export function describeEnds(start: Start): void {
  describe('the end', () => {
    test.each([
      ['by process.exit', 'process.exit(3)', { reason: 'exited', exitCode: 3 }],
      ['by having nothing left to do', 'setTimeout(() => {}, 10)', { reason: 'exited', exitCode: 0 }],
      [
        'by a signal of its own',
        `process.kill(process.pid, 'SIGKILL')`,
        { reason: 'killed', signal: 'SIGKILL' },
      ],
      ['by abort', 'process.abort()', { reason: 'killed', signal: 'SIGABRT' }],
    ])('%s is told', async (_, text, end) => {
      const run = await start({ 'server.js': text })
      expect(await run.ended).toEqual(end)
    })

    test('by a kill carries its reason, and later kills wait for the first', async () => {
      const run = await start(echo)
      await run.listening(8080)
      const ends = await Promise.all([run.sandbox.kill('restarted'), run.sandbox.kill('closed'), run.ended])
      expect(ends).toEqual([{ reason: 'restarted' }, { reason: 'restarted' }, { reason: 'restarted' }])
    })

    test('of a process that never got files is told too', async () => {
      const run = await start(echo)
      await run.sandbox.kill('closed')
      expect(() => run.sandbox.send({ type: 'write', files: {} })).not.toThrow()
    })

    test('comes when the time is over', async () => {
      const run = await start(echo, { wallClockMs: 300 })
      expect(await run.ended).toEqual({ reason: 'wall-clock' })
    })

    test('comes when the event loop stands still', async () => {
      const run = await start({ 'server.js': `setTimeout(() => { for (;;); }, 20)` }, { unresponsiveMs: 600 })
      expect(await run.ended).toEqual({ reason: 'unresponsive' })
    })

    test('does not come to a busy loop that turns', async () => {
      const run = await start(
        { 'server.js': `const spin = () => setImmediate(spin); spin(); process.nextTick(() => {})` },
        { unresponsiveMs: 300, wallClockMs: 2000 },
      )
      expect(await run.ended).toEqual({ reason: 'wall-clock' })
    })

    test('leaves nothing that was said before unsaid', async () => {
      const run = await start({
        'server.js': `for (let i = 0; i < 500; i++) console.log(i); process.stdout.write('a'.repeat(50000)); process.exit(0)`,
      })
      await run.ended
      expect(run.lines).toHaveLength(500)
      expect(run.output.stdout).toHaveLength(50_000)
    })
  })
}
