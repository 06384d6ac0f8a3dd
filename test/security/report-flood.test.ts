/** Hostile input 11 of the design: floods of the trace's channel, forged or real, cost the host and the console little. */
import { expect, test } from 'vitest'
import { ProgramRun } from '../contract/isolation-run.ts'
import { expectContained, isolation } from './sandbox-neighbour.ts'

const frames = `const fs = require('fs')
  const frame = (body) => { const head = Buffer.alloc(4); head.writeUInt32LE(body.length); return Buffer.concat([head, Buffer.from(body)]) }`
const state = { clock: '1', server: 1, kind: 'state', socket: 'a', what: 'data', text: 'x'.repeat(100) }
const message = (reports: readonly object[]) => JSON.stringify({ type: 'instrument', reports })
/** A second's share, and at most four seconds of a run. */
const mostPassed = 20_000 * 4

test.each([
  ['as fast as it can, in full messages', message(Array.from({ length: 50 }, () => state))],
  ['one a message', message([state])],
  ['that are none', '{"type":"instrument","reports":[7]}'],
  ['as large as can be', message(Array.from({ length: 50 }, () => ({ ...state, text: 'x'.repeat(2000) })))],
])('a program that forges reports %s is hardly read, and what it cannot say is counted', async (_, body) => {
  const text = `${frames}
    const chunk = Buffer.concat(Array(20).fill(frame(${JSON.stringify(body)})))
    console.log('begins')
    for (;;) fs.writeSync(4, chunk)`
  const run = await expectContained(['wall-clock'], () =>
    ProgramRun.start(isolation, { 'main.js': text }, { wallClockMs: 2500 }),
  )
  const passed = run.of('instrument').reduce((sum, { reports }) => sum + reports.length, 0)
  expect(passed).toBeLessThanOrEqual(mostPassed)
  expect(run.dropped.reports).toBeGreaterThan(1000)
  expect(run.lines).toEqual(['begins'])
})

test('a program that emits without end still has its console heard, and says what the trace lacks', async () => {
  const text = `const io = new (require('socket.io').Server)()
    let line = 0
    setInterval(() => console.log('line', ++line), 20)
    const flood = () => { for (let count = 0; count < 1000; count++) io.emit('tick', count); setImmediate(flood) }
    flood()`
  const run = await expectContained(['wall-clock'], () =>
    ProgramRun.start(isolation, { 'main.js': text }, { wallClockMs: 2500 }),
  )
  const reports = run.of('instrument').flatMap((message) => message.reports)
  const emits = reports.flatMap((report) => (report.kind === 'emit' ? [report] : []))
  expect(emits.length).toBeGreaterThan(5000)
  expect(emits.length).toBeLessThan(mostPassed)
  // Of so many calls the first of a second have their place.
  expect([emits[0]?.line, emits.at(5000)?.line]).toEqual([4, undefined])
  expect(reports.some(({ kind }) => kind === 'dropped')).toBe(true)
  // What the instrumentation sends of itself is within what the host grants it.
  expect(run.dropped).toEqual({ 'output-bytes': 0, reports: 0 })
  expect(run.lines.map((line) => Number(line.split(' ')[1]))).toEqual(run.lines.map((_, index) => index + 1))
  expect(run.lines.length).toBeGreaterThan(20)
})
