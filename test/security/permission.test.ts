/**
 * What the level `permission` promises: to refuse a program's mistakes with files, processes and ports of the machine.
 * Each promise is broken when its restriction is left out. It promises nothing against malice: see sandbox.md.
 */
import { existsSync, mkdtempSync, readdirSync, rmdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { defaultLimits } from '../../server/limits.ts'
import { permissionIsolation, refusedAsRoot } from '../../server/sandbox/permission.ts'
import type { Restriction } from '../../server/sandbox/permission-launch.ts'
import { refusals, tryToEscape } from '../../server/sandbox/probe.ts'
import { prepareStage } from '../../server/sandbox/stage.ts'
import { ProgramRun, saysResult } from '../contract/isolation-run.ts'
import { becomeOrdinaryUser } from '../ordinary-user.ts'

const stage = await prepareStage()
becomeOrdinaryUser()
const isolation = permissionIsolation(stage, { node: stage.node })
const without = (...restrictions: Restriction[]) =>
  permissionIsolation(stage, { node: stage.node, without: restrictions })

describe('the probe', () => {
  test('finds that everything that is promised is refused', async () => {
    const checks = await tryToEscape(isolation, refusals(stage))
    expect(checks).toHaveLength(refusals(stage).count)
    expect(checks.filter(({ held }) => !held)).toEqual([])
  })

  test.each<[Restriction, string]>([
    ['file-reading', 'host-files-unreadable'],
    ['file-writing', 'host-files-unwritable'],
    ['child-processes', 'processes-denied'],
    ['worker-threads', 'threads-denied'],
    ['native-addons', 'addons-denied'],
    ['replaced-listen', 'ports-private'],
    ['empty-environment', 'environment-empty'],
  ])('notices that %s is missing, and that alone', async (restriction, check) => {
    const checks = await tryToEscape(without(restriction), refusals(stage))
    expect(checks.filter(({ held }) => !held).map(({ name }) => name)).toEqual([check])
  })
})

test('it starts nothing as root', async () => {
  const getuid = vi.spyOn(process, 'getuid').mockReturnValue(0)
  await expect(isolation.start(defaultLimits)).rejects.toThrow(refusedAsRoot)
  getuid.mockRestore()
})

test('a link to a file of the machine is neither made nor followed', async () => {
  await using run = await ProgramRun.start(
    isolation,
    saysResult(`async () => {
      const fs = await import('node:fs')
      return ['/etc/hosts', '..'].map((target) => {
        try { fs.symlinkSync(target, 'link'); return 'made' } catch (error) { return error.code }
      })
    }`),
  )
  expect(JSON.parse(await run.said('result'))).toEqual(['ERR_ACCESS_DENIED', 'ERR_ACCESS_DENIED'])
})

test("a run's folder is its user's alone, and gone when the run is", async () => {
  const run = await ProgramRun.start(isolation, saysResult('() => process.cwd()'))
  const folder = dirname(JSON.parse(await run.said('result')) as string)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  await run.sandbox.kill('stopped')
  expect(existsSync(folder)).toBe(false)
})

test('memory beyond the limit ends a run, whatever kind it is', async () => {
  for (const bomb of [
    `const keep = []; setInterval(() => keep.push(Buffer.alloc(20e6, 1)), 5)`,
    `const keep = []; setInterval(() => keep.push(Array.from({ length: 1e6 }, () => ({}))), 1)`,
  ]) {
    const run = await ProgramRun.start(isolation, { 'server.js': bomb })
    expect(await run.ended).toMatchObject({ reason: 'memory' })
  }
})

test('a start that fails leaves no folder behind', async () => {
  const temporary = mkdtempSync(join(tmpdir(), 'wirelab-empty-'))
  vi.stubEnv('TMPDIR', temporary)
  const broken = permissionIsolation(stage, { node: join(stage.node, 'not-there') })
  await expect(broken.start(defaultLimits)).rejects.toThrow('did not start')
  vi.unstubAllEnvs()
  expect(readdirSync(temporary)).toEqual([])
  rmdirSync(temporary)
})
