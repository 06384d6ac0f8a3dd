import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { moduleClosure } from '../../../server/sandbox/module-closure.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wirelab-closure-'))
})
afterEach(() => rm(root, { recursive: true }))

async function install(place: string, manifest: object): Promise<void> {
  const folder = join(root, 'node_modules', place)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ version: '1.0.0', ...manifest }))
}
const placesFor = (...names: string[]): string[] =>
  moduleClosure(root, names).map(({ place, version }) => `${place}@${version}`)

test('a nested version is taken where it shadows the common one', async () => {
  await install('app', { dependencies: { cookie: '*', shared: '*' } })
  await install('app/node_modules/cookie', { version: '2.0.0', dependencies: { shared: '*' } })
  await install('cookie', { version: '1.0.0' })
  await install('shared', { dependencies: { cookie: '*' } })
  await install('unrelated', {})
  expect(placesFor('app')).toEqual([
    'app@1.0.0',
    'app/node_modules/cookie@2.0.0',
    'cookie@1.0.0',
    'shared@1.0.0',
  ])
})

test('scoped packages and circles are followed, typings are not', async () => {
  await install('a', { dependencies: { '@scope/b': '*', '@types/a': '*' } })
  await install('@scope/b', { dependencies: { a: '*' } })
  expect(placesFor('a')).toEqual(['@scope/b@1.0.0', 'a@1.0.0'])
})

test('an optional package may be missing, another may not', async () => {
  await install('a', { optionalDependencies: { native: '*' }, dependencies: { native: '*' } })
  expect(placesFor('a')).toEqual(['a@1.0.0'])
  await install('b', { dependencies: { native: '*' } })
  expect(() => placesFor('b')).toThrow('The package native is not installed.')
})
