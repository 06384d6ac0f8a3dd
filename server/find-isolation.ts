/** Finds the isolation that this machine allows, by trying to escape from it. */
import type { IsolationLevel } from '../protocol/trace.ts'
import type { Isolation } from './sandbox/isolation.ts'
import { isRoot, refusedAsRoot } from './sandbox/permission.ts'
import { probeIsolation, type ProbeReport } from './sandbox/probe.ts'
import { remedyText, type Remedy } from './sandbox/remedy.ts'

export type FoundIsolation =
  | {
      readonly ok: true
      readonly isolation: Isolation
      /** Versions of what a program may import. */
      readonly modules: Readonly<Record<string, string>>
      /** What was tried, in a few words. */
      readonly summary: string
      /** How to get real isolation, where this is none; null where nobody has looked for it, or it is there. */
      readonly better: Remedy | null
    }
  /** `message` is one sentence that says what to do. */
  | { readonly ok: false; readonly message: string }

/**
 * Real isolation where it holds; else Node's permission model, but never for root. With `asked`, that level or none.
 * Never rejects for a reason of the machine's.
 */
export async function findIsolation(
  asked?: IsolationLevel,
  probe: (level: IsolationLevel) => Promise<ProbeReport> = probeIsolation,
): Promise<FoundIsolation> {
  if (asked === 'permission' && isRoot()) return { ok: false, message: refusedAsRoot }
  const best = await probe(asked ?? 'bubblewrap')
  if (best.level !== 'none') return found(best, null)
  const none = { ok: false, message: remedyText(best.remedy) } as const
  if (asked !== undefined || isRoot()) return none
  const second = await probe('permission')
  return second.level === 'none' ? none : found(second, best.remedy)
}

function found(
  { isolation, stage, checks }: Exclude<ProbeReport, { level: 'none' }>,
  better: Remedy | null,
): FoundIsolation {
  return {
    ok: true,
    isolation,
    modules: stage.modules,
    summary:
      isolation.level === 'permission'
        ? `Node's permission model: ${checks.length} mistakes refused, no protection against malicious code`
        : `${checks.length} attempts to escape, none got out`,
    better,
  }
}
