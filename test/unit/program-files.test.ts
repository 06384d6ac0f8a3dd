/** A program's folder as an ordinary user reads it: root may read everything. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFolder } from '../../server/cli/program-files.ts'
import { UsageError } from '../../server/cli/usage-error.ts'
import { defaultLimits } from '../../server/limits.ts'
import { becomeOrdinaryUser } from '../ordinary-user.ts'

let root: string
beforeAll(async () => {
  becomeOrdinaryUser()
  root = await mkdtemp(join(tmpdir(), 'wirelab-program-'))
})
afterAll(() => rm(root, { recursive: true }))

test.each([
  ['a file', (path: string) => writeFile(path, '')],
  ['a folder', (path: string) => mkdir(path)],
])('%s that may not be read is the user’s to change, and told so', async (name, make) => {
  const folder = join(root, name)
  const path = join(folder, 'server.js')
  await mkdir(folder)
  await make(path)
  await chmod(path, 0)
  await expect(readFolder(folder, defaultLimits)).rejects.toThrow(
    new UsageError(`${path} cannot be read: permission denied.`),
  )
  await chmod(path, 0o700)
})
