import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectFolder } from '../../server/project-folder.ts'

// The rules of the house are lint rules. Each is proven by a planted violation, in a copy of the house's layout.
let house: string

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'wirelab-house-'))
  copyFileSync(join(projectFolder, '.oxlintrc.json'), join(house, '.oxlintrc.json'))
})
afterAll(() => rmSync(house, { recursive: true }))

function lint(file: string, imported: string): string {
  const path = join(house, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `import { thing } from '${imported}'\n\nexport const used = thing\n`)
  const oxlint = join(projectFolder, 'node_modules', 'oxlint', 'bin', 'oxlint')
  const result = spawnSync(process.execPath, [oxlint, path], { cwd: house, encoding: 'utf8' })
  rmSync(path)
  return result.stdout
}

describe('a room imports only what it may', () => {
  test.each([
    ['protocol/planted.ts', '../trace/source.ts'],
    ['trace/planted.ts', '../server/limits.ts'],
    ['trace/planted.ts', 'node:fs'],
    ['instrument/planted.ts', '../trace/source.ts'],
    ['instrument/planted.ts', 'node:net'],
    ['harness/planted.ts', '../server/limits.ts'],
    ['lessons/02-server/planted.ts', '../../trace/source.ts'],
    ['src/playground/planted.ts', '../../server/limits.ts'],
    ['server/planted.ts', '../src/playground/participants.ts'],
    ['server/sandbox/inside/planted.ts', '../isolation.ts'],
    ['server/sandbox/inside/planted.ts', '../../limits.ts'],
    ['server/sandbox/inside/planted.ts', '../../../trace/source.ts'],
  ])('%s does not import %s', (file, imported) => {
    expect(lint(file, imported)).toContain('no-restricted-imports')
  })

  test.each([
    ['protocol/planted.ts', './trace.ts'],
    ['trace/planted.ts', '../protocol/trace.ts'],
    ['harness/planted.ts', '../trace/source.ts'],
    ['src/playground/planted.ts', '../../trace/source.ts'],
    ['server/gateway/planted.ts', '../limits.ts'],
    ['server/sandbox/inside/planted.ts', '../../../protocol/sandbox.ts'],
  ])('%s may import %s', (file, imported) => {
    expect(lint(file, imported)).not.toContain('no-restricted-imports')
  })
})
