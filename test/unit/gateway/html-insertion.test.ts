import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScriptInjection } from '../../../server/gateway/script-injection.ts'

const plain = '<script src="/__wirelab__/page.js"></script>'

/** The page as it leaves the gateway, when it came in these pieces. */
function injected(pieces: readonly Buffer[], isTyped = true): string {
  const injection = new ScriptInjection(isTyped)
  const out: Buffer[] = []
  let inserted = false
  for (const piece of pieces) {
    if (inserted) {
      out.push(piece)
      continue
    }
    const next = injection.push(piece)
    if (next.state === 'undecided') continue
    out.push(next.chunk)
    inserted = true
  }
  if (!inserted) {
    const last = injection.end()
    if (last.state === 'inserted') out.push(last.chunk)
  }
  return Buffer.concat(out).toString()
}

describe('the script element goes', () => {
  test.each([
    ['after the head', '<!doctype html>\n<html>\n<head>|\n<title>x</title>'],
    [
      'after the html element, where there is no head',
      '<!doctype html>\n<html lang="ru">|\n<title>x</title>',
    ],
    ['after the doctype, where there is neither', '<!DOCTYPE html>|\n<p>x'],
    ['first, where there is nothing', '|\n<p>x'],
    ['before a text', '<!doctype html>|\n text'],
    ['past a comment', '<!-- <head> --><!doctype html><!-- a > b --><head>|\n<script>'],
    ['past attributes with angle brackets', '<!doctype html><html data-a="<head>" b=\'>\'><head x=y>|\n'],
    ['not after a header', '<!doctype html>|\n<header>x</header><head>'],
    ['past a byte order mark', '\ufeff<!doctype html>|\n<p>x'],
    ['at the end of a page that ends early', '<!doctype html>\n<html>|'],
    ['before an unfinished comment', '<!doctype html>|\n<!-- never closed'],
  ])('%s', (_name, page) => {
    const source = page.replace('|', '')
    expect(injected([Buffer.from(source)])).toBe(page.replace('|', plain))
  })

  test('with its own place, where something follows on the same line', () => {
    expect(injected([Buffer.from('<!doctype html>\n<head><title>x</title>')])).toBe(
      '<!doctype html>\n<head><script src="/__wirelab__/page.js?at=2.7"></script><title>x</title>',
    )
  })

  test('nowhere in UTF-16, of which it would make nonsense', () => {
    const page = Buffer.from('\ufeff<!doctype html><p>x', 'utf16le')
    const result = new ScriptInjection(true).push(page)
    expect(result).toEqual({ state: 'inserted', chunk: page, addedBytes: 0 })
  })
})

describe('without a type', () => {
  test.each([
    ['a page', '<!DOCTYPE html>|\n<p>x'],
    ['a page after spaces', '\n\t <html lang="ru">|\n'],
    ['a page that begins with a comment', '<!-- mine -->|\n<p>x'],
    ['a piece of a page', '|<p>\n'],
  ])('%s gets the element', (_name, page) => {
    const source = Buffer.from(page.replace('|', ''))
    const expected = page.replace('|', plain).replace(/(?<=page\.js)(?="><\/script><p>)/, '?at=1.1')
    expect(injected([source], false)).toBe(expected)
    expect(injected([source.subarray(0, 2), source.subarray(2, 7), source.subarray(7)], false)).toBe(expected)
  })

  test.each([
    ['a text', 'Hello <html>'],
    ['data', '{"a":"<p>"}'],
    ['what only begins like a page', '<!doctype htm'],
    ['an element that browsers take for text', '<main>x</main>'],
    ['a page with a byte order mark, which makes it a text', '\ufeff<!doctype html>'],
    ['nothing', ''],
    ['a page behind more than a browser looks at', `${' '.repeat(1445)}<p>x`],
  ])('%s stays as it is', (_name, body) => {
    expect(injected([Buffer.from(body)], false)).toBe(body)
  })

  test('what cannot be a page any more is not held back', () => {
    expect(new ScriptInjection(false).push(Buffer.from('tick'))).toMatchObject({ state: 'inserted' })
  })
})

test('however a page is cut into pieces, it gets one element in the same place', () => {
  const parts = [
    '<!doctype html>',
    '<!-- a -->',
    '<html lang="x">',
    '<head>',
    ' ',
    '\n',
    '<p>',
    'ж',
    '<!--',
    '<he',
    '-->',
    '<',
  ]
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...parts), { maxLength: 8 }),
      fc.array(fc.nat({ max: 80 }), { maxLength: 5 }),
      (chosen, cuts) => {
        const page = Buffer.from(chosen.join(''))
        const edges = [0, ...cuts.filter((cut) => cut < page.length).sort((a, b) => a - b), page.length]
        const pieces = edges.slice(1).map((edge, index) => page.subarray(edges[index], edge))
        const result = injected(pieces)
        expect(result).toBe(injected([page]))
        expect(result.replace(/<script src="\/__wirelab__\/page\.js(?:\?at=\d+\.\d+)?"><\/script>/, '')).toBe(
          page.toString(),
        )
      },
    ),
  )
})
