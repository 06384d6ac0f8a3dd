/** For programs: one JSON document, at the end. */
import { hasPassed, type CheckReporter } from './reporter.ts'

/** Grows when a field changes its meaning or goes. */
const formatVersion = 1

export function jsonReporter(write: (text: string) => void): CheckReporter {
  return {
    begin() {},
    finished() {},
    end(programs) {
      const document = {
        format: 'wirelab-check',
        version: formatVersion,
        passed: programs.every(({ results }) => results.every(hasPassed)),
        programs: programs.map(({ title: { lesson, spelling, folder }, results }) => ({
          lesson,
          spelling,
          folder: folder ?? null,
          checks: results.map(({ sentence, report, text }) => ({
            id: report.id,
            sentence,
            state: report.state,
            durationMs: Math.round(report.durationMs),
            ...(report.state === 'failed' ? { code: report.failure.code } : {}),
            ...(report.state === 'not-started' ? { code: report.start.problem } : {}),
            ...text,
          })),
        })),
      }
      write(`${JSON.stringify(document, undefined, 2)}\n`)
    },
  }
}
