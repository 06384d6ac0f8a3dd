import { describe, expect, it } from 'vitest'
import { inspectorStrings } from '../../../src/strings/inspector.ts'
import { networkStrings } from '../../../src/strings/network.ts'
import { whyStrings } from '../../../src/strings/why.ts'
import { ladderWords } from '../../../trace/ladder-words.ts'

/** Every text of a shape by its path; functions are called with plausible values. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') {
    const text: unknown = value(3, 2)
    return [[path, String(text)]]
  }
  if (typeof value !== 'object' || value === null) throw new TypeError(`${path} is no text`)
  return Object.entries(value).flatMap(([key, child]) => textsOf(child, `${path}.${key}`))
}

/** Names of the protocol, of functions and of products are the same in every language. */
const sameInBoth = ['.packets.columns.ack', '.isolation.bubblewrap']

describe.each([
  ['the inspector', inspectorStrings('en'), inspectorStrings('ru')],
  ['the ladder', ladderWords('en'), ladderWords('ru')],
  ['the network', networkStrings('en'), networkStrings('ru')],
  ['the Why? tab', whyStrings('en'), whyStrings('ru')],
] as const)('%s', (_name, english, russian) => {
  it('has every text in both languages', () => {
    const paths = textsOf(english).map(([path]) => path)
    expect(textsOf(russian).map(([path]) => path)).toEqual(paths)
    for (const [path, text] of [...textsOf(english), ...textsOf(russian)]) {
      expect(text.trim(), path).not.toBe('')
    }
  })

  it('is translated, not copied', () => {
    const original = new Map(textsOf(english))
    const copied = textsOf(russian).filter(([path, text]) => original.get(path) === text)
    expect(copied.map(([path]) => path).filter((path) => !sameInBoth.includes(path))).toEqual([])
  })
})

describe('Russian', () => {
  it('declines what is counted', () => {
    const { steps } = ladderWords('ru')
    expect([1, 2, 5, 11, 21].map(steps)).toEqual(['1 шаг', '2 шага', '5 шагов', '11 шагов', '21 шаг'])
  })
})
