import { describe, expect, it } from 'vitest'
import { InsideStory, roomsStory } from '../../fixtures/inspector/inside-story.ts'
import type { Language } from '../../../protocol/lesson.ts'
import { sentenceOf } from '../../../trace/ladder-sentence.ts'
import { LadderLog } from './ladder-log.ts'

const nameOf = (id: string) => id.charAt(0).toUpperCase() + id.slice(1)

function sentences(language: Language, story = roomsStory()): string[] {
  const { ladder } = new LadderLog(story)
  const context = { language, nameOf, since: 0 }
  return ladder.items.map((item) => sentenceOf(item, context).replaceAll('\u00A0', ' '))
}

describe('the rows of a chat with rooms as sentences', () => {
  it('tell in English to whom each call went, and who was left out', () => {
    const said = sentences('en')
    expect(said).toEqual(
      expect.arrayContaining([
        'Server to Ann, Cat: event chat, "hi", to blue; without Ben, who is not in blue, 901 ms',
        'Server to Ann, Cat: event typing, {"name":"Ben","since":12}; without Ben, who is the sender, and a broadcast leaves the sender out, 1.4 s',
        'Server to Ann, Ben, Cat: event news, {"title":"Rooms are open"}, 2 s',
        "Cat, typed into the console: socket.emit('mesage', 'hi'), 2.6 s",
        'Cat, result: Socket {connected: true}, claimed, 2.61 s',
        'Ann: you unplugged it, 3 s',
        'Ann: disconnected: ping timeout, claimed, 4.3 s',
        'All clients: delay of 200 ms each way',
      ]),
    )
    expect(said).toContainEqual(
      expect.stringMatching(/^Server to nobody: event chat, to green; without Ann, who is not in green/),
    )
    expect(said).toContainEqual(
      expect.stringMatching(
        /^Server to Ann, Cat: event vote, "Friday\?", to blue, asks for acknowledgement 3/,
      ),
    )
  })

  it('say of a call that nothing has crossed of so far not that it was for nobody', () => {
    const story = new InsideStory().run().connects('ann')
    story.emit({ sockets: ['s-ann'] })
    expect(sentences('en', story.events)).toContainEqual(expect.stringMatching(/^Server: event chat/))
  })

  it('say how far a check came, across all lifelines', () => {
    const log = new LadderLog([
      { kind: 'check', origin: 'checks', phase: 'started', check: 'welcome' },
      {
        kind: 'check',
        origin: 'checks',
        phase: 'failed',
        check: 'welcome',
        outcome: 'timed-out',
        evidence: [],
      },
    ])
    const say = (language: Language) =>
      log.ladder.items.map((item) => sentenceOf(item, { language, nameOf: (name) => name, since: 0 }))
    expect(log.ladder.items.map(({ type }) => type)).toEqual(['boundary', 'boundary'])
    expect(say('en')).toEqual(['Check “welcome” began', 'Check “welcome” took too long'])
    expect(say('ru')).toEqual(['Проверка «welcome» началась', 'Проверка «welcome» затянулась'])
  })

  it('tell the same in Russian', () => {
    const said = sentences('ru')
    expect(said).toContainEqual(
      expect.stringMatching(
        /^Сервер клиентам Ann, Cat: событие chat, "hi", в blue; без Ben: не состоит в blue/,
      ),
    )
    expect(said).toContainEqual(expect.stringMatching(/^Сервер никому: событие chat, в green/))
    expect(said).toContainEqual(expect.stringMatching(/^Ann: вы отключили кабель/))
  })
})
