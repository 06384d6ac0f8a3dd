/** Hostile inputs 13, 18, 25 and 51 of the design: nothing outlives its session, and no session costs the server anything. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test, vi } from 'vitest'
import { ProgramRun, program, saysResult } from '../contract/isolation-run.ts'
import type { Measure } from '../../server/sandbox/recipe.ts'
import { isolation } from './sandbox-neighbour.ts'

const MiB = 1_048_576
const leakedDescriptor = 200

/** Over, or waiting only for a parent that reaps it. */
function isGone(pid: number): boolean {
  try {
    return /^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'))
  } catch {
    return true
  }
}

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
  const script = join(import.meta.dirname, '../contract/isolation-supervisor.ts')
  const file = await open(import.meta.filename)
  const gap = Array.from({ length: leakedDescriptor }, () => 'ignore' as const).fill('ignore', 3)
  const supervisor = spawn(process.execPath, [script, ...without], {
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
  expect(pids.filter(isGone)).toEqual([])
  await stop(supervisor)
  await vi.waitFor(() => expect(pids.filter((pid) => !isGone(pid))).toEqual([]), {
    timeout: 2000,
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
