import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Filter } from '../../../trace/filter/filter.ts'
import { isUnfinished, type FilterMistake } from '../../../trace/filter/mistake.ts'
import { openEnd } from '../../../trace/filter/open-end.ts'
import { filterMaxLength, parseFilter } from '../../../trace/filter/parse.ts'
import { printFilter } from '../../../trace/filter/print.ts'
import { filterTree, typedText } from './filter-trees.ts'

function treeOf(text: string): Filter | undefined {
  const parsed = parseFilter(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.mistakes.map(({ code }) => code).join(', ')}`)
  return parsed.filter
}

function mistakesOf(text: string): readonly FilterMistake[] {
  const parsed = parseFilter(text)
  return parsed.ok ? [] : parsed.mistakes
}

/** What is underlined, and what is offered for it. */
const told = (text: string) =>
  mistakesOf(text).map(({ code, start, end, suggestion }) => [code, text.slice(start, end), suggestion])

describe('a filter that is printed', () => {
  it('is read again as the same tree', () => {
    fc.assert(
      fc.property(filterTree, (tree) => {
        expect(treeOf(printFilter(tree))).toEqual(tree)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('any text', () => {
  it('is answered with a tree or with mistakes that lie within it', () => {
    fc.assert(
      fc.property(typedText, (text) => {
        const parsed = parseFilter(text)
        if (parsed.ok) {
          expect(parsed.filter === undefined).toBe(text.trim() === '')
          return
        }
        expect(parsed.mistakes.length).toBeGreaterThan(0)
        for (const { start, end } of parsed.mistakes) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('has its mistakes in order, each only once', () => {
    fc.assert(
      fc.property(typedText, (text) => {
        const mistakes = mistakesOf(text)
        const places = mistakes.map(({ start }) => start)
        expect(places).toEqual(places.toSorted((a, b) => a - b))
        expect(new Set(mistakes.map((mistake) => JSON.stringify(mistake))).size).toBe(mistakes.length)
      }),
    )
  })

  it('that is nested without end is refused, not followed', () => {
    expect(told(`${'('.repeat(500)}a`)).toMatchObject([
      ['too-deep', expect.stringMatching(/^\(+a$/), undefined],
    ])
    expect(mistakesOf('not '.repeat(499) + 'a')).toMatchObject([{ code: 'too-deep' }])
  })

  it('that is endless is refused', () => {
    expect(mistakesOf('a'.repeat(filterMaxLength))).toEqual([])
    expect(mistakesOf('a'.repeat(filterMaxLength + 5))).toEqual([
      { code: 'too-long', start: filterMaxLength, end: filterMaxLength + 5 },
    ])
  })
})

describe('the grammar', () => {
  it.each([
    ['event:chat', 'event:chat'],
    ['EVENT:Chat Dir:UP', 'event:Chat dir:UP'],
    ['event:chat client:ann', 'event:chat client:ann'],
    ['event:chat and client:ann', 'event:chat client:ann'],
    ['a or b c', '"a" or "b" "c"'],
    ['(a or b) c', '("a" or "b") "c"'],
    ['NOT a b', 'not "a" "b"'],
    ['not (a b)', 'not ("a" "b")'],
    ['not not a', 'not not "a"'],
    ['((a))', '"a"'],
    ['event:cha*', 'event:cha*'],
    ['event:"cha*"', 'event:"cha*"'],
    ['event:"two words"*', 'event:"two words"*'],
    ['event:""', 'event:""'],
    ['ns:/admin', 'ns:/admin'],
    ['event:a:b', 'event:a:b'],
    ['size:>1kb', 'size:>1kb'],
    ['size:5', 'size:=5b'],
    ['size:>=1,5МБ', 'size:>=1.5mb'],
    ['time:>1.5s', 'time:>1.5s'],
    ['time:<20мс', 'time:<20ms'],
    ['ack:7', 'ack:7'],
    ['ack:*', 'ack:*'],
    ['"or"', '"or"'],
    [String.raw`"say \"hi\""`, String.raw`"say \"hi\""`],
    ['{"a":1}', '"{" "a" ":1}"'],
    ['12:30', '"12:30"'],
  ])('%s is read as %s', (typed, printed) => {
    const tree = treeOf(typed)
    expect(tree && printFilter(tree)).toBe(printed)
  })

  it('of nothing is no filter', () => {
    expect(parseFilter('')).toEqual({ ok: true })
    expect(parseFilter('  \t ')).toEqual({ ok: true })
  })
})

describe('a mistake', () => {
  it.each<[string, (string | undefined)[][]]>([
    ['evnt:chat', [['unknown-key', 'evnt', 'event']]],
    ['a trnasport:polling', [['unknown-key', 'trnasport', 'transport']]],
    ['trans:polling', [['unknown-key', 'trans', 'transport']]],
    ['http://localhost', [['unknown-key', 'http://localhost', '"http://localhost"']]],
    ['event:', [['missing-value', 'event:', undefined]]],
    ['event: chat', [['missing-value', 'event:', undefined]]],
    ['dir:left', [['unknown-value', 'left', undefined]]],
    ['transport:weboscket', [['unknown-value', 'weboscket', 'websocket']]],
    ['type:x*', [['unknown-value', 'x*', undefined]]],
    ['ack:seven', [['not-a-number', 'seven', undefined]]],
    ['size:>big', [['not-a-quantity', '>big', undefined]]],
    ['size:>1s', [['not-a-quantity', '>1s', undefined]]],
    ['time:>1', [['not-a-quantity', '>1', undefined]]],
    ['time:1.5s', [['missing-comparison', '1.5s', '>1.5s']]],
    ['"hi', [['unclosed-quote', '"hi', '"hi"']]],
    ['event:"hi you', [['unclosed-quote', '"hi you', '"hi you"']]],
    ['(a b', [['unclosed-parenthesis', '(', undefined]]],
    ['a b)', [['unexpected-parenthesis', ')', undefined]]],
    ['()', [['missing-term', '()', undefined]]],
    ['not', [['missing-term', 'not', undefined]]],
    ['a or', [['missing-term', 'or', undefined]]],
    ['or a', [['missing-term', 'or', undefined]]],
    ['a and', [['missing-term', 'and', undefined]]],
    ['a or or b', [['missing-term', 'or', undefined]]],
    ['(a or) b', [['missing-term', 'or', undefined]]],
    [
      'evnt:a dir:x )',
      [
        ['unknown-key', 'evnt', 'event'],
        ['unknown-value', 'x', undefined],
        ['unexpected-parenthesis', ')', undefined],
      ],
    ],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected)
  })

  it.each(['evnt:chat', 'transport:weboscket', 'time:1.5s', '"hi', String.raw`event:"a\"`, 'http://x'])(
    'in %s is mended by what is offered',
    (text) => {
      const [mistake] = mistakesOf(text)
      const { start = 0, end = 0, suggestion = '' } = mistake ?? {}
      expect(mistakesOf(text.slice(0, start) + suggestion + text.slice(end))).toEqual([])
    },
  )
})

describe('somebody who types', () => {
  it.each([
    ['event:', true],
    ['"hi the', true],
    ['(a b', true],
    ['a or', true],
    ['a or ', true],
    ['time:>1', true],
    ['evnt:', false],
    ['dir:left', false],
    ['event: a', false],
    ['a)', false],
  ])('%s has only not come to the end: %s', (text, unfinished) => {
    const [mistake] = mistakesOf(text)
    expect(mistake && isUnfinished(mistake, text, text.length)).toBe(unfinished)
    expect(mistake && isUnfinished(mistake, text, text.length - 1)).toBe(false)
  })

  it.each([
    ['eve', 'bare'],
    ['event:chat cl', 'bare'],
    ['not', 'bare'],
    ['event:ch', 'value'],
    ['event:chat ', undefined],
    ['(event:chat)', undefined],
    ['event:"chat"', undefined],
    ['"hi"', undefined],
    ['', undefined],
  ])('%s ends with a word that may go on: %s', (text, end) => {
    expect(openEnd(text)).toBe(end)
  })
})
