/** Hostile inputs 13, 18, 25 and 51 of the design: nothing outlives its session, and no session costs the server anything. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, onTestFinished, test, vi } from 'vitest'
import { defaultLimits } from '../../server/limits.ts'
import { confine } from '../../server/sandbox/bubblewrap-confinement.ts'
import { launch } from '../../server/sandbox/bubblewrap-launch.ts'
import { ProgramProcess } from '../../server/sandbox/program-process.ts'
import type { Measure } from '../../server/sandbox/recipe.ts'
import { ProgramRun, program, saysResult } from '../contract/isolation-run.ts'
import { stuckBubblewrap, stuckLaunches } from '../contract/isolation-stuck-launch.ts'
import { alive, descendants } from '../processes.ts'
import { isolation, stage } from './sandbox-neighbour.ts'

const MiB = 1_048_576
const leakedDescriptor = 200
const supervisorScript = join(import.meta.dirname, '../contract/isolation-supervisor.ts')

/** The promise of the product for a server that was killed. */
const goneWithinMs = 2000

function childCount(): number {
  return readFileSync(`/proc/self/task/${process.pid}/children`, 'latin1').split(' ').filter(Boolean).length
}

interface Supervised {
  readonly supervisor: ChildProcess
  readonly pids: number[]
  /** What the descriptors of the program in the sandbox lead to. */
  readonly links: string[]
}

/** A server of its own, which has a file of the host open without close-on-exec, beyond a gap in the numbers. */
async function supervise(...without: Measure[]): Promise<Supervised> {
  const file = await open(import.meta.filename)
  const gap = Array.from({ length: leakedDescriptor }, () => 'ignore' as const).fill('ignore', 3)
  const supervisor = spawn(process.execPath, [supervisorScript, ...without], {
    stdio: ['ignore', 'pipe', 'inherit', ...gap.slice(3), file.fd],
  })
  await file.close()
  if (!supervisor.stdout) throw new Error('The supervisor has no output.')
  const [line] = (await once(createInterface(supervisor.stdout), 'line')) as [string]
  return { supervisor, ...(JSON.parse(line) as { pids: number[]; links: string[] }) }
}

async function stop(supervisor: ChildProcess): Promise<void> {
  const over = once(supervisor, 'exit')
  supervisor.kill('SIGKILL')
  await over
}

// Hostile input 51.
test('a server killed outright leaves no sandbox alive after 2 s', async () => {
  const { supervisor, pids } = await supervise()
  // Twice bubblewrap, its first process and Node, and one daemon.
  expect(pids.length).toBeGreaterThanOrEqual(7)
  expect(alive(pids)).toEqual(pids)
  await stop(supervisor)
  await vi.waitFor(() => expect(alive(pids)).toEqual([]), { timeout: goneWithinMs, interval: 20 })
})

/** A server that is killed while its first launch has come to where bubblewrap dies with nobody yet. */
async function killedInLaunch(...without: Measure[]): Promise<{ pids: number[]; first: number }> {
  await using bubblewrap = await stuckBubblewrap()
  const supervisor = spawn(process.execPath, [supervisorScript, ...without], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PATH: bubblewrap.path },
  })
  const { launcher, first } = await stuckLaunch(supervisor.pid)
  const pids = descendants(supervisor.pid ?? 0)
  onTestFinished(() => alive(pids).forEach((pid) => process.kill(pid, 'SIGKILL')))
  await stop(supervisor)
  // Gone with its parent in any case, which is what left the first child alone.
  await vi.waitFor(() => expect(alive([launcher])).toEqual([]), { timeout: goneWithinMs, interval: 20 })
  return { pids, first }
}

function stuckLaunch(pid: number | undefined): Promise<{ launcher: number; first: number }> {
  return vi.waitFor(
    () => {
      const [stuck] = stuckLaunches(pid ?? 0)
      if (!stuck) throw new Error('The launch has not started its first child yet.')
      return stuck
    },
    { timeout: 10_000, interval: 20 },
  )
}

// Cause: seen once in some hundred kills, a bubblewrap without a parent that waited for ever.
test('a server killed in the middle of a launch leaves nothing of it, but would without the guard', async () => {
  const guarded = await killedInLaunch()
  await vi.waitFor(() => expect(alive(guarded.pids)).toEqual([]), { timeout: goneWithinMs, interval: 20 })
  const unguarded = await killedInLaunch('launch-guard')
  expect(alive(unguarded.pids)).toEqual([unguarded.first])
})

