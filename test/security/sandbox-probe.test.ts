import { expect, test } from 'vitest'
import { escapes, probeIsolation, tryToEscape } from '../../server/sandbox/probe.ts'
import type { Measure } from '../../server/sandbox/recipe.ts'
import { without } from './sandbox-neighbour.ts'

test('the probe finds that the sandbox holds here', async () => {
  const report = await probeIsolation('bubblewrap')
  expect(report.checks.filter(({ held }) => !held)).toEqual([])
  expect(report).toMatchObject({ level: 'bubblewrap' })
})

test.each<[Measure, string]>([
  ['private-network', 'network-unreachable'],
  ['private-processes', 'host-processes-invisible'],
  ['empty-environment', 'environment-empty'],
  ['read-only-code', 'code-read-only'],
  ['system-call-filter', 'privileges-none'],
])('the probe notices that %s is missing', async (measure, check) => {
  const checks = await tryToEscape(without(measure), escapes)
  expect(checks.filter(({ held }) => !held).map(({ name }) => name)).toContain(check)
})
