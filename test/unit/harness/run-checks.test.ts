import { expect, test } from 'vitest'
import { check, pageCheck, type Check } from '../../../harness/check.ts'
import { outcomeText } from '../../../harness/outcome-words.ts'
import { runChecks, type CheckReport } from '../../../harness/run-checks.ts'
import { scriptedDriver, type Outbox, type ScriptedServer } from './scripted-driver.ts'

const silent = { started() {}, finished() {} }

async function run(checks: readonly Check[], server: ScriptedServer): Promise<CheckReport[]> {
  const driver = scriptedDriver(server)
  try {
    return await runChecks(checks, driver, silent, new AbortController().signal)
  } finally {
    expect([...driver.present]).toEqual([])
    await driver.close()
  }
}

const outcome = async (one: Check, server: ScriptedServer) => (await run([one], server))[0]

const clients = ['ann', 'ben', 'cat'] as const

const othersHear = check('others-hear', clients, async ({ ann, ben, cat }, trace) => {
  await ann.emit('message', 'hi')
  await trace.delivered('message', { to: [ben, cat], args: ['hi'] })
  await trace.notDelivered('message', { to: [ann] })
})

const frameTo = (client: string, data: string) =>
  ({
    kind: 'frame',
    origin: 'gateway',
    link: `old-${client}`,
    client,
    direction: 'down',
    transport: 'websocket',
    form: 'text',
    size: data.length,
    data,
  }) as const

const toAll =
  (names: readonly string[]) => (_: string, event: string, args: readonly unknown[], out: Outbox) => {
    for (const name of names) out.send(name, event, ...args)
  }

test.concurrent('a program that behaves passes, and each check has events of its own in the trace', async () => {
  const [first, second] = await run([othersHear, othersHear], { on: toAll(['ben', 'cat']) })
  expect(first).toMatchObject({ state: 'passed', id: 'others-hear' })
  expect(second?.events.after).toBeGreaterThanOrEqual(first?.events.last ?? Infinity)
})

test.concurrent('what connection state recovery writes behind the arguments is not the program’s', async () => {
  const hears = check('hears', ['ann'], async ({ ann }, trace) => {
    await ann.emit('ask')
    await trace.delivered('news', { to: [ann], args: [{ value: 1 }] })
    await trace.delivered('word', { to: [ann], args: ['tea'] })
    await trace.delivered('asked', { to: [ann], args: ['an-answer'] })
  })
  const recovering: ScriptedServer = {
    on: (_client, _event, _args, out) => {
      out.frame('ann', '40{"sid":"a","pid":"b"}')
      out.frame('ann', '42["news",{"value":1},"Q88z32x"]')
      out.frame('ann', '42["word","tea"]')
      out.frame('ann', '427["asked","an-answer"]')
    },
  }
  expect(await outcome(hears, recovering)).toMatchObject({ state: 'passed' })
  const plain: ScriptedServer = {
    on: (_client, _event, _args, out) => out.frame('ann', '42["news",{"value":1},"Q88z32x"]'),
  }
  expect(await outcome(hears, plain)).toMatchObject({ failure: { code: 'not-delivered' } })
})

test.concurrent('what did not come is told with all that did', async () => {
  const report = await outcome(othersHear, { on: toAll(['ben']) })
  expect(report).toMatchObject({
    state: 'failed',
    failure: { code: 'not-delivered', client: 'cat', event: 'message', args: '"hi"', seen: [] },
  })
})

test.concurrent('what came to the wrong client is told with the packet that shows it', async () => {
  const report = await outcome(othersHear, { on: toAll(['ann', 'ben', 'cat']) })
  expect(report).toMatchObject({
    state: 'failed',
    failure: { code: 'delivered', client: 'ann', seen: [{ event: 'message', args: '"hi"' }] },
  })
  expect(report?.state === 'failed' && report.failure.evidence).toHaveLength(1)
})

test.concurrent('what a run before did counts for nothing, however late it is heard of', async () => {
  const driver = scriptedDriver({ on: toAll(['ben', 'cat']) })
  const late = {
    ...driver,
    async start(signal: AbortSignal) {
      // Of the run before: its last packet to Ann, which the trace tells only now.
      driver.trace.append(frameTo('ann', '42["message","hi"]'))
      return driver.start(signal)
    },
  }
  const [report] = await runChecks([othersHear], late, silent, new AbortController().signal)
  expect(report).toMatchObject({ state: 'passed' })
  await driver.close()
})

