/** Programs that do their worst to a check run: each comes out clearly, and the place goes on. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { check } from '../../harness/check.ts'
import type { CheckPlace } from '../../server/checks/check-place.ts'
import { openTestPlace, reportsOf } from './lesson-place.ts'

const port = 8080

let place: CheckPlace
beforeAll(async () => {
  place = await openTestPlace()
})
afterAll(() => place.close())

const program = (handler: string) => ({
  files: {
    'server.js': `const io = new (require('socket.io').Server)(${port});\nio.on('connection', (socket) => {\n${handler}\n});\n`,
  },
  entry: 'server.js',
  port,
})
const alone = (source: string) => ({ files: { 'server.js': source }, entry: 'server.js', port })

const answers = check('answers', ['ann'], async ({ ann }, trace) => {
  await ann.emit('message', 'hi')
  await trace.delivered('message', { to: [ann], args: ['hi'] })
})
const keepsStill = check('keeps-still', ['ann'], async ({ ann }, trace) => {
  await trace.notDelivered('secret', { to: [ann] })
})

const silent = { started() {}, finished() {} }

test.concurrent('a program that never listens is not started, and is tried once for all checks', async () => {
  const reports = await reportsOf(place, [answers, keepsStill], alone('setInterval(() => {}, 1000)'))
  expect(reports).toMatchObject([
    { id: 'answers', state: 'not-started', start: { problem: 'never-listens' } },
    { id: 'keeps-still', state: 'not-started', durationMs: expect.closeTo(0, -2) },
  ])
})

test('a program that exits at once is told with the reason of its end', async () => {
  const [report] = await reportsOf(place, [answers], alone('process.exit(3)'))
  expect(report).toMatchObject({ state: 'not-started', start: { problem: 'start-failed', reason: 'exited' } })
})

test('a program that hangs over a message does not answer, and that is what is told', async () => {
  const hangs = program("socket.on('message', () => { while (true); })")
  const [report] = await reportsOf(place, [answers], hangs)
  expect(report).toMatchObject({ state: 'failed', failure: { code: 'server-blocked' } })
})

test('a program that is ended because it hangs has ended', async () => {
  const strict = await openTestPlace({ unresponsiveMs: 1_000 })
  try {
    const hangs = program("socket.on('message', () => { while (true); })")
    // Who does not come back is waited for longest: the end is there before.
    const waits = check('waits', ['ann', 'ben'], async ({ ann, ben }, trace) => {
      await trace.connected(ben)
      await ben.close()
      await trace.disconnected(ben)
      await ann.emit('message', 'hi')
      await trace.connected(ben)
    })
    expect(await reportsOf(strict, [waits], hangs)).toMatchObject([
      { state: 'failed', failure: { code: 'server-ended', reason: 'unresponsive' } },
    ])
  } finally {
    await strict.close()
  }
})

test.concurrent('a program that is busy from its first line on is not started, and told to be busy', async () => {
  const [report] = await reportsOf(place, [answers], alone('while (true);'))
  expect(report).toMatchObject({ state: 'not-started', start: { problem: 'start-blocked' } })
})

test('a program that never falls silent is judged all the same, also by a negative', async () => {
  const flood = program(
    "setInterval(() => { for (let i = 0; i < 50; i += 1) socket.emit('flood', i) }, 5); socket.on('message', (text) => socket.emit('message', text))",
  )
  const reports = await reportsOf(place, [answers, keepsStill], flood)
  expect(reports).toMatchObject([{ state: 'passed' }, { state: 'passed' }])
})

test('an abort ends a run that is under way, and the place takes the next', async () => {
  const aborting = new AbortController()
  const waits = check('waits', ['ann'], async ({ ann }, trace) => {
    aborting.abort(new Error('enough'))
    await trace.delivered('never', { to: [ann] })
  })
  await expect(place.run([waits, answers], program(''), silent, aborting.signal)).rejects.toThrow('enough')
  const echo = program("socket.on('message', (text) => socket.emit('message', text))")
  expect(await reportsOf(place, [answers], echo)).toMatchObject([{ state: 'passed' }])
})

test('two runs at once do not see each other', async () => {
  const echo = program("socket.on('message', (text) => socket.emit('message', text))")
  const [one, two] = await Promise.all([
    reportsOf(place, [answers], echo),
    reportsOf(place, [answers], program('')),
  ])
  expect(one).toMatchObject([{ state: 'passed' }])
  expect(two).toMatchObject([{ state: 'failed', failure: { code: 'not-delivered' } }])
})
