import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearMiss } from '../../../trace/explain/near-miss.ts'

describe('a name that was probably meant', () => {
  it.each([
    ['mesage', 'message'], // a letter is missing
    ['messagee', 'message'], // one too many
    ['massage', 'message'], // a wrong one
    ['emssage', 'message'], // two changed places
    ['newmesage', 'new-message'],
    ['Message', 'message'],
    ['chat message', 'chat-message'],
    ['chatMessage', 'chat_message'],
    ['jion', 'join'],
    ['сообщение', 'собщение'],
  ])('for %s is %s', (name, meant) => {
    expect(nearMiss(name, ['connect', meant, 'typing'])).toBe(meant)
  })

  it.each([
    ['send', 'spent'],
    ['a', 'b'],
    ['on', 'off'],
    ['join', 'leave'],
    ['message', 'messenger'],
    ['typing', 'chat'],
    ['', 'a'],
  ])('for %s is not %s', (name, other) => {
    expect(nearMiss(name, [other])).toBeUndefined()
  })

  it('is the nearest of several', () => {
    expect(nearMiss('messages', ['massage', 'message', 'messy'])).toBe('message')
  })

  it('is looked for in bounded time, whatever the names are', () => {
    const long = 'x'.repeat(1_000_000)
    expect(nearMiss(long, [long.slice(1)])).toBeUndefined()
    expect(
      nearMiss(
        'message',
        Array.from({ length: 100_000 }, () => long),
      ),
    ).toBeUndefined()
  })

  it('is one of the candidates, and never the name itself', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (name, candidates) => {
        const near = nearMiss(name, candidates)
        expect(near === undefined || (candidates.includes(near) && near !== name)).toBe(true)
      }),
    )
  })
})
