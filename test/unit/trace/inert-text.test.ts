import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inertLine, inertPieces, inertText } from '../../../trace/inert-text.ts'

describe('what would be obeyed or hidden is shown', () => {
  it.each([
    ['terminal escapes', '\u001b[31mred', '‹U+001B›[31mred'],
    ['control characters', 'a\u0000b\u0007c\u007fd\u009be', 'a‹U+0000›b‹U+0007›c‹U+007F›d‹U+009B›e'],
    ['line feeds', 'a\r\nb\tc', 'a‹U+000D›‹U+000A›b‹U+0009›c'],
    ['bidirectional overrides', 'abc\u202ecba', 'abc‹U+202E›cba'],
    ['bidirectional isolates and marks', '\u2066\u2069\u200f\u061c', '‹U+2066›‹U+2069›‹U+200F›‹U+061C›'],
    [
      'zero-width characters',
      'a\u200bb\u200dc\ufeffd\u2060e\u00adf',
      'a‹U+200B›b‹U+200D›c‹U+FEFF›d‹U+2060›e‹U+00AD›f',
    ],
    ['separators', 'a\u2028b\u2029c', 'a‹U+2028›b‹U+2029›c'],
    ['lone surrogates', 'a\ud800b\udc00', 'a‹U+D800›b‹U+DC00›'],
    ['text hidden in tags', '\u{e0041}', '‹U+E0041›'],
    ['selectors that follow no emoji', 'a\ufe0f', 'a‹U+FE0F›'],
    ['noncharacters', '\uffff', '‹U+FFFF›'],
  ])('%s', (_, source, shown) => {
    expect(inertText(source)).toBe(shown)
  })

  it.each(['plain', 'Привет, мир', '日本語', '👩‍💻 ❤️ 👋🏽 👨‍👩‍👧', 'é ü', 'مرحبا'])('%s stays as it is', (text) => {
    expect(inertText(text)).toBe(text)
  })

  it('keeps the lines of console output when asked', () => {
    expect(inertText('a\tb\nc\r\u001b', 100, true)).toBe('a\tb\nc‹U+000D›‹U+001B›')
  })

  it('tells a page which pieces stand for something else, so that a forged escape differs from a true one', () => {
    expect(inertPieces('‹U+202E›\u202e').pieces).toStrictEqual([
      { text: '‹U+202E›', escape: false },
      { text: '‹U+202E›', escape: true },
    ])
  })
})

describe('the length', () => {
  it('is bounded, and the true one told', () => {
    expect(inertText('x'.repeat(1_000), 10)).toBe(`${'x'.repeat(9)}…`)
    expect(inertPieces('x'.repeat(1_000), { maxLength: 10 })).toStrictEqual({
      pieces: [{ text: 'x'.repeat(10), escape: false }],
      cut: true,
      length: 1_000,
    })
  })

  it('splits neither a surrogate pair nor an escape', () => {
    expect(inertText('👋👋👋', 4)).toBe('👋…')
    expect(inertText('ab\u202e', 9)).toBe('ab…')
    expect(inertText('ab\u202e', 10)).toBe('ab‹U+202E›')
  })

  it('holds for any text, and nothing that acts is left in it', () => {
    const acts = /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}\u200B\u2060\uFEFF]/u
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.integer({ min: 1, max: 80 }),
        (text, max) => {
          const shown = inertText(text, max)
          expect(shown.length).toBeLessThanOrEqual(max)
          expect(shown).not.toMatch(acts)
          expect(inertText(shown)).toBe(shown)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

it('several lines in one row show where each begins, and nothing else for the line feed', () => {
  expect(inertLine('{\n  a: 1,\r\n\tb: \u202e2\n}\n')).toBe('{ ↵ a: 1, ↵ b: ‹U+202E›2 ↵ }')
  expect(inertLine('one\ntwo', 5)).toBe('one …')
  expect(inertLine('a\tb')).toBe('a‹U+0009›b')
})
