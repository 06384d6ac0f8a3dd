/** What the runs of a lesson's starter and solution must show for its checks to be worth anything. Pure. */
import { clientTitle } from './client-title.ts'
import { outcomeText } from './outcome-words.ts'
import type { CheckReport } from './run-checks.ts'
import type { Task } from '../protocol/lesson.ts'

/** Fewer do not cover a lesson. */
const checksMin = 4

export interface JudgedRuns {
  readonly tasks: readonly Pick<Task, 'id' | 'initially'>[]
  /** Reports of all checks with what the learner gets, and with what the lesson leads to. */
  readonly starter: readonly CheckReport[]
  readonly solution: readonly CheckReport[]
}

/**
 * The problems, a sentence each. The solution passes every check. The starter boots, and each check fails with it because
 * an expectation was not met, unless its task says that it passes from the beginning.
 */
export function judgeLesson({ tasks, starter, solution }: JudgedRuns): string[] {
  const problems: string[] = []
  if (tasks.length < checksMin)
    problems.push(`There are ${tasks.length} checks; a lesson has at least ${checksMin}.`)
  for (const { id, initially } of tasks) {
    const solved = solution.find((report) => report.id === id)
    if (solved === undefined) problems.push(`The check "${id}" did not run with the solution.`)
    else if (solved.state !== 'passed')
      problems.push(`The solution does not pass "${id}": ${describe(solved)}`)
    const begun = starter.find((report) => report.id === id)
    if (begun === undefined) problems.push(`The check "${id}" did not run with the starter.`)
    else if (initially === 'pass') {
      if (begun.state !== 'passed')
        problems.push(`The starter must pass "${id}" from the beginning: ${describe(begun)}`)
    } else if (begun.state === 'passed') {
      problems.push(`The starter passes "${id}" already: it asks nothing of the learner.`)
    } else if (!isByAssertion(begun)) {
      problems.push(`The starter fails "${id}", but not by an expectation: ${describe(begun)}`)
    }
  }
  return problems
}

/** The program ran, and the check came to its verdict. */
function isByAssertion(report: CheckReport): boolean {
  if (report.state !== 'failed') return false
  return report.failure.code !== 'server-ended' && report.failure.code !== 'server-blocked'
}

function describe(report: CheckReport): string {
  const text = outcomeText(report, 'en', clientTitle)
  return `${report.state}. Expected: ${text?.expected ?? ''} Seen: ${text?.seen.join(' / ') ?? ''}`
}
