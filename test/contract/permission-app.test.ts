/** The product at the level `permission`: what its page is told, and that only this machine reaches it. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { permissionIsolation } from '../../server/sandbox/permission.ts'
import { prepareStage } from '../../server/sandbox/stage.ts'
import { startTestApp, type TestApp } from '../app.ts'
import { ControlClient } from '../control-client.ts'
import { becomeOrdinaryUser } from '../ordinary-user.ts'

const stage = await prepareStage()
becomeOrdinaryUser()

let app: TestApp
/** Empty: the built site may stand where an ordinary user cannot read. */
let site: string
beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), 'wirelab-site-'))
  app = await startTestApp({}, site, async () => ({
    ok: true,
    isolation: permissionIsolation(stage, { node: stage.node }),
    modules: stage.modules,
    summary: '',
    better: null,
  }))
})
afterAll(async () => {
  await app.close()
  await rm(site, { recursive: true })
})

const files = {
  'server.js': `require('http').createServer((request, response) => response.end('hello ' + request.headers.host)).listen(8080)`,
}

test('the page is told the level, and its program answers through the gateway', async () => {
  const client = new ControlClient(app.origin)
  const { isolation, paneOrigin } = await client.open()
  expect(isolation).toBe('permission')
  await client.run(files)
  expect(await client.event('run', (event) => event.phase === 'start')).toMatchObject({ isolation })
  await client.event('run', (event) => event.phase === 'listen')
  const { host } = new URL(paneOrigin.replace('{client}', 'ann').replace('{port}', '8080'))
  const [response] = (await once(
    request({ host: '127.0.0.1', port: app.port, headers: { host } }).end(),
    'response',
  )) as [NodeJS.ReadableStream]
  let body = ''
  for await (const chunk of response) body += String(chunk)
  expect(body).toBe('hello localhost:8080')
  client.close()
  expect(app.faults).toEqual([])
})

test('no address but the loopback leads to the server', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address, scopeid }) => (scopeid ? `${address}%${scopeid}` : address))
  // 127.0.0.2 is this machine too, and stands for the others on one without a network.
  for (const host of ['127.0.0.2', ...others]) {
    const socket = connect({ host, port: app.port })
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException]
    expect(error.code, host).toMatch(/^E(?:CONNREFUSED|HOSTUNREACH|ADDRNOTAVAIL)$/)
  }
})
