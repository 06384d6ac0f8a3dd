/** How a run of checks stands, in one sentence. */
import type { ChecksStrings } from '../../strings/checks.ts'
import type { CheckRun } from './check-control.ts'

export interface CheckSummary {
  readonly text: string
  readonly tone: 'quiet' | 'busy' | 'ok' | 'warn' | 'error'
}

export function checkSummary(
  run: CheckRun,
  passed: number,
  all: number,
  port: number,
  strings: ChecksStrings,
): CheckSummary {
  switch (run.state) {
    case 'idle':
      return { text: '', tone: 'quiet' }
    case 'running':
      return { text: '', tone: 'busy' }
    case 'finished':
      return { text: strings.summary(passed, all), tone: passed === all ? 'ok' : 'warn' }
    case 'interrupted':
      return { text: strings.interrupted[run.by], tone: run.by === 'fault' ? 'error' : 'quiet' }
    case 'not-started': {
      const { problem } = run.start
      const said = strings.notStarted[problem]
      return { text: typeof said === 'string' ? said : said(port), tone: 'error' }
    }
    default:
      return run satisfies never
  }
}
