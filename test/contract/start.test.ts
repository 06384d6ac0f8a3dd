import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { projectFolder } from '../../server/project-folder.ts'
import { ControlClient } from '../control-client.ts'
import { alive, descendants } from '../processes.ts'

const cli = join(projectFolder, 'server', 'cli', 'main.ts')
const started: ChildProcess[] = []

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

async function start(
  port: number,
): Promise<{ child: ChildProcess; pid: number; origin: string; output: string }> {
  const child = spawn(process.execPath, [cli, 'start', '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.push(child)
  let output = ''
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const found = /ready:\s+(\S+)/.exec(output)?.[1]
      if (found !== undefined && output.includes('Ctrl+C')) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`wirelab start ended with ${code}: ${output}`)))
  })
  if (child.pid === undefined) throw new Error('A started process has an id.')
  return { child, pid: child.pid, origin, output }
}

const endless = { 'server.js': "require('http').createServer().listen(8080)" }

describe('wirelab start', () => {
  test('prints the address, the isolation level and how to stop, and serves both languages', async () => {
    const { origin, output } = await start(0)
    expect(output).toMatch(/Isolation:\s+bubblewrap/)
    for (const path of ['/', '/ru/', '/lessons/server/', '/ru/lessons/server/'])
      expect((await fetch(origin + path)).status).toBe(200)
    const missing = await fetch(`${origin}/ru/nothing-here`)
    expect(missing.status).toBe(404)
    expect(await missing.text()).toContain('lang="ru"')
  })

  test('takes the next free port when the asked one is taken, and says so', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    // A TCP server's address is an object.
    const { port } = other.address() as AddressInfo
    const { origin, output } = await start(port)
    other.close()
    expect(Number(new URL(origin).port)).toBeGreaterThan(port)
    expect(output).toContain(`Port ${port} was taken`)
  })

  test('says so in one sentence when it may have too few files open', async () => {
    const child = spawn(
      'sh',
      ['-c', 'ulimit -n 64; exec "$0" "$@"', process.execPath, cli, 'start', '--isolation', 'bubblewrap'],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    started.push(child)
    let complaints = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
    const [code] = await once(child, 'close')
    expect(code).toBe(2)
    expect(complaints).toMatch(/^Wirelab may have only 64 files open .*\n$/)
  })

  test('sends people who type the number to the one address of the site, and nowhere else', async () => {
    const { origin } = await start(0)
    const numeric = origin.replace('localhost', '127.0.0.1')
    const answer = await fetch(`${numeric}//elsewhere.example/`, { redirect: 'manual' })
    expect(answer.headers.get('location')).toBe(`${origin}//elsewhere.example/`)
  })

  test('Ctrl+C leaves no process behind', async () => {
    const { child, pid, origin } = await start(0)
    const client = new ControlClient(origin)
    await client.open()
    await client.run(endless)
    await client.event('run', (event) => event.phase === 'listen')
    const below = descendants(pid)
    expect(below.length).toBeGreaterThan(0)
    child.kill('SIGINT')
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    expect(alive(below)).toEqual([])
    client.close()
  })

  test('killed with SIGKILL, no sandbox is alive after two seconds', async () => {
    const { child, pid, origin } = await start(0)
    const client = new ControlClient(origin)
    await client.open()
    await client.run(endless)
    await client.event('run', (event) => event.phase === 'listen')
    const below = descendants(pid)
    expect(below.length).toBeGreaterThan(0)
    child.kill('SIGKILL')
    await vi.waitFor(() => expect(alive(below)).toEqual([]), { timeout: 2_000, interval: 50 })
    client.close()
  })
})
