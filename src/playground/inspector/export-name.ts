/** The name of an exported file, without its ending: `wirelab-server-2026-01-31-1530`. */

/** Of the part that is not ours: file systems and people have bounds. */
const nameMax = 60

/** @param startedAt when the session began, ISO 8601 in UTC */
export function exportFileName(name: string | undefined, startedAt: string): string {
  const [, day = '', hours = '', minutes = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)/.exec(startedAt) ?? []
  const what = (name ?? '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, nameMax)
  return ['wirelab', what, day, hours + minutes].filter((part) => part !== '').join('-')
}
