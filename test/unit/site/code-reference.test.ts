import { expect, test } from 'vitest'
import { codeReferences, excerpt } from '../../../harness/code-reference.ts'

const program = ['a.on("x", () => {', '  b(() => {', '    c()', '  })', '', '  d()', '})', ''].join('\n')

test('an excerpt ends at the same indentation and loses what its lines share', () => {
  expect(excerpt(program, { file: 'p', from: 'b(', to: '})' })).toEqual({
    ok: true,
    code: 'b(() => {\n  c()\n})',
  })
  expect(excerpt(program, { file: 'p', from: 'a.on', to: '})' })).toEqual({
    ok: true,
    code: program.trimEnd(),
  })
})

test('without an end it is one line, without a beginning the whole file', () => {
  expect(excerpt(program, { file: 'p', from: 'c()' })).toEqual({ ok: true, code: 'c()' })
  expect(excerpt(program, { file: 'p' })).toEqual({ ok: true, code: program.trimEnd() })
})

test('what is not there is a sentence that names it', () => {
  expect(excerpt(program, { file: 'p', from: 'zzz' })).toEqual({
    ok: false,
    sentence: 'No line of p begins with "zzz".',
  })
})

test('references are found with their lines, whatever stands within quotes', () => {
  const prose =
    'x\n<Code file="a>b.js" from="solution" />\n\n<Code\n  solution\n  file=\'c.js\'\n/>\n<Codex file="no" />'
  expect(codeReferences(prose)).toEqual([
    { line: 2, file: 'a>b.js', from: 'solution', to: undefined, solution: false },
    { line: 4, file: 'c.js', from: undefined, to: undefined, solution: true },
  ])
})