test.concurrent('who has not come yet, as far as the trace knows, has not left', async () => {
  const welcome = Promise.withResolvers<void>()
  const driver = scriptedDriver({
    answer: (client, action) => {
      if (action.do === 'connect')
        void welcome.promise.then(() => driver.trace.append(frameTo(client, '40{"sid":"late"}')))
      return { ok: true, value: 'late' }
    },
  })
  let hasLeft = false
  const leaves = check('leaves', ['ann'], async ({ ann }, trace) => {
    const left = trace.disconnected(ann).then(() => (hasLeft = true))
    await trace.settled()
    expect(hasLeft).toBe(false)
    welcome.resolve()
    await trace.connected(ann)
    driver.trace.append(frameTo('ann', '41'))
    await left
  })
  const [report] = await runChecks([leaves], driver, silent, new AbortController().signal)
  expect(report).toMatchObject({ state: 'passed' })
  await driver.close()
})

test.concurrent('each check tells the trace where it begins, and how it came out with the packets that show it', async () => {
  const driver = scriptedDriver({ on: toAll(['ann', 'ben', 'cat']) })
  const [report] = await runChecks([othersHear], driver, silent, new AbortController().signal)
  driver.trace.flush()
  const steps = driver.trace.events.filter((event) => event.kind === 'check')
  const evidence = report?.state === 'failed' ? report.failure.evidence : []
  expect(evidence).toHaveLength(1)
  const failed = { phase: 'failed', outcome: 'failed', evidence }
  expect(steps).toMatchObject([
    { origin: 'checks', check: 'others-hear', phase: 'started' },
    { origin: 'checks', check: 'others-hear', ...failed },
  ])
  await driver.close()
})

test.concurrent('an event that comes more often than it must fails', async () => {
  const once = check('once', ['ann'], async ({ ann }, trace) => {
    await ann.emit('ask')
    await trace.delivered('answer', { to: [ann], times: 1 })
  })
  const twice: ScriptedServer = {
    on: (client, _event, _args, out) => {
      out.send(client, 'answer')
      out.send(client, 'answer')
    },
  }
  expect(await outcome(once, twice)).toMatchObject({
    failure: { code: 'delivered-times', times: 1, seenTimes: 2 },
  })
})

test.concurrent('an event that comes less often than it must fails by its number, as it did come', async () => {
  const twice = check('twice', ['ann'], async ({ ann }, trace) => {
    await ann.emit('ask')
    await trace.delivered('answer', { to: [ann], times: 2 })
  })
  const once: ScriptedServer = { on: (client, _event, _args, out) => out.send(client, 'answer') }
  expect(await outcome(twice, once)).toMatchObject({
    failure: { code: 'delivered-times', times: 2, seenTimes: 1 },
  })
})

test.concurrent('a program that ends while a check waits is the reason that is told', async () => {
  const report = await outcome(othersHear, { on: (_client, _event, _args, out) => out.end() })
  expect(report).toMatchObject({ state: 'failed', failure: { code: 'server-ended', reason: 'failed' } })
})

test.concurrent('a program that is blocked while a check waits is the reason that is told, with its event', async () => {
  const report = await outcome(othersHear, { on: (_client, _event, _args, out) => out.blocked() })
  expect(report).toMatchObject({ state: 'failed', failure: { code: 'server-blocked' } })
  const failure = report?.state === 'failed' ? report.failure : undefined
  // It was told after half a second, and the check waited two more.
  expect(failure?.code === 'server-blocked' && failure.forMs).toBeGreaterThanOrEqual(2_000)
  expect(failure?.evidence).toHaveLength(1)
})

test.concurrent('a program that was blocked and answers again is judged by what it did', async () => {
  const report = await outcome(othersHear, {
    on: (_client, _event, _args, out) => {
      out.blocked()
      out.unblocked()
    },
  })
  expect(report).toMatchObject({ failure: { code: 'not-delivered' } })
})

test.concurrent('what came though it must not is told also of a program that is blocked', async () => {
  const report = await outcome(othersHear, {
    on: (_client, _event, _args, out) => {
      for (const name of clients) out.send(name, 'message', 'hi')
      out.blocked()
    },
  })
  expect(report).toMatchObject({ failure: { code: 'delivered' } })
})

