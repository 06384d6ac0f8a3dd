/** A lesson's checks, loaded when they are first wanted. */
import type { Check } from '../../../harness/check.ts'

interface ChecksModule {
  readonly default: readonly Check[]
}

const modules = import.meta.glob<ChecksModule>('../../../lessons/*/checks.ts')

/** @param slug of the lesson, without its number */
export async function loadChecks(slug: string): Promise<readonly Check[]> {
  const found = Object.entries(modules).find(
    ([path]) => path.split('/').at(-2)?.replace(/^\d+-/, '') === slug,
  )
  if (found === undefined) throw new Error(`The lesson "${slug}" has no checks.`)
  return (await found[1]()).default
}
