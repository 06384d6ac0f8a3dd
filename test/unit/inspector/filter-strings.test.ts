import { describe, expect, it } from 'vitest'
import { filterStrings, type FilterStrings } from '../../../src/strings/filter.ts'

const english = filterStrings('en')
const russian = filterStrings('ru')

/** Every sentence about a mistake, by its code: as of a key and as of a parenthesis. */
function sentences({ mistakes }: FilterStrings): readonly (readonly [string, string])[] {
  return Object.entries(mistakes).flatMap(([code, sentence]) => [
    [code, sentence({ text: 'not', key: 'time', values: 'up, down' })] as const,
    [`${code} ()`, sentence({ text: '()', key: 'size', values: '' })] as const,
  ])
}

const texts = ({ help, nothing, ...others }: FilterStrings): readonly string[] => [
  ...Object.values(others).filter((text) => typeof text === 'string'),
  ...Object.values(help).filter((text) => typeof text === 'string'),
  ...Object.values(help.keys),
  nothing.what,
  ...Object.values(nothing.how),
  others.steps(2, 5),
  others.ofThem(2),
  others.stepsHidden(2, 5),
  others.stepsHidden(5, 5),
  others.count('1', '2'),
  others.mend('x'),
  others.stillInForce('x'),
  others.only('x'),
]

describe('the texts of the filter', () => {
  it('explain every mistake in a sentence of its own, in both languages', () => {
    const told = new Map(sentences(english))
    for (const [code, sentence] of sentences(russian)) {
      expect(sentence, code).toMatch(/^[А-ЯЁ].*[.)]$/)
      expect(told.get(code), code).toMatch(/^[A-Z“].*[.]$/)
    }
    expect(sentences(russian).map(([code]) => code)).toEqual([...told.keys()])
  })

  it('are translated, not copied', () => {
    const copied = texts(russian).filter((text) => texts(english).includes(text))
    expect(copied).toEqual([])
  })

  it('say what the key takes', () => {
    const names = { text: 'left', key: 'dir', values: 'up, down' }
    expect(english.mistakes['unknown-value'](names)).toBe('“left” is no value of “dir”. It can be: up, down.')
    expect(russian.mistakes['unknown-value'](names)).toBe('У «dir» нет значения «left». Возможны: up, down.')
  })
})
