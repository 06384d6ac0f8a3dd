import { expect, test } from 'vitest'
import type { FailureText } from '../../harness/failure-words.ts'
import type { CheckOutcome } from '../../harness/run-checks.ts'
import { githubReporter } from '../../server/cli/check-reporters/github.ts'
import { junitReporter } from '../../server/cli/check-reporters/junit.ts'
import { prettyReporter } from '../../server/cli/check-reporters/pretty.ts'
import type { CheckedTitle, CheckReporter, CheckResult } from '../../server/cli/check-reporters/reporter.ts'

const title: CheckedTitle = {
  lesson: 'server',
  spelling: 'classic',
  folder: 'work/a, b:c',
  placeOf: (file) => ({
    path: file === undefined ? 'work/a, b:c' : `work/a, b:c/${file}`,
    exact: file !== undefined,
  }),
}

const result = (outcome: CheckOutcome, text?: FailureText): CheckResult => ({
  sentence: 'It says <hello> & "100%".',
  report: { ...outcome, id: 'hello', durationMs: 1234.5, events: { after: 0, last: 1 } },
  text,
})

const syntaxError: CheckOutcome = {
  state: 'not-started',
  start: {
    ok: false,
    problem: 'syntax-error',
    error: {
      seq: 1,
      at: 1,
      origin: 'server',
      kind: 'error',
      participant: 'server',
      stage: 'syntax',
      name: 'SyntaxError',
      message: 'Unexpected token',
      file: 'server.js',
      line: 7,
    },
  },
}

function written(make: (write: (text: string) => void) => CheckReporter, ...results: CheckResult[]): string {
  let text = ''
  const reporter = make((more) => (text += more))
  reporter.begin(title)
  for (const each of results) reporter.finished(title, each)
  reporter.end([{ title, results }])
  return text
}

test('an annotation stands on the line of the error, and no text of it can end it or begin another', () => {
  const text = written(
    (write) => githubReporter('en', write),
    result(syntaxError, { expected: 'ok', seen: ['one\r\n::error::two'] }),
  )
  const [annotation, total] = text.split('\n')
  expect(annotation).toMatch(
    /^::error file=work\/a%2C b%3Ac\/server\.js,line=7,title=server \(classic\)%3A [^:,]*::It says <hello> & "100%25"\.%0A/,
  )
  expect(annotation).toContain('one%0D%0A::error::two')
  expect(total).toBe('0 of 1 checks passed.')
})

test('an annotation without a place of an error stands on the folder', () => {
  const text = written(
    (write) => githubReporter('en', write),
    result({ state: 'timed-out' }, { expected: 'ok', seen: ['late'] }),
  )
  expect(text).toMatch(/^::error file=work\/a%2C b%3Ac,title=/)
})

test('what XML forbids is replaced, and what it reserves is escaped', () => {
  const text = written(
    junitReporter,
    result({ state: 'timed-out' }, { expected: 'a\u0000\u001B\uD800b\n"<&>', seen: [']]>\uFFFE'] }),
    result({ state: 'passed' }),
  )
  expect(text).toContain('message="a\uFFFD\uFFFD\uFFFDb&#10;&quot;&lt;&amp;&gt;"')
  expect(text).toContain('>]]&gt;\uFFFD</failure>')
  expect(text).toContain('<testsuites name="wirelab check" tests="2" failures="1" errors="0" time="2.469">')
})

test('the report for people says the same without colour, and why a program did not start once', () => {
  const failed = result(syntaxError, { expected: 'Node can read it.', seen: ['SyntaxError', 'more'] })
  const results = [result({ state: 'passed' }), failed, failed]
  const plain = written((write) => prettyReporter('en', false, write), ...results)
  expect(plain).toBe(
    `server (classic), work/a, b:c
  ✓ passed  It says <hello> & "100%".  1235 ms
  ✗ failed  It says <hello> & "100%".  1235 ms
      Expected: Node can read it.
      Seen: SyntaxError
            more
  ✗ failed  It says <hello> & "100%".  1235 ms

1 of 3 checks passed.
`.replaceAll(/  \n/g, '\n'),
  )
  const coloured = written((write) => prettyReporter('en', true, write), ...results)
  expect(coloured).not.toBe(plain)
  // oxlint-disable-next-line no-control-regex
  expect(coloured.replaceAll(/\u001B\[\d+m/g, '')).toBe(plain)
})
