/** JUnit's XML, which most CI services read: a suite a program, a case a check. */
import { hasPassed, titleText, type CheckReporter, type CheckResult } from './reporter.ts'

export function junitReporter(write: (text: string) => void): CheckReporter {
  return {
    begin() {},
    finished() {},
    end(programs) {
      const all = programs.flatMap(({ results }) => results)
      const suites = programs.map(
        ({ title, results }) =>
          `  <testsuite name="${escape(titleText(title))}" ${counts(results)}>\n` +
          results.map((result) => testCase(`${title.lesson}.${title.spelling}`, result)).join('') +
          '  </testsuite>\n',
      )
      write(
        '<?xml version="1.0" encoding="UTF-8"?>\n' +
          `<testsuites name="wirelab check" ${counts(all)}>\n${suites.join('')}</testsuites>\n`,
      )
    },
  }
}

function counts(results: readonly CheckResult[]): string {
  const failed = results.filter((result) => !hasPassed(result)).length
  const totalMs = results.reduce((sum, { report }) => sum + report.durationMs, 0)
  return `tests="${results.length}" failures="${failed}" errors="0" time="${seconds(totalMs)}"`
}

function testCase(className: string, { sentence, report, text }: CheckResult): string {
  const open = `    <testcase classname="${escape(className)}" name="${escape(`${report.id}: ${sentence}`)}" time="${seconds(report.durationMs)}"`
  if (text === undefined) return `${open}/>\n`
  const seen = escape(text.seen.join('\n'))
  return `${open}>\n      <failure type="${report.state}" message="${escape(text.expected)}">${seen}</failure>\n    </testcase>\n`
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3)

/** Of XML 1.0, https://www.w3.org/TR/xml/#charsets: what is left out here may not stand in a document, escaped or not. */
// oxlint-disable-next-line no-control-regex
const noCharacter = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

function escape(text: string): string {
  return text
    .replaceAll(noCharacter, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}
