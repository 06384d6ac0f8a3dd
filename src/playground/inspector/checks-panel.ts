/** What the tab of checks needs beside the trace. */
import { checksStrings, type ChecksStrings } from '../../strings/checks.ts'
import type { CheckControl } from '../checks/check-control.ts'
import type { WorkbenchModel } from '../workbench-model.ts'
import type { CourseProps } from '../workbench-props.ts'

export interface ChecksPanel {
  readonly control: CheckControl
  readonly course: CourseProps
  readonly port: number
  readonly strings: ChecksStrings
  /** The learner has changed the program: a hint does not spoil a first try. */
  readonly hasTried: () => boolean
}

/** Undefined where there is no lesson. */
export function checksPanel(model: WorkbenchModel): ChecksPanel | undefined {
  const { course, language, port } = model.props
  if (course === undefined) return undefined
  return {
    control: model.checks,
    course,
    port,
    strings: checksStrings(language),
    hasTried: () => model.hasTried,
  }
}