// Cause: only bubblewrap itself was killed, and its first child held the pipes whose end was then awaited.
test('a launch that is stuck is over when it is killed, with what it has started', async () => {
  await using bubblewrap = await stuckBubblewrap()
  vi.stubEnv('PATH', bubblewrap.path)
  const launched = launch(stage, defaultLimits, new Set())
  vi.unstubAllEnvs()
  const sandbox = new ProgramProcess(confine(launched), stage.versions, defaultLimits)
  const { launcher, first } = await stuckLaunch(process.pid)
  expect(await sandbox.kill('sandbox-lost')).toEqual({ reason: 'sandbox-lost' })
  await launched.dismissGuard()
  await vi.waitFor(() => expect(alive([launcher, first])).toEqual([]), {
    timeout: goneWithinMs,
    interval: 20,
  })
})

// Hostile input 18.
test('a file that the server inherited does not get into a sandbox, but would if it were not covered', async () => {
  const covered = await supervise()
  const open = await supervise('covered-descriptors')
  await Promise.all([stop(covered.supervisor), stop(open.supervisor)])
  expect(
    covered.links.filter((link) => !/^(?:socket:|pipe:|anon_inode:|\/dev\/null$|closed$)/.test(link)),
  ).toEqual([])
  expect(open.links.some((link) => link.endsWith('.ts'))).toBe(true)
})

// Hostile input 13.
test('a daemon that turned away from its parents is gone when the session is', async () => {
  const before = childCount()
  const run = await ProgramRun.start(isolation, {
    'main.js': `require('child_process').spawn('/usr/bin/node', ['-e', \`
        require('child_process').spawn('/usr/bin/node', ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' }).unref()
      \`], { detached: true, stdio: 'ignore' }).on('exit', () => {
        const { readdirSync } = require('fs')
        console.log('processes', readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).length)
      })
      setInterval(() => {}, 1000)`,
  })
  // The first process, the program, and the daemon.
  expect(await run.said('processes')).toBe('3')
  await run.sandbox.kill('stopped')
  expect(childCount()).toBe(before)
})

// Hostile input 25.
test('nothing that one program wrote is there for the next, nor a neighbour to be seen', async () => {
  await using first = await ProgramRun.start(isolation, {
    'main.js': `const fs = require('fs'); for (const place of ['/tmp', '/app', '/dev/shm', '/ports']) fs.writeFileSync(place + '/left', 'x')
      console.log('wrote it'); setInterval(() => {}, 1000)`,
  })
  await first.said('wrote')
  await using second = await ProgramRun.start(
    isolation,
    saysResult(`async () => {
      const fs = await import('node:fs')
      return ['/tmp', '/app', '/dev/shm', '/ports', '/proc'].flatMap((place) => fs.readdirSync(place).filter((name) => name === 'left' || /^[3-9]$|^\\d\\d/.test(name)))
    }`),
  )
  expect(await second.said('result')).toBe('[]')
})

test('the program holds the standard streams and its own channel, no descriptor of the server', async () => {
  await using run = await ProgramRun.start(isolation, {
    'main.js': `const fs = require('fs')
      console.log('holds', JSON.stringify(fs.readdirSync('/proc/self/fd').map((name) => { try { return fs.readlinkSync('/proc/self/fd/' + name) } catch { return '' } })))
      setInterval(() => {}, 1000)`,
  })
  const links = JSON.parse(await run.said('holds')) as string[]
  // Standard output, errors, commands and reports are sockets; the rest is Node's own event loop.
  expect(links.filter((link) => link.startsWith('socket:')).length).toBe(4)
  expect(links.filter((link) => !/^(?:socket:|pipe:|anon_inode:|\/dev\/null$|$)/.test(link))).toEqual([])
})

test('50 runs in a row leak no process, no descriptor and no megabyte', async () => {
  setFlagsFromString('--expose-gc')
  // The flag adds a global to contexts that are made after it.
  const collect = runInNewContext('gc') as () => void
  const measure = () => {
    // Twice: the buffers that one collection finds free are counted as used until the next.
    collect()
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return {
      children: childCount(),
      descriptors: readdirSync('/proc/self/fd').length,
      bytes: heapUsed + external,
    }
  }
  const once = async (): Promise<void> => {
    await using run = await ProgramRun.start(isolation, { 'server.cjs': program('echo-server.cjs') })
    await run.listening(8080)
    expect(await run.get(8080, '/run')).toBe('/run')
  }
  for (let warmUp = 0; warmUp < 5; warmUp++) await once()
  const before = measure()
  for (let run = 0; run < 50; run++) await once()
  const after = measure()
  expect(after.children).toBe(before.children)
  expect(after.descriptors).toBe(before.descriptors)
  expect(after.bytes - before.bytes).toBeLessThan(MiB)
})
