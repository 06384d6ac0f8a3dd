/** Hostile input 51 of the design, at the level `permission`: nothing outlives the server, a busy loop neither. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test, vi } from 'vitest'
import type { Restriction } from '../../server/sandbox/permission-launch.ts'
import { alive } from '../processes.ts'

/** The promise of the product for a server that was killed. */
const goneWithin = { timeout: 2000, interval: 20 }

/** What a server that was killed had below it. */
async function killed(...without: Restriction[]): Promise<{ pids: number[]; folders: string[] }> {
  const supervisor = spawn(
    process.execPath,
    [join(import.meta.dirname, 'permission-supervisor.ts'), ...without],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const [line] = (await once(createInterface(supervisor.stdout), 'line')) as [string]
  const below = JSON.parse(line) as { pids: number[]; folders: string[] }
  expect(alive(below.pids)).toEqual(below.pids)
  expect(below.folders).toHaveLength(2)
  const over = once(supervisor, 'exit')
  supervisor.kill('SIGKILL')
  await over
  return below
}

test('a server killed outright leaves no process and no folder', async () => {
  const { pids, folders } = await killed()
  await vi.waitFor(() => {
    expect(alive(pids)).toEqual([])
    expect(folders.filter(existsSync)).toEqual([])
  }, goneWithin)
})

test('without its guard a busy loop goes on; what waits ends by itself', async () => {
  const { pids, folders } = await killed('run-guard')
  expect(pids).toHaveLength(2)
  const [waiting = 0, busy = 0] = pids
  await vi.waitFor(() => expect(alive([waiting])).toEqual([]), goneWithin)
  expect(alive([busy])).toEqual([busy])
  process.kill(busy, 'SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true })
})
