/** What the pane's console makes of declarations, read by the page script's own module. */
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { TopLevel } from '../../../server/gateway/page/top-level.ts'

let topLevelOf: (code: string) => TopLevel

beforeAll(async () => {
  // The module keeps the browser's functions when it is loaded; these three are all that it asks a window for.
  vi.stubGlobal('window', { addEventListener: () => undefined })
  ;({ topLevelOf } = await import('../../../server/gateway/page/top-level.ts'))
})

const text = (code: string) => topLevelOf(code).text
const names = (code: string) => topLevelOf(code).names

test.each([
  ['const x = 1', 'var x = 1', ['x']],
  ['let a = 1, b = [2, c], d', 'var a = 1, b = [2, c], d', ['a', 'b', 'd']],
  ['const { id, nsp } = socket; id', 'var { id, nsp } = socket; id', ['id', 'nsp']],
  ['const [first] = list', 'var [first] = list', ['first']],
  ['const { id: own = other } = socket', 'var { id: own = other } = socket', []],
  ['class A extends B { m() {} }\nnew A()', 'var A = class A extends B { m() {} };\nnew A()', ['A']],
  ['function f({ a } = {}) { let y }\nf()', 'var f = function f({ a } = {}) { let y };\nf()', []],
  ['async function f() {}', 'var f = async function f() {};', []],
  ['const a = 1\nf(), b', 'var a = 1\nf(), b', ['a']],
  ['let имя = 1', 'var имя = 1', ['имя']],
])('%j keeps what it declares', (code, expected, declared) => {
  expect(text(code)).toBe(expected)
  expect(names(code)).toEqual(declared)
})

describe('is left as it is', () => {
  test.each([
    ['a block', 'if (x) { const y = 1; class A {} }'],
    ['the head of a loop', 'for (let i = 0; i < 3; i += 1) f(i)'],
    ['a string', `'const x = 1'; "class A {}"`],
    ['a template, and one within it', '`const a ${f(`let b ${{}}`)} let c`'],
    ['a comment', '// const x\n/* let y\nclass A {} */ 1'],
    ['a regular expression', '/[/"]const x = "/.test(a) / 2'],
    ['a division', 'a / 2; b / "let c"'],
    ['an expression', 'x = class A {}; y = function f() {}; socket.on(1, async function g() {})'],
    ['a property', 'a.const; a.let = 1; a.class'],
    ['code that ends too early', 'f(`const'],
  ])('%s', (_name, code) => {
    expect(text(code)).toBe(code)
    expect(names(code)).toEqual([])
  })
})

test('the ends of top-level lines are told, and those of inner ones are not', () => {
  const { text, breaks } = topLevelOf('const a = f(\n1); g({ b: 1;\n})\na')
  expect(breaks.map((at) => text.slice(at))).toEqual([' g({ b: 1;\n})\na', 'a'])
})
