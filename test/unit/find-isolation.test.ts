import { afterEach, expect, test, vi } from 'vitest'
import type { IsolationLevel } from '../../protocol/trace.ts'
import { findIsolation } from '../../server/find-isolation.ts'
import { refusedAsRoot } from '../../server/sandbox/permission.ts'
import type { ProbeReport } from '../../server/sandbox/probe.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const remedy = { message: 'bubblewrap is not installed.', command: 'apt-get install bubblewrap' }

/** A machine on which just these levels hold, and the levels that were tried on it. */
function machine(...holding: IsolationLevel[]) {
  const tried: IsolationLevel[] = []
  const probe = async (level: IsolationLevel): Promise<ProbeReport> => {
    tried.push(level)
    if (!holding.includes(level)) return { level: 'none', checks: [], durationMs: 1, remedy }
    const isolation = { level, start: () => Promise.reject(new Error('not started here')) }
    const stage = { modulesFolder: '', insideFolder: '', modules: {}, versions: {} }
    return { level, isolation, stage, checks: [], durationMs: 1 }
  }
  return { probe, tried }
}

function uid(id: number): void {
  vi.spyOn(process, 'getuid').mockReturnValue(id)
}

test('bubblewrap is taken where it holds, and nothing else is tried', async () => {
  uid(1000)
  const { probe, tried } = machine('bubblewrap', 'permission')
  expect(await findIsolation(undefined, probe)).toMatchObject({
    ok: true,
    isolation: { level: 'bubblewrap' },
    better: null,
  })
  expect(tried).toEqual(['bubblewrap'])
})

test('else the permission model, with what is missing for better, and saying what it is not', async () => {
  uid(1000)
  const found = await findIsolation(undefined, machine('permission').probe)
  expect(found).toMatchObject({ ok: true, isolation: { level: 'permission' }, better: remedy })
  expect(found.ok && found.summary).toContain('no protection against malicious code')
})

test('but never for root, neither by itself nor when asked', async () => {
  uid(0)
  const { probe, tried } = machine('permission')
  const message = 'bubblewrap is not installed. Run: apt-get install bubblewrap'
  expect(await findIsolation(undefined, probe)).toEqual({ ok: false, message })
  expect(await findIsolation('permission', probe)).toEqual({ ok: false, message: refusedAsRoot })
  expect(tried).not.toContain('permission')
})

test('what was asked for is given or nothing', async () => {
  uid(1000)
  const both = machine('bubblewrap', 'permission')
  expect(await findIsolation('permission', both.probe)).toMatchObject({ isolation: { level: 'permission' } })
  expect(await findIsolation('bubblewrap', machine('permission').probe)).toMatchObject({ ok: false })
})

test('where neither holds the better one is what is spoken of', async () => {
  uid(1000)
  expect(await findIsolation(undefined, machine().probe)).toMatchObject({
    message: expect.stringContaining('bubblewrap') as string,
  })
})
