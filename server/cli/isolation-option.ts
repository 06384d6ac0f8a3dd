/** The isolation of the command line: which level was asked for, and what is said of the one that was found. */
import { isolationLevelSchema, type IsolationLevel } from '../../protocol/trace.ts'
import type { FoundIsolation } from '../find-isolation.ts'
import { remedyText } from '../sandbox/remedy.ts'
import { UsageError } from './usage-error.ts'

export const isolationHelp = `  --isolation <level>
                   bubblewrap or permission (default: the better one that this machine allows).
                   permission is for your own code only, and never for root.`

/** Undefined when none was asked for. */
export function parseIsolation(text: string | undefined): IsolationLevel | undefined {
  if (text === undefined) return undefined
  const level = isolationLevelSchema.safeParse(text)
  if (!level.success)
    throw new UsageError(`--isolation takes ${isolationLevelSchema.options.join(' or ')}, not "${text}".`)
  return level.data
}

/** What whoever starts programs in it has to know, in sentences without their full stops. */
export function isolationWarnings({ isolation, better }: FoundIsolation & { ok: true }): string[] {
  if (isolation.level !== 'permission') return []
  return [
    'Code runs as you, without a real sandbox: run only code that you trust',
    `For real isolation: ${better ? remedyText(better) : 'see wirelab doctor'}`,
  ]
}