test.concurrent('a program that ends while it is blocked has ended', async () => {
  const report = await outcome(othersHear, {
    on: (_client, _event, _args, out) => {
      out.blocked()
      out.end()
    },
  })
  expect(report).toMatchObject({ failure: { code: 'server-ended' } })
})

test.concurrent('a program that does not start fails no check by assertion, and is tried once', async () => {
  const start = { ok: false, problem: 'syntax-error' } as const
  expect(await run([othersHear, othersHear], { start })).toMatchObject([
    { state: 'not-started', start },
    { state: 'not-started', start },
  ])
})

test.concurrent('what the console must say is looked for in the server’s lines', async () => {
  const logs = check('logs', ['ann'], async ({ ann }, trace) => {
    await ann.emit('message', 'hi')
    await trace.logged('hi')
  })
  const server = (line: string): ScriptedServer => ({ on: (_c, _e, _a, out) => out.log(line) })
  expect(await outcome(logs, server('said: hi'))).toMatchObject({ state: 'passed' })
  expect(await outcome(logs, server('silence'))).toMatchObject({
    failure: { code: 'not-logged', seen: ['silence'] },
  })
})

test.concurrent('a request is counted as often as it is answered, and its query does not matter', async () => {
  const asks = check('asks', ['ann'], async ({ ann }, trace) => {
    await ann.emit('ask')
    await trace.requested('/news', { from: ann, times: 2 })
  })
  const answering = (...status: number[]): ScriptedServer => ({
    on: (client, _event, _args, out) => status.forEach((each) => out.request(client, '/news?now', each)),
  })
  expect(await outcome(asks, answering(200, 304))).toMatchObject({ state: 'passed' })
  expect(await outcome(asks, answering(200, 404))).toMatchObject({
    failure: { code: 'not-requested', times: 2, seen: ['GET /news?now 200', 'GET /news?now 404'] },
  })
})

test.concurrent('a request that must not be made fails the check, also in vain and also late; one from before does not', async () => {
  const told = check('told', ['ann'], async ({ ann }, trace) => {
    await ann.emit('ask')
    const [news] = await trace.delivered('news', { to: [ann] })
    await trace.notRequested('/news', { from: ann, after: news?.seq ?? 0, forMs: 500 })
  })
  const asking = (afterMs?: number): ScriptedServer => ({
    on: (client, _event, _args, out) => {
      out.request(client, '/news')
      out.send(client, 'news')
      if (afterMs !== undefined) setTimeout(() => out.request(client, '/news', 404), afterMs)
    },
  })
  expect(await outcome(told, asking())).toMatchObject({ state: 'passed' })
  for (const afterMs of [0, 400]) {
    expect(await outcome(told, asking(afterMs))).toMatchObject({
      failure: { code: 'requested', client: 'ann', path: '/news', seen: ['GET /news 404'] },
    })
  }
})

test.concurrent('a page is read until it shows what it must, and watched for what it must not show', async () => {
  let looks = 0
  const answer = () => ({ ok: true as const, value: looks++ < 2 ? ['…'] : ['hi there'] })
  const shows = pageCheck('shows', ['ann'], async ({ ann }) => {
    await ann.shows('hi')
    await ann.showsNot('<b>')
  })
  expect(await outcome(shows, { answer })).toMatchObject({ state: 'passed' })
  const hides = pageCheck('hides', ['ann'], async ({ ann }) => ann.showsNot(/hi/, '#list'))
  expect(await outcome(hides, { answer })).toMatchObject({
    failure: { code: 'shown', client: 'ann', selector: '#list', text: '/hi/', seen: 'hi there' },
  })
})

test.concurrent('a client’s problem fails the check; a mistake in the check itself does not pass for one', async () => {
  const answer = () => ({ ok: false as const, problem: 'no-element' as const, detail: '' })
  const fills = pageCheck('fills', ['ann'], async ({ ann }) => ann.fill('#text', 'hi'))
  expect(await outcome(fills, { answer })).toMatchObject({
    failure: { code: 'no-element', selector: '#text' },
  })
  const broken = check('broken', ['ann'], async ({ ann }) => {
    await ann.close()
    await ann.emit('message')
  })
  await expect(run([broken], {})).rejects.toThrow('The check uses ann while it is closed.')
})

