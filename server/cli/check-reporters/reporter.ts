/** What every report of `wirelab check` is made of. A reporter writes as checks finish, or all at the end. */
import type { Spelling } from '../../../harness/lesson-program.ts'
import type { FailureText } from '../../../harness/failure-words.ts'
import type { CheckReport } from '../../../harness/run-checks.ts'

/** One program against one lesson's checks. */
export interface CheckedTitle {
  readonly lesson: string
  readonly spelling: Spelling
  /** The folder that was named on the command line; undefined for the lesson's own solution. */
  readonly folder: string | undefined
  /** Where a file of the program is on disk, as far as this program brings it: relative to the working folder. */
  readonly placeOf: (file: string | undefined) => Place
}

export interface Place {
  readonly path: string
  /** Whether `path` is the very file, not its folder. */
  readonly exact: boolean
}

export interface CheckResult {
  /** The check's sentence, in the language that was asked for. */
  readonly sentence: string
  readonly report: CheckReport
  /** Absent for a check that passed. */
  readonly text: FailureText | undefined
}

export interface CheckedProgramReport {
  readonly title: CheckedTitle
  readonly results: readonly CheckResult[]
}

export interface CheckReporter {
  begin(title: CheckedTitle): void
  finished(title: CheckedTitle, result: CheckResult): void
  end(programs: readonly CheckedProgramReport[]): void
}

export const hasPassed = ({ report }: CheckResult): boolean => report.state === 'passed'

export const titleText = ({ lesson, spelling, folder }: CheckedTitle): string =>
  `${lesson} (${spelling})${folder === undefined ? '' : `: ${folder}`}`
