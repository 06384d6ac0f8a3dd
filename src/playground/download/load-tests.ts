/** The texts of a lesson's checks and of their runner. */
import runner from 'virtual:check-runner'

const sources = import.meta.glob<string>('../../../lessons/*/checks.ts', { query: '?raw', import: 'default' })

/** @param slug of the lesson, without its number */
export async function loadTests(slug: string): Promise<{ checks: string; runner: string }> {
  const found = Object.entries(sources).find(
    ([path]) => path.split('/').at(-2)?.replace(/^\d+-/, '') === slug,
  )
  if (found === undefined) throw new Error(`The lesson "${slug}" has no checks.`)
  return { checks: await found[1](), runner }
}
