/** The inspector's views, in the order of their tabs. */
const ofTrace = ['ladder', 'packets', 'state', 'console', 'why'] as const

export type TabName = (typeof ofTrace)[number] | 'checks'

/** @param withChecks there is a lesson whose checks have a tab too */
export function tabNamesOf(withChecks: boolean): readonly TabName[] {
  return withChecks ? [...ofTrace, 'checks'] : ofTrace
}
