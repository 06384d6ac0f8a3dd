/** For a terminal: each check as it finishes. Colour only helps; every line says the same without. */
import { styleText } from 'node:util'
import type { Language } from '../../../protocol/lesson.ts'
import { hasPassed, type CheckReporter } from './reporter.ts'
import { reportWords } from './words.ts'

export function prettyReporter(
  language: Language,
  colour: boolean,
  write: (text: string) => void,
): CheckReporter {
  const say = reportWords[language]
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text
  let startTold = false
  return {
    begin({ lesson, spelling, folder }) {
      startTold = false
      write(`${paint('bold', lesson)} (${spelling}), ${folder ?? say.solution}\n`)
    },
    finished(_, { sentence, report, text }) {
      const duration = paint('dim', `${Math.round(report.durationMs)} ms`)
      if (text === undefined) {
        write(`  ${paint('green', `✓ ${say.passed}`)}  ${sentence}  ${duration}\n`)
        return
      }
      write(`  ${paint('red', `✗ ${say.failed}`)}  ${sentence}  ${duration}\n`)
      // A program that does not start fails every check for the one reason.
      if (report.state === 'not-started' && startTold) return
      startTold = report.state === 'not-started'
      write(`      ${say.expected}: ${text.expected}\n`)
      text.seen.forEach((line, index) =>
        write(`      ${index === 0 ? `${say.seen}:` : ' '.repeat(say.seen.length + 1)} ${line}\n`),
      )
    },
    end(programs) {
      const results = programs.flatMap((program) => program.results)
      const passed = results.filter(hasPassed).length
      const total = say.total(passed, results.length)
      write(`\n${paint(passed === results.length ? 'green' : 'red', total)}\n`)
    },
  }
}
