/** Hostile inputs 29 to 32 and 41 of the design: whatever a server answers, it ends in its own session. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  ask,
  exchangeBytes,
  recordingTarget,
  startEchoServer,
  startGatewayWorld,
  startRawServer,
  type GatewayWorld,
  type RecordingTarget,
} from '../fixtures/gateway/gateway-world.ts'

let world: GatewayWorld
const endings: (() => unknown)[] = []

beforeEach(async () => {
  world = await startGatewayWorld()
})
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
  await world.close()
})

async function raw(answer: (socket: Socket, request: string) => void, limits = {}) {
  const server = await startRawServer(answer)
  endings.push(server.close)
  const target = recordingTarget('a', { ports: { 8080: server.port }, limits })
  world.gateway.register(target)
  return { server, target, host: world.paneHost(target, 8080) }
}

function failures(target: RecordingTarget) {
  return target.of('http').map((event) => event.failure)
}

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

describe.each([
  [
    'both lengths',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
  ],
  ['two different lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nokk'],
  ['40 kB of headers', `HTTP/1.1 200 OK\r\n${`X-Filler: ${'x'.repeat(1000)}\r\n`.repeat(40)}\r\n`],
  ['a flood of early hints', `${'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'.repeat(1000)}${ok}`],
  [
    'a switch of protocols that nobody asked for',
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nframes',
  ],
  ['a bare 101', 'HTTP/1.1 101 Switching Protocols\r\n\r\nframes'],
  ['a NUL in a header', 'HTTP/1.1 200 OK\r\nX-Bad: a\u0000b\r\nContent-Length: 2\r\n\r\nok'],
  [
    'a bare carriage return in a header',
    'HTTP/1.1 200 OK\r\nX-Bad: a\rSet-Cookie: b\r\nContent-Length: 2\r\n\r\nok',
  ],
  ['a space before a colon', 'HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\nok'],
  ['no HTTP at all', 'SSH-2.0-OpenSSH_9.9\r\n'],
  ['nothing', ''],
])('an answer with %s', (_name, bytes) => {
  test('is a clean 502', async () => {
    const { target, host } = await raw((socket) => socket.end(bytes, 'latin1'))
    const answer = await exchangeBytes(
      world.port,
      `GET /x HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 502 /)
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
    expect(failures(target)).toEqual(['bad-response'])
  })
})

test('a second answer that nobody asked for never answers another request', async () => {
  const poison = 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison'
  const { server, host } = await raw((socket) => socket.write(ok + poison))
  const other = await startEchoServer()
  endings.push(other.stop)
  const neighbour = recordingTarget('b', { ports: { 8080: other.port } })
  world.gateway.register(neighbour)
  const requests = [host, host, world.paneHost(neighbour, 8080), host]
  const bytes = requests.map((name, index) => {
    const connection = index === requests.length - 1 ? 'close' : 'keep-alive'
    return `GET /headers HTTP/1.1\r\nHost: ${name}\r\nConnection: ${connection}\r\n\r\n`
  })
  const answer = await exchangeBytes(world.port, bytes.join(''))
  expect(answer.match(/HTTP\/1\.1 200/g)).toHaveLength(4)
  expect(answer).not.toContain('poison')
  expect(answer.match(/\r\n\r\nok/g)).toHaveLength(3)
  expect(server.connections()).toBe(3)
})

test.each([
  [
    'both lengths',
    'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n',
  ],
  ['a length that is none', 'Content-Length: 4,4\r\n\r\nbody'],
  ['an unknown transfer coding', 'Transfer-Encoding: chunked, xchunked\r\n\r\n0\r\n\r\n'],
  ['a folded header', 'X-A: b\r\n c\r\nContent-Length : 0\r\n\r\n'],
  ['40 kB of headers', `${`X-Filler: ${'x'.repeat(1000)}\r\n`.repeat(40)}\r\n`],
])('a request with %s reaches no server', async (_name, rest) => {
  const { server, host } = await raw((socket) => socket.end(ok))
  const answer = await exchangeBytes(world.port, `POST /x HTTP/1.1\r\nHost: ${host}\r\n${rest}`)
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
  expect(server.connections()).toBe(0)
})

test('an upgrade with a body, or to something else, reaches no server', async () => {
  const { server, host } = await raw((socket) => socket.end(ok))
  for (const lines of ['Upgrade: websocket\r\nContent-Length: 5\r\n\r\nhello', 'Upgrade: h2c\r\n\r\n']) {
    const answer = await exchangeBytes(
      world.port,
      `GET /x HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\n${lines}`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  }
  expect(server.connections()).toBe(0)
})

test('an upgrade behind a request that waits for its answer cuts the connection, and nothing else', async () => {
  const { target, host } = await raw(() => undefined)
  const waiting = `GET /slow HTTP/1.1\r\nHost: ${host}\r\n\r\n`
  for (const upgraded of [host, 'nowhere.example']) {
    const upgrade = `GET / HTTP/1.1\r\nHost: ${upgraded}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`
    expect(await exchangeBytes(world.port, waiting + upgrade)).toBe('')
  }
  expect(target.of('link')).toEqual([])
})

test('a refused upgrade whose client never says goodbye is given up all the same', async () => {
  const client = connect({ port: world.port, host: '127.0.0.1', allowHalfOpen: true })
  endings.push(() => client.destroy())
  client.on('error', () => undefined)
  client.write('GET / HTTP/1.1\r\nHost: nowhere.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  await once(client.resume(), 'end')
  await vi.waitFor(
    () => {
      client.write('x')
      expect(client.destroyed).toBe(true)
    },
    { timeout: 10_000, interval: 100 },
  )
})

test('an upgrade that is answered with another protocol is a clean 502', async () => {
  const { target, host } = await raw((socket) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\nbytes'),
  )
  const answer = await exchangeBytes(
    world.port,
    `GET /x HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  )
  expect(answer).toMatch(/^HTTP\/1\.1 502 /)
  expect(failures(target)).toEqual(['bad-response'])
  expect(target.of('link')).toEqual([])
})

test('an upgrade that is refused passes the refusal on', async () => {
  const { host } = await raw((socket) =>
    socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno'),
  )
  const answer = await exchangeBytes(
    world.port,
    `GET /x HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  )
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[^]*\r\n\r\nno$/)
})

test('an endless body is cut at the limit', async () => {
  const { target, host } = await raw(
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      const more = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(65_536)));
      }
      socket.on('drain', more)
      more()
    },
    { frameBytes: 1_000_000 },
  )
  const answer = await exchangeBytes(world.port, `GET /x HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  expect(answer.length).toBeGreaterThan(500_000)
  expect(answer.length).toBeLessThan(1_100_000)
  // No last chunk: the client does not take what it has for the whole.
  expect(answer).not.toMatch(/0\r\n\r\n$/)
  expect(failures(target)).toEqual(['too-large'])
})

test('a body that says it is too large is refused before it is sent', async () => {
  const { server, target, host } = await raw(
    (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000001\r\n\r\n'),
    { frameBytes: 1_000_000 },
  )
  const upload = `POST /x HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1000001\r\n\r\n`
  expect(await exchangeBytes(world.port, upload)).toMatch(/^HTTP\/1\.1 413 /)
  expect(server.connections()).toBe(0)
  expect(await exchangeBytes(world.port, `GET /x HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 413 /,
  )
  expect(failures(target)).toEqual(['too-large', 'too-large'])
})

test('an answer that is broken off is broken off for the client too', async () => {
  const { target, host } = await raw((socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'),
  )
  await expect(ask(world.port, '/x', { headers: { Host: host } })).rejects.toThrow()
  expect(failures(target)).toEqual(['bad-response'])
})

test('headers that reach past the pane are taken off, and its own rules are put on', async () => {
  const { host } = await raw((socket) =>
    socket.end(
      [
        'HTTP/1.1 200 OK',
        'Set-Cookie: a=b; Domain=localhost; Path=/; SameSite=Strict',
        'Clear-Site-Data: "*"',
        'Service-Worker-Allowed: /',
        'Strict-Transport-Security: max-age=31536000',
        'Alt-Svc: h2="evil.example:443"',
        'Report-To: {"group":"x","max_age":1,"endpoints":[{"url":"https://evil.example"}]}',
        'NEL: {"report_to":"x","max_age":1}',
        'Origin-Agent-Cluster: ?0',
        'X-Frame-Options: DENY',
        'Content-Security-Policy: default-src *; frame-ancestors *',
        'Proxy-Authenticate: Basic',
        'Connection: X-Hop, close',
        'X-Hop: one hop only',
        'X-Kept: yes',
        'Content-Length: 2\r\n\r\nok',
      ].join('\r\n'),
    ),
  )
  const { rawHeaders, headers } = await ask(world.port, '/x', { headers: { Host: host } })
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())
  expect(names.filter((name) => !['connection', 'keep-alive'].includes(name)).sort()).toEqual([
    'content-length',
    'content-security-policy',
    'content-security-policy',
    'origin-agent-cluster',
    'set-cookie',
    'x-kept',
  ])
  expect(headers['set-cookie']).toEqual(['a=b; Path=/; SameSite=None; Secure; Partitioned'])
  expect(headers['origin-agent-cluster']).toBe('?1')
  const policies = rawHeaders.filter((_, index) => rawHeaders[index - 1] === 'Content-Security-Policy')
  expect(policies[0]).toBe('default-src *')
  expect(policies[1]).toContain(`frame-ancestors 'self' ${world.siteOrigin}`)
  expect(policies[1]).toMatch(/^sandbox allow-scripts allow-same-origin allow-forms allow-modals;/)
})

test('a service worker is not handed out', async () => {
  const { server, target, host } = await raw((socket) => socket.end(ok))
  const answer = await ask(world.port, '/sw.js', { headers: { Host: host, 'Service-Worker': 'script' } })
  expect(answer.status).toBe(403)
  expect(server.connections()).toBe(0)
  expect(failures(target)).toEqual(['refused'])
})

test('a redirect cannot add headers, and a scheme of its own stays what it is', async () => {
  const { host } = await raw((socket) =>
    socket.end(
      'HTTP/1.1 302 Found\r\nLocation: http://localhost:8080@evil.example/\r\nContent-Length: 0\r\n\r\n',
    ),
  )
  const { headers } = await ask(world.port, '/x%0d%0aSet-Cookie:%20a=b', { headers: { Host: host } })
  expect(headers.location).toBe('http://localhost:8080@evil.example/')
  expect(headers['set-cookie']).toBeUndefined()
})
