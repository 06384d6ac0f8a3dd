/** Hostile inputs 33 and 34 of the design: who may be spoken to is decided by Host and Origin alone, and exactly. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  ask,
  exchangeBytes,
  recordingTarget,
  startEchoServer,
  startGatewayWorld,
  type GatewayWorld,
  type Learner,
  type RecordingTarget,
} from '../fixtures/gateway/gateway-world.ts'

let world: GatewayWorld
let learner: Learner
let target: RecordingTarget

beforeEach(async () => {
  world = await startGatewayWorld()
  learner = await startEchoServer()
  target = recordingTarget('a', { ports: { 8080: learner.port } })
  world.gateway.register(target)
})
afterEach(async () => {
  learner.stop()
  await world.close()
})

const id = 'a'.repeat(26)

// Hostile input 33.
describe.each([
  ['upper case', (domain: string) => `ANN-8080--${id}.${domain}`],
  ['a trailing dot', (domain: string) => `ann-8080--${id}.${domain.replace(':', '.:')}`],
  ['userinfo', (domain: string) => `x@ann-8080--${id}.${domain}`],
  ['another port', () => `ann-8080--${id}.localhost:1`],
  ['no port', () => `ann-8080--${id}.localhost`],
  ['a further label', (domain: string) => `x.ann-8080--${id}.${domain}`],
  ['a foreign end', (domain: string) => `ann-8080--${id}.${domain}.evil.example`],
  ['a port with a leading zero', (domain: string) => `ann-08080--${id}.${domain}`],
  ['port 0', (domain: string) => `ann-0--${id}.${domain}`],
  ['a port that is none', (domain: string) => `ann-65536--${id}.${domain}`],
  ['the name of the server', (domain: string) => `server-8080--${id}.${domain}`],
  ['a name with a hyphen', (domain: string) => `a-b-8080--${id}.${domain}`],
  ['an id too short', (domain: string) => `ann-8080--${id.slice(1)}.${domain}`],
  ['an id outside its alphabet', (domain: string) => `ann-8080--${id.slice(1)}1.${domain}`],
  ['an inner space', (domain: string) => `ann-8080--${id}. ${domain}`],
  ['a foreign end of the same length', (domain: string) => `ann-8080--${id}.${'e'.repeat(domain.length)}`],
  ['a rebound name', () => 'evil.example'],
])('a Host with %s', (_name, hostOf) => {
  test('is misdirected, and is nobody’s pane', async () => {
    const host = hostOf(world.domain)
    const answer = await exchangeBytes(
      world.port,
      `GET / HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-Host: ${world.paneHost(target, 8080)}\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 421 /)
    const upgrade = await exchangeBytes(world.port, webSocketRequest(host))
    expect(upgrade).toMatch(/^HTTP\/1\.1 421 /)
    expect(world.gateway.owns(host)).toBe(false)
    expect(target.events).toEqual([])
  })
})

function webSocketRequest(host: string, more = ''): string {
  return [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    `${more}\r\n`,
  ].join('\r\n')
}

// Hostile input 33: an absolute form would overrule Host.
test('a Host header that is sent twice, or a target that overrules it, is refused', async () => {
  const host = world.paneHost(target, 8080)
  const other = world.paneHost(recordingTarget('b'), 8080)
  for (const lines of [
    `GET / HTTP/1.1\r\nHost: ${host}\r\nHost: ${other}`,
    `GET http://${other}/ HTTP/1.1\r\nHost: ${host}`,
    `GET http://${host}/ HTTP/1.1\r\nHost: ${host}`,
    `OPTIONS * HTTP/1.1\r\nHost: ${host}`,
  ]) {
    const answer = await exchangeBytes(world.port, `${lines}\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  }
  expect(target.of('http').every((event) => event.failure === 'refused')).toBe(true)
})

test('CONNECT makes no tunnel', async () => {
  const host = world.paneHost(target, 8080)
  const answer = await exchangeBytes(world.port, `CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  expect(answer).not.toMatch(/^HTTP\/1\.1 2/)
})

// Hostile input 34.
test('a guessed session and an ended one get the same answer, whatever is asked', async () => {
  const ended = recordingTarget('b', { ports: { 8080: learner.port } })
  world.gateway.register(ended)()
  const answers = new Set<string>()
  for (const letter of ['b', 'c', 'd']) {
    const host = world.paneHost(recordingTarget(letter), 8080)
    for (const request of [
      `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      `GET /__wirelab__/page.js HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: ${host}\r\nService-Worker: script\r\nConnection: close\r\n\r\n`,
      webSocketRequest(host),
    ]) {
      answers.add((await exchangeBytes(world.port, request)).replace(/Date: .*\r\n/, ''))
    }
  }
  expect(answers.size).toBe(1)
  expect([...answers][0]).toMatch(/^HTTP\/1\.1 404 /)
  expect(ended.events).toEqual([])
})

// Hostile inputs 33 and 34.
test.each([
  ['a foreign website', () => 'https://evil.example'],
  ['the site itself', () => world.siteOrigin],
  ['a pane of another session', () => `http://${world.paneHost(recordingTarget('b'), 8080)}`],
  ['a name that only begins like a pane', () => `http://${world.paneHost(target, 8080)}.evil.example`],
])('%s is no Origin that a pane answers to', async (_name, origin) => {
  const host = world.paneHost(target, 8080)
  const answer = await ask(world.port, '/headers', { headers: { Host: host, Origin: origin() } })
  expect(answer.status).toBe(403)
  const upgrade = await exchangeBytes(world.port, webSocketRequest(host, `Origin: ${origin()}\r\n`))
  expect(upgrade).toMatch(/^HTTP\/1\.1 403 /)
  expect(target.of('link')).toEqual([])
})

// Hostile input 33.
test('what a proxy in front tells of its user does not reach the learner', async () => {
  const answer = await ask(world.port, '/headers', {
    headers: {
      Host: world.paneHost(target, 8080),
      Forwarded: 'for=192.0.2.1',
      'X-Forwarded-For': '192.0.2.1',
      'X-Forwarded-Host': 'evil.example',
      'X-Real-IP': '192.0.2.1',
      Via: '1.1 proxy',
    },
  })
  expect(answer.body.toString()).not.toMatch(/192\.0\.2\.1|evil\.example|proxy/)
})

// Hostile input 33: rebinding.
test('a door answers names of this machine only', async () => {
  const door = await world.gateway.openDoor(target, {
    client: 'ann',
    port: 0,
    learnerPort: () => learner.port,
  })
  for (const host of [
    'evil.example',
    `localhost.evil.example:${door.port}`,
    `127.0.0.1.evil.example`,
    'LOCALHOST.',
  ]) {
    expect((await ask(door.port, '/headers', { headers: { Host: host } })).status).toBe(421)
    expect(await exchangeBytes(door.port, webSocketRequest(host))).toMatch(/^HTTP\/1\.1 421 /)
  }
  expect((await ask(door.port, '/headers', { headers: { Host: `localhost:${door.port}` } })).status).toBe(200)
  await door.close()
})
