/** A machine on which no sandbox starts: each failure is an error with its stage, and leaves nothing behind. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultLimits } from '../../server/limits.ts'
import { bubblewrapIsolation } from '../../server/sandbox/bubblewrap.ts'
import { SandboxStartError } from '../../server/sandbox/isolation.ts'
import { probeIsolation } from '../../server/sandbox/probe.ts'
import { prepareStage } from '../../server/sandbox/stage.ts'

const isolation = bubblewrapIsolation(await prepareStage())
const realPath = process.env['PATH']
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wirelab-failure-'))
  await chmod(folder, 0o755)
})
afterEach(async () => {
  process.env['PATH'] = realPath
  await rm(folder, { recursive: true })
})

/** Puts a program of this name before the machine's own. */
async function replace(name: string, text: string): Promise<void> {
  await writeFile(join(folder, name), text, { mode: 0o755 })
  process.env['PATH'] = `${folder}:${realPath}`
}

const failure = async (): Promise<SandboxStartError> => {
  const error: unknown = await isolation.start(defaultLimits).then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof SandboxStartError))
    throw new Error(`Not the error that was expected: ${String(error)}`)
  return error
}

test('a bubblewrap that refuses is quoted', async () => {
  await replace('bwrap', '#!/bin/sh\necho "bwrap: No permissions to create new namespace" >&2\nexit 1\n')
  const error = await failure()
  expect(error.stage).toBe('bubblewrap')
  expect(error.message).toContain('No permissions to create new namespace')
})

test('a bubblewrap that cannot be executed is an error, not a crash', async () => {
  await replace('bwrap', '\u007fELF and then nothing')
  expect((await failure()).stage).toBe('bubblewrap')
})

test('limits that cannot be laid on a sandbox keep it from being used', async () => {
  await replace('prlimit', '#!/bin/sh\necho "prlimit: not today" >&2\nexit 1\n')
  const before = readdirSync('/proc/self/fd').length
  const error = await failure()
  expect(error.stage).toBe('limits')
  expect(error.message).toContain('not today')
  expect(readdirSync('/proc/self/fd').length).toBe(before)
})

test('the probe reports what is in the way instead of failing', async () => {
  await replace('bwrap', '#!/bin/sh\nexit 1\n')
  expect(await probeIsolation('bubblewrap')).toMatchObject({
    level: 'none',
    checks: [],
    remedy: { message: expect.any(String) as string },
  })
})
