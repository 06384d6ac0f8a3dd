/** A second session on the same server, whose answers show whether an attack in the first is contained. */
import { expect } from 'vitest'
import { bubblewrapIsolation } from '../../server/sandbox/bubblewrap.ts'
import type { SandboxEnd } from '../../server/sandbox/isolation.ts'
import type { Measure } from '../../server/sandbox/recipe.ts'
import { prepareStage } from '../../server/sandbox/stage.ts'
import type { EndReason } from '../../protocol/trace.ts'
import { ProgramRun, program } from '../contract/isolation-run.ts'

export const stage = await prepareStage()
export const isolation = bubblewrapIsolation(stage)
/** The same sandbox with one measure left out, to show that it is this one that holds the attack off. */
export const without = (...measures: Measure[]) => bubblewrapIsolation(stage, measures)

/** Generous: the machine's two processors are shared, and what is looked for are seconds of silence. */
const slowestEchoMs = 1500

/** Runs until `attack` has ended, and says how it ended and how long the neighbour's slowest answer took meanwhile. */
export async function withNeighbour(
  attack: () => Promise<ProgramRun>,
): Promise<{ end: SandboxEnd; run: ProgramRun; slowestMs: number }> {
  await using neighbour = await ProgramRun.start(isolation, { 'server.cjs': program('echo-server.cjs') })
  await neighbour.listening(8080)
  await using run = await attack()
  const over = run.ended.then(() => true)
  let slowestMs = 0
  do {
    const askedAt = performance.now()
    expect(await neighbour.get(8080, '/still-here')).toBe('/still-here')
    slowestMs = Math.max(slowestMs, performance.now() - askedAt)
  } while (!(await Promise.race([over, nextTurn()])))
  return { end: await run.ended, run, slowestMs }
}

/** The attack's session ends for one of these reasons, and its neighbour hardly notices. */
export async function expectContained(
  reasons: readonly EndReason[],
  attack: () => Promise<ProgramRun>,
): Promise<ProgramRun> {
  const { end, run, slowestMs } = await withNeighbour(attack)
  expect(reasons).toContain(end.reason)
  expect(slowestMs).toBeLessThan(slowestEchoMs)
  return run
}

function nextTurn(): Promise<false> {
  return new Promise((resolve) => setImmediate(() => resolve(false)))
}
