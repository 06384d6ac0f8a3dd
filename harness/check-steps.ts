/** How a check came out, as a step of the trace. */
import type { CheckStep } from '../protocol/check-step.ts'
import type { CheckReport } from './run-checks.ts'

/** As the protocol has it; the first ones are the cause. */
const evidenceMax = 50

export function stepOf(report: CheckReport): CheckStep {
  const { id: check, state } = report
  switch (state) {
    case 'passed':
      return { phase: 'passed', check }
    case 'failed':
      return {
        phase: 'failed',
        check,
        outcome: state,
        evidence: report.failure.evidence.slice(0, evidenceMax),
      }
    case 'timed-out':
    case 'not-started':
      return { phase: 'failed', check, outcome: state, evidence: [] }
    default:
      return state satisfies never
  }
}