test.concurrent('an aborted run closes its clients and says so', async () => {
  const driver = scriptedDriver({})
  const controller = new AbortController()
  const waits = check('waits', ['ann'], async ({ ann }, trace) => {
    controller.abort(new Error('enough'))
    await trace.delivered('never', { to: [ann] })
  })
  await expect(runChecks([waits], driver, silent, controller.signal)).rejects.toThrow('enough')
  expect([...driver.present]).toEqual([])
  await driver.close()
})

test.concurrent('a request that the server never answers fails the check before it overruns', async () => {
  const route = check('route', ['ann'], async ({ ann }) => {
    await ann.fetch('/silent')
  })
  const answer: ScriptedServer['answer'] = (client, { do: what }) =>
    what === 'fetch' ? Promise.withResolvers<never>().promise : { ok: true, value: `${client}-id` }
  expect(await outcome(route, { answer })).toMatchObject({
    state: 'failed',
    failure: { code: 'no-response', client: 'ann', path: '/silent' },
  })
})

const seenBy = async (one: Check, server: ScriptedServer) => {
  const report = await outcome(one, server)
  return report && outcomeText(report, 'en', (name) => name)?.seen
}

test.concurrent('errors of the pages are told with what a page does not do, each once, and are what shows it', async () => {
  const shows = pageCheck('shows', ['ann', 'ben'], async ({ ben }) => ben.shows('hi'))
  const answer: ScriptedServer['answer'] = (client, _action, out) => {
    out.pageError(client, { name: 'TypeError', message: 'form is null', file: 'index.html', line: 12 })
    return { ok: true, value: ['…'] }
  }
  const report = await outcome(shows, { answer })
  expect(report && outcomeText(report, 'en', (name) => name)?.seen).toEqual([
    '…',
    'Error in ben’s page: TypeError: form is null (index.html:12)',
  ])
  expect(report?.state === 'failed' && report.failure.evidence).toHaveLength(1)
})

test.concurrent('what the server’s console says of an error is told once, with what did not come', async () => {
  const asks = check('asks', ['ann'], async ({ ann }, trace) => {
    await ann.emit('ask')
    await trace.delivered('news', { to: [ann] })
  })
  const on: ScriptedServer['on'] = (_client, _event, _args, out) => {
    out.log('a word')
    const error = 'ReferenceError: socket is not defined'
    for (const stack of ['\n    at server.js:3:1', '']) out.logError(error + stack)
    out.logError('    at server.js:3:1')
  }
  expect(await seenBy(asks, { on })).toEqual([
    'ann received no event at all.',
    'In the server’s console: ReferenceError: socket is not defined',
  ])
})

test.concurrent('a client without a connection: refused, lost, or none at all', async () => {
  const joins = check('joins', ['ann'], async ({ ann }) => ann.emit('hi'))
  const gone = { ok: false, problem: 'not-connected', detail: '' } as const
  const path = '/socket.io/?EIO=4&transport=websocket'
  expect(await seenBy(joins, { answer: (client, _, out) => (out.request(client, path, 404), gone) })).toEqual(
    ['What listens on this port knows nothing of Socket.IO: it answered GET /socket.io/ with 404.'],
  )
  const meets: ScriptedServer['answer'] = (client, { do: what }, out) => {
    if (what !== 'connect') return gone
    out.frame(client, '40{"sid":"x"}')
    out.frame(client, '41')
    return { ok: true, value: 'x' }
  }
  expect(await seenBy(joins, { answer: meets })).toEqual(['There was a connection, and it is over.'])
  expect(await seenBy(joins, { answer: () => gone })).toEqual(['No connection was made.'])
  // The server’s own refusal has its own words.
  const refusal = { ...gone, detail: 'invalid password' }
  expect(await seenBy(joins, { answer: () => refusal })).toEqual(['invalid password'])
})

test.concurrent('a page that does not load is told with what the server answered instead', async () => {
  const shows = pageCheck('shows', ['ann'], async ({ ann }) => ann.shows('hi'))
  const missing = { ok: false, problem: 'no-page', detail: '' } as const
  expect(
    await seenBy(shows, { answer: (client, _, out) => (out.request(client, '/', 404), missing) }),
  ).toEqual(['The server answered 404 in place of a page.'])
  expect(await seenBy(shows, { answer: () => missing })).toEqual(['It did not load.'])
})
