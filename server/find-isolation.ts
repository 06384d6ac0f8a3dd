/** Finds the isolation that this machine allows, by trying it. */
import type { Isolation } from './sandbox/isolation.ts'
import { bubblewrapIsolation } from './sandbox/bubblewrap.ts'
import { prepareStage } from './sandbox/stage.ts'

export type FoundIsolation =
  | {
      readonly ok: true
      readonly isolation: Isolation
      /** Versions of what a program may import. */
      readonly modules: Readonly<Record<string, string>>
      /** What was tried, in a few words. */
      readonly summary: string
    }
  /** `message` is one sentence that says what to do. */
  | { readonly ok: false; readonly message: string }

export async function findIsolation(): Promise<FoundIsolation> {
  const stage = await prepareStage()
  return { ok: true, isolation: bubblewrapIsolation(stage), modules: stage.modules, summary: 'x' }
}
export async function probeMachine(): Promise<number> {
  return 0
}
