import { readdirSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test, vi } from 'vitest'
import { startTestApp } from '../app.ts'
import { ControlClient } from '../control-client.ts'
import { descendants } from '../processes.ts'

// The product runs in this process, so this process shows what it keeps.
setFlagsFromString('--expose-gc')
const collectGarbage: unknown = runInNewContext('gc')

function heapMiB(): number {
  if (typeof collectGarbage === 'function') collectGarbage()
  return process.memoryUsage().heapUsed / 1_048_576
}

const openDescriptors = () => readdirSync('/proc/self/fd').length

const program = `
const app = require('express')()
const http = require('http').Server(app)
require('socket.io')(http).on('connection', (socket) => socket.emit('greeting'))
http.listen(8080)
`

test('fifty runs in a row leak no process, no descriptor and no megabyte', async () => {
  const app = await startTestApp()
  const client = new ControlClient(app.origin)
  await client.open()
  const run = async () => {
    const number = await client.run({ 'server.js': program })
    await client.event('run', (event) => event.run === number && event.phase === 'listen')
  }
  const settled = async () => {
    await client.socket.emitWithAck('stop', {})
    // The store of warm processes fills up again in the background.
    await vi.waitFor(() => expect(descendants(process.pid).length).toBe(atRest), { timeout: 10_000 })
  }
  // The first runs fill caches, and show how many processes wait at rest.
  for (let warmUp = 0; warmUp < 5; warmUp += 1) await run()
  await client.socket.emitWithAck('stop', {})
  const atRest = await restingProcesses()
  const before = { descriptors: openDescriptors(), heap: heapMiB() }

  for (let number = 0; number < 50; number += 1) await run()

  await settled()
  client.events.length = 0
  // A process that has just become warm may still be closing what it was started with.
  await vi.waitFor(() => expect(openDescriptors()).toBeLessThanOrEqual(before.descriptors), {
    timeout: 10_000,
  })
  expect(heapMiB() - before.heap).toBeLessThan(1)
  client.close()
  await app.close()
  expect(descendants(process.pid)).toEqual([])
  expect(app.faults).toEqual([])
}, 120_000)

/** How many processes there are once their number has stayed the same for a while. */
async function restingProcesses(): Promise<number> {
  let last = -1
  let since = performance.now()
  await vi.waitFor(
    () => {
      const count = descendants(process.pid).length
      if (count !== last) since = performance.now()
      last = count
      expect(performance.now() - since).toBeGreaterThan(1_500)
    },
    { timeout: 20_000, interval: 100 },
  )
  return last
}
