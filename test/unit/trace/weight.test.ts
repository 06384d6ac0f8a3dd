/** The readers of a trace are part of the page's first script: the schemas and their library are too heavy for it. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const room = new URL('../../../trace/', import.meta.url)

/** What is still imported when types are gone. */
const runtimeImport = /^(?:import|export) (?!type\b)[^'"]*?from '([^']+)'/gm

function reachable(file: URL, seen = new Set<string>()): Set<string> {
  if (seen.has(file.href)) return seen
  seen.add(file.href)
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(runtimeImport)) {
    if (specifier.startsWith('.')) reachable(new URL(specifier, file), seen)
    else seen.add(specifier)
  }
  return seen
}

it.each([
  'packets',
  'packet-row',
  'annotate',
  'clients',
  'runs',
  'console',
  'log',
  'filter/filtered-trace',
  'filter/completion',
  'filter/print',
])('%s needs no package at run time', (name) => {
  const packages = [...reachable(new URL(`${name}.ts`, room))].filter((found) => !found.startsWith('file:'))
  expect(packages).toStrictEqual([])
})

it('notices one: reading files does need the schemas', () => {
  expect(reachable(new URL('jsonl.ts', room))).toContain('zod')
})
