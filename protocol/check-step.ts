/** What is told while a lesson's checks run: a step of one check. Whoever runs them says so, and the trace keeps it. */
import * as z from 'zod'

/** Events that show why a check failed: more say no more. */
const evidenceMax = 50

/** The check's id, as the lesson has it. */
const check = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/)

export const checkStepFields = {
  started: { phase: z.literal('started'), check },
  passed: { phase: z.literal('passed'), check },
  failed: {
    phase: z.literal('failed'),
    check,
    /** `failed`: an expectation was not met. `timed-out`: the check overran. `not-started`: the program did not serve. */
    outcome: z.enum(['failed', 'timed-out', 'not-started']),
    /** `seq` of the events that show it, oldest first. */
    evidence: z.array(z.int().min(1)).max(evidenceMax),
  },
}

export const checkStepSchema = z.discriminatedUnion('phase', [
  z.object(checkStepFields.started),
  z.object(checkStepFields.passed),
  z.object(checkStepFields.failed),
])

export type CheckStep = z.infer<typeof checkStepSchema>
