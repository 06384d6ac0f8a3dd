import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completionAt } from '../../../trace/filter/completion.ts'
import { filterKeys } from '../../../trace/filter/filter.ts'
import { knownTrace } from '../../../trace/filter/filtered-events.ts'
import { parseFilter } from '../../../trace/filter/parse.ts'
import { seenNames } from '../../../trace/filter/seen-names.ts'
import { InsideStory } from '../../fixtures/inspector/inside-story.ts'
import { frame } from '../../fixtures/inspector/story.ts'
import { typedText } from './filter-trees.ts'
import { placed } from './state-events.ts'

const inTrace: Readonly<Record<string, readonly string[]>> = {
  event: ['chat', 'chat message', 'typing'],
  client: ['ann', 'ben'],
  room: ['light blue', 'blue'],
}

/** `|` is where somebody types. */
function offered(typed: string) {
  const caret = typed.indexOf('|')
  const text = typed.replace('|', '')
  const { start, end, options } = completionAt(text, caret, (key) => inTrace[key] ?? [])
  return {
    names: options.map(({ name }) => name),
    texts: options.map((option) => text.slice(0, start) + option.text + text.slice(end)),
  }
}

describe('what is offered', () => {
  it('is every key where nothing is typed', () => {
    const keys = filterKeys.map((key) => `${key}:`)
    expect(offered('|').names).toEqual(keys)
    expect(offered('event:chat |').names).toEqual(keys)
    expect(offered('(|').names).toEqual(keys)
  })

  it.each([
    ['t|', ['type:', 'transport:', 'time:']],
    ['NO|', ['not']],
    ['a o|', ['or']],
    ['event:chat cl|ient', ['client:']],
    ['e|vent:chat', ['event:']],
    ['xyz|', []],
    ['"e|', []],
    ['event:|', ['chat', 'chat message', 'typing']],
    ['EVENT:T|', ['typing', 'chat', 'chat message']],
    ['event:"chat m|', ['chat message']],
    ['room:bl|', ['blue', 'light blue']],
    ['dir:|', ['up', 'down']],
    ['transport:po|', ['polling']],
    ['size:|', ['>1kb', '>100kb', '<100b']],
    ['evnt:|', []],
    ['(a)|', []],
  ])('for %s', (typed, names) => {
    expect(offered(typed).names).toEqual(names)
  })

  it('takes the place of the whole word, in quotes where it needs them', () => {
    expect(offered('a cl|').texts).toEqual(['a client:'])
    expect(offered('ev|nt:chat').texts).toEqual(['event:chat'])
    expect(offered('event:ty|p').texts).toEqual(['event:typing '])
    expect(offered('event:chat_|').texts).toEqual([])
    expect(offered('(event:"chat m|" or a)').texts).toEqual(['(event:"chat message"  or a)'])
  })

  it('lies within the text, whatever is typed, and a value is one that can be read', () => {
    fc.assert(
      fc.property(typedText, fc.nat(60), (text, place) => {
        const caret = Math.min(place, text.length)
        const { start, end, options } = completionAt(
          text,
          caret,
          (key) => inTrace[key] ?? ['a "b" c', '*', ''],
        )
        expect(start).toBeLessThanOrEqual(caret)
        expect(end).toBeGreaterThanOrEqual(caret)
        expect(end).toBeLessThanOrEqual(text.length)
        const { key } = completionAt(text, caret, () => [])
        for (const option of options) {
          if (option.kind === 'value' && key !== undefined)
            expect(parseFilter(`${key}:${option.text}`)).toMatchObject({ ok: true })
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('names that a trace has shown', () => {
  const story = new InsideStory()
    .run()
    .connects('ann')
    .connects('ben')
    .joins('ann', 'blue')
    .joins('ben', 'r\u202Eed')
  const events = placed(
    story.add(frame('ben', 'up', '42/chat,["first"]')).add(frame('ann', 'up', '42["last"]')).events,
  )
  const seen = (key: Parameters<typeof seenNames>[0]) => seenNames(key, events, knownTrace(events))

  it('come with the newest first, each once', () => {
    expect(seen('event')).toEqual(['last', 'first'])
    expect(seen('client')).toEqual(['ann', 'ben', 'server'])
    expect(seen('ns')).toEqual(['/', '/chat'])
  })

  it('leave out what is not what it looks like, and the rooms that sockets have for themselves', () => {
    expect(seen('room')).toEqual(['blue'])
  })
})
