/** How a check came out in words, also where no expectation was at fault: the program did not start, or time was up. */
import type { Language } from '../protocol/lesson.ts'
import { inertText } from '../trace/inert-text.ts'
import { endText, failureText, failureWords, lineMax, type FailureText } from './failure-words.ts'
import type { CheckOutcome } from './run-checks.ts'

/**
 * What was expected, and what was seen instead; undefined for a check that passed.
 * @param nameOf the client's name as people read it
 */
export function outcomeText(
  outcome: CheckOutcome,
  language: Language,
  nameOf: (client: string) => string,
): FailureText | undefined {
  const say = failureWords(language)
  switch (outcome.state) {
    case 'passed':
      return undefined
    case 'failed':
      return failureText(outcome.failure, language, nameOf)
    case 'timed-out':
      return { expected: say.checkEnds, seen: [say.overran] }
    case 'not-started':
      return startText(outcome.start, language)
    default:
      return outcome satisfies never
  }
}

function startText(
  start: Extract<CheckOutcome, { state: 'not-started' }>['start'],
  language: Language,
): FailureText {
  const say = failureWords(language)
  switch (start.problem) {
    case 'syntax-error':
      return { expected: say.canBeRead, seen: endText(start, language) }
    case 'start-failed':
      return { expected: say.starts, seen: endText(start, language) }
    case 'never-listens':
      return { expected: say.listens, seen: [...endText({ error: start.error }, language), say.silent] }
    case 'start-blocked':
      return { expected: say.listens, seen: [say.busyFromTheStart] }
    case 'unavailable':
      return { expected: say.canBeRun, seen: [inertText(start.detail, lineMax)] }
    default:
      return start satisfies never
  }
}
