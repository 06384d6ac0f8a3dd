/** Hostile input 50 of the design: a start that is given up leaks no place, whoever leaves at whatever moment. */
import { createServer } from 'node:http'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openControlChannel } from '../../server/control/control.ts'
import { defaultLimits } from '../../server/limits.ts'
import { Sessions } from '../../server/session/sessions.ts'
import { ControlClient } from '../control-client.ts'

/** Its sessions come when the test says so: a disk that is slow to give the last one's place back. */
class SlowSessions extends Sessions {
  readonly gate = Promise.withResolvers<void>()
  asked = 0

  override async open() {
    this.asked += 1
    await this.gate.promise
    return super.open()
  }
}

let folder: string
let sessions: SlowSessions
let origin: string
let end: () => Promise<void>
const faults: unknown[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wirelab-control-'))
  sessions = new SlowSessions({
    isolation: 'bubblewrap',
    limits: defaultLimits,
    folder: join(folder, 'sessions'),
    takeProcess: () => Promise.reject(new Error('Nothing runs here.')),
    opened: () => () => undefined,
    applyFault: () => undefined,
    runEnded: () => undefined,
    fault: (_stage, error) => faults.push(error),
  })
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  // A TCP server's address is an object.
  origin = `http://localhost:${(http.address() as AddressInfo).port}`
  const closeControl = openControlChannel({
    http,
    siteOrigin: origin,
    sessions,
    limits: defaultLimits,
    isolation: 'bubblewrap',
    modules: {},
    paneOrigin: (id) => id,
    fault: (_stage, error) => faults.push(error),
  })
  end = async () => {
    await closeControl()
    await sessions.close()
    await rm(folder, { recursive: true })
  }
})
afterEach(async () => {
  await end()
  expect(faults.splice(0)).toEqual([])
})

test('a page that goes away before its session is there leaves none behind', async () => {
  const client = new ControlClient(origin)
  client.socket.emit('open', {}, () => undefined)
  await vi.waitFor(() => expect(sessions.asked).toBe(1))
  const gone = new Promise((resolve) => client.socket.once('disconnect', resolve))
  client.lose()
  await gone
  // A later connection on the same server is answered after the lost one is noticed.
  const other = new ControlClient(origin)
  const opened = other.open()
  await vi.waitFor(() => expect(sessions.asked).toBe(2))
  sessions.gate.resolve()
  await opened
  await vi.waitFor(() => expect(sessions.count).toBe(1))
  other.close()
  await vi.waitFor(() => expect(sessions.count).toBe(0))
})

test('a page that asks twice while it waits has one session', async () => {
  const client = new ControlClient(origin)
  const replies = Promise.all([client.socket.emitWithAck('open', {}), client.socket.emitWithAck('open', {})])
  await vi.waitFor(() => expect(sessions.asked).toBeGreaterThan(0))
  sessions.gate.resolve()
  expect((await replies).filter(({ ok }) => ok)).toHaveLength(1)
  expect(await replies).toHaveLength(2)
  expect(sessions.count).toBe(1)
  client.close()
  await vi.waitFor(() => expect(sessions.count).toBe(0))
})

test('a session that is being closed cannot be taken up again, and run a program that nobody would end', async () => {
  sessions.gate.resolve()
  const session = await sessions.open()
  if (!session) throw new Error('The server has places.')
  const closing = session.close()
  expect(sessions.find(session.id, session.secret)).toBeUndefined()
  await closing
})
