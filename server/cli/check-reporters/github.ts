/**
 * Annotations of GitHub Actions, a line for each check that did not pass, on the file where the program failed or else
 * on its folder: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
import type { TraceEventOf } from '../../../protocol/trace.ts'
import type { Language } from '../../../protocol/lesson.ts'
import type { CheckReport } from '../../../harness/run-checks.ts'
import { hasPassed, titleText, type CheckReporter } from './reporter.ts'
import { reportWords } from './words.ts'

export function githubReporter(language: Language, write: (text: string) => void): CheckReporter {
  const say = reportWords[language]
  return {
    begin() {},
    finished(title, { sentence, report, text }) {
      if (text === undefined) return
      const error = errorOf(report)
      const { path, exact } = title.placeOf(error?.file)
      const line = exact && error?.line !== undefined ? [`line=${error.line}`] : []
      const properties = [
        `file=${property(path)}`,
        ...line,
        `title=${property(`${titleText(title)}: ${report.id}`)}`,
      ]
      const message = [
        sentence,
        `${say.expected}: ${text.expected}`,
        `${say.seen}: ${text.seen.join('\n')}`,
      ].join('\n')
      write(`::error ${properties.join(',')}::${data(message)}\n`)
    },
    end(programs) {
      const results = programs.flatMap((program) => program.results)
      write(`${say.total(results.filter(hasPassed).length, results.length)}\n`)
    },
  }
}

function errorOf(report: CheckReport): TraceEventOf<'error'> | undefined {
  if (report.state === 'failed' && report.failure.code === 'server-ended') return report.failure.error
  if (report.state === 'not-started' && report.start.problem !== 'unavailable') return report.start.error
  return undefined
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
