/** TypeScript of a page: what the gateway makes of it for a script, and what it leaves alone. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  ask,
  recordingTarget,
  startGatewayWorld,
  startRawServer,
  type GatewayWorld,
  type RecordingTarget,
} from '../fixtures/gateway/gateway-world.ts'

let world: GatewayWorld
let target: RecordingTarget
let answer: { head: string; body: string }
/** Requests as the learner's server got them. */
let requests: string[]
let server: Awaited<ReturnType<typeof startRawServer>>

beforeEach(async () => {
  requests = []
  world = await startGatewayWorld()
  server = await startRawServer((socket, request) => {
    requests.push(request)
    socket.end(`HTTP/1.1 ${answer.head}\r\nContent-Length: ${answer.body.length}\r\n\r\n${answer.body}`)
  })
  target = recordingTarget('a', { ports: { 8080: server.port } })
  world.gateway.register(target)
})
afterEach(async () => {
  await server.close()
  await world.close()
})

const source = 'const a: number = 1\n'
const video =
  '200 OK\r\nContent-Type: video/mp2t\r\nETag: "one"\r\nContent-MD5: x\r\nCache-Control: max-age=60'

function askAs(destination: string, path = '/client.ts', headers: Record<string, string> = {}) {
  const host = world.paneHost(target, 8080)
  return ask(world.port, path, { headers: { host, 'sec-fetch-dest': destination, ...headers } })
}

test('a script gets it without types, as JavaScript, and is not told that nothing changed', async () => {
  answer = { head: video, body: source }
  const got = await askAs('script', '/client.ts?v=1', {
    'if-none-match': '"one"',
    'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT',
    range: 'bytes=0-3',
    'accept-encoding': 'gzip',
  })
  expect(got.status).toBe(200)
  expect(got.body.toString()).toBe('const a         = 1\n')
  expect(got.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'content-length': String(source.length),
    'cache-control': 'no-store',
  })
  for (const name of ['content-md5', 'etag']) expect(got.headers).not.toHaveProperty(name)
  expect(requests[0]).toMatch(/^GET \/client\.ts\?v=1 /)
  expect(requests[0]).not.toMatch(/if-none-match|if-modified-since|^range|gzip/im)
  expect(target.of('http')).toMatchObject([
    { path: '/client.ts?v=1', status: 200, responseBytes: source.length },
  ])
})

describe('stays as the server sent it', () => {
  test.each([
    ['asked for by a program of the page', 'empty', '/client.ts', video],
    ['under another name', 'script', '/client.tsx', video],
    [
      'when the server calls it JavaScript',
      'script',
      '/client.ts',
      '200 OK\r\nContent-Type: text/javascript',
    ],
    [
      'in a page that says what is wrong',
      'script',
      '/client.ts',
      '404 Not Found\r\nContent-Type: text/plain',
    ],
    ['compressed against our wish', 'script', '/client.ts', `${video}\r\nContent-Encoding: br`],
  ])('%s', async (_case, destination, path, head) => {
    answer = { head, body: source }
    const got = await askAs(destination, path)
    expect(got.body.toString()).toBe(source)
    expect(got.headers['content-type']).toBe(/Content-Type: ([^\r]*)/.exec(head)?.[1])
  })
})

test('one that is too large is an error of its file, and no script', async () => {
  answer = { head: video, body: source.repeat(20_000) }
  const got = await askAs('script')
  expect(got.status).toBe(422)
  expect(got.body.length).toBe(0)
  expect(target.of('error')).toMatchObject([
    { file: 'client.ts', stage: 'syntax', message: 'TypeScript for a page may have 262144 bytes at most.' },
  ])
})

test('a source that keeps the parser busy holds up nobody for long, and the next is read as ever', async () => {
  answer = { head: video, body: 'a?(b):c=>'.repeat(40) }
  expect((await askAs('script')).status).toBe(422)
  answer = { head: video, body: '('.repeat(20_000) }
  expect((await askAs('script')).status).toBe(422)
  answer = { head: video, body: source }
  expect((await askAs('script')).body.toString()).toBe('const a         = 1\n')
})
