/** What a program says arrives, with the place it was said at. */
import { describe, expect, test } from 'vitest'
import { type Start } from './isolation-run.ts'

export function describeConsole(start: Start): void {
  describe('what a program says', () => {
    test('is reported with level, texts and the place of the call', async () => {
      await using run = await start({
        'server.js': [
          `console.log('text', 1, { a: [true] })`,
          `console.debug('d'); console.info('i'); console.warn('w'); console.error('e')`,
          `console.log('%s has %d', 'Ann', 2)`,
          `setInterval(() => {}, 1000)`,
        ].join('\n'),
      })
      await run.until(() => run.lines.length === 6)
      expect(
        run.of('console').map(({ level, parts, file, line, column }) => [level, parts, file, line, column]),
      ).toEqual([
        ['log', ['text', '1', '{ a: [ true ] }'], 'server.js', 1, 9],
        ['debug', ['d'], 'server.js', 2, 9],
        ['info', ['i'], 'server.js', 2, 29],
        ['warn', ['w'], 'server.js', 2, 48],
        ['error', ['e'], 'server.js', 2, 67],
        ['log', ['Ann has 2'], 'server.js', 3, 9],
      ])
      expect(run.output).toEqual({ stdout: '', stderr: '' })
    })

    test('keeps its place when the program formats stacks in its own way', async () => {
      await using run = await start({
        'server.js': `Error.prepareStackTrace = () => 'mine'; Error.stackTraceLimit = 0\nconsole.log('here')\nsetInterval(() => {}, 1000)`,
      })
      await run.until(() => run.lines.length === 1)
      expect(run.of('console')[0]).toMatchObject({ file: 'server.js', line: 2, column: 9 })
    })

    test('comes as text of the streams when it is written to them', async () => {
      await using run = await start({
        'server.js': `process.stdout.write('übung'); process.stderr.write('wrong\\n'); setInterval(() => {}, 1000)`,
      })
      await run.until(() => run.output.stdout === 'übung' && run.output.stderr === 'wrong\n')
      expect(run.lines).toEqual([])
    })

    test('survives values that refuse to be shown', async () => {
      await using run = await start({
        'server.js': `
          const { inspect } = require('util')
          const loop = {}; loop.self = loop
          console.log(loop, { [inspect.custom]() { throw new Error('no') } }, 'x'.repeat(1e6), JSON.parse('{"__proto__":1}'))
          setInterval(() => {}, 1000)`,
      })
      await run.until(() => run.lines.length === 1)
      const [loop, refusing, long] = run.of('console')[0]?.parts ?? []
      expect([loop, refusing]).toEqual(['<ref *1> { self: [Circular *1] }', '[could not be shown]'])
      expect(long?.length).toBeLessThan(70_000)
    })
  })
}
