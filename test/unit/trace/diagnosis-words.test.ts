import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { diagnosisSentence, lessonOf } from '../../../trace/explain/diagnosis-words.ts'
import { inertText } from '../../../trace/inert-text.ts'
import type { Diagnosis, DiagnosisKind } from '../../../trace/explain/explanation.ts'

const of = { client: 'ann', evidence: [1] } as const
const names: Readonly<Record<string, string>> = { ann: 'Ann', server: 'the server' }
const nameOf = (participant: string) => names[participant] ?? participant
/** What a hostile program might call its events, rooms and namespaces. */
const hostile = `\u202e</b>\u001b[31m\n${'x'.repeat(10_000)}`

/** Each with a name that a program chose. */
function diagnoses(name: string): Readonly<Record<DiagnosisKind, readonly Diagnosis[]>> {
  return {
    'ack-pending': [
      { ...of, what: 'ack-pending', event: name },
      { ...of, what: 'ack-pending', event: name, asker: 'server' },
      { ...of, what: 'ack-pending', event: name, because: 'unheard' },
      { ...of, what: 'ack-pending', event: name, because: 'unheard', asker: 'server' },
      { ...of, what: 'ack-pending', event: name, because: 'left' },
      { ...of, what: 'ack-pending', event: name, because: 'left', asker: 'server' },
    ],
    'ack-timed-out': [{ ...of, what: 'ack-timed-out', event: name, afterMs: 1500 }],
    'ack-late': [
      { ...of, what: 'ack-late', event: name },
      { ...of, what: 'ack-late', event: name, asker: 'server' },
    ],
    'ack-twice': [
      { ...of, what: 'ack-twice', event: name },
      { ...of, what: 'ack-twice', event: name, asker: 'server' },
    ],
    'handlers-repeated': [
      { ...of, what: 'handlers-repeated', event: name, handlers: 3 },
      { ...of, what: 'handlers-repeated', event: name, handlers: 2, on: 'page' },
    ],
    'handler-late': [
      { ...of, what: 'handler-late', event: name },
      { ...of, what: 'handler-late', event: name, on: 'page' },
    ],
    'buffered-burst': [{ ...of, what: 'buffered-burst', count: 5 }],
    'new-id': [
      { ...of, what: 'new-id', before: name, after: name, lostRooms: [] },
      { ...of, what: 'new-id', before: 'a', after: 'b', lostRooms: [name] },
      { ...of, what: 'new-id', before: 'a', after: 'b', lostRooms: Array.from({ length: 50 }, () => name) },
    ],
    recovered: [
      { ...of, what: 'recovered', missed: 0 },
      { ...of, what: 'recovered', missed: 1 },
    ],
    'stuck-on-polling': [{ ...of, what: 'stuck-on-polling' }],
    'cors-refused': [{ ...of, what: 'cors-refused' }],
    'version-mismatch': [{ ...of, what: 'version-mismatch', clientEio: name }],
    'path-as-namespace': [{ ...of, what: 'path-as-namespace', namespace: name }],
    'wrong-path': [{ ...of, what: 'wrong-path', path: name }],
    'payload-too-large': [
      { ...of, what: 'payload-too-large', size: 2_000_000, limit: 1_000_000 },
      { ...of, what: 'payload-too-large', limit: 1_000_000 },
    ],
    'middleware-refused': [{ ...of, what: 'middleware-refused', namespace: name, message: name }],
    'unknown-namespace': [{ ...of, what: 'unknown-namespace', namespace: name }],
    'disconnected-by-server': [{ ...of, what: 'disconnected-by-server' }],
    'ping-timeout': [{ ...of, what: 'ping-timeout' }],
    'plain-websocket': [{ ...of, what: 'plain-websocket' }],
    'server-blocked': [{ ...of, what: 'server-blocked', forMs: 1200 }],
  }
}

const every = (name: string) => Object.values(diagnoses(name)).flat()

describe('a diagnosis', () => {
  it.each(every('chat'))('is one sentence in each language that names the client: %j', (diagnosis) => {
    const [english, russian] = [
      diagnosisSentence(diagnosis, 'en', nameOf),
      diagnosisSentence(diagnosis, 'ru', nameOf),
    ]
    for (const sentence of [english, russian]) {
      expect(sentence).toContain('Ann')
      expect(sentence).toMatch(/^\p{Lu}[^\n]*\.$/u)
      // What happened, and after a colon or an `and` what to do: never a second sentence.
      expect(sentence).not.toMatch(/\p{L}\. \p{Lu}/u)
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object/)
    }
    expect(english).not.toMatch(/\p{Script=Cyrillic}/u)
    expect(russian).toMatch(/\p{Script=Cyrillic}/u)
  })

  it.each(every(hostile))('shows what a program named as harmless text: %#', (diagnosis) => {
    for (const language of ['en', 'ru'] as const) {
      const sentence = diagnosisSentence(diagnosis, language, nameOf)
      expect(inertText(sentence)).toBe(sentence)
      expect(sentence.length).toBeLessThan(700)
    }
  })

  it('counts as the language does', () => {
    const burst = (count: number) => diagnosisSentence({ ...of, what: 'buffered-burst', count }, 'ru', nameOf)
    expect(burst(2)).toContain('2 события')
    expect(burst(5)).toContain('5 событий')
    expect(burst(21)).toContain('21 событие')
    const missed = (count: number) =>
      diagnosisSentence({ ...of, what: 'recovered', missed: count }, 'en', nameOf)
    expect(missed(1)).toContain('1 packet that it had missed was sent again')
    expect(missed(2)).toContain('2 packets that it had missed were sent again')
  })

  it('is of the server where it is of no client', () => {
    const diagnosis: Diagnosis = { what: 'stuck-on-polling', evidence: [1] }
    expect(diagnosisSentence(diagnosis, 'en', nameOf)).toContain('the server')
  })

  it('leads to a lesson that is there, or to none', () => {
    const slugs = readdirSync(new URL('../../../lessons', import.meta.url)).map((name) =>
      name.replace(/^\d+-/, ''),
    )
    const led = every('chat').map(lessonOf)
    for (const lesson of led) if (lesson !== undefined) expect(slugs).toContain(lesson)
    expect(lessonOf({ ...of, what: 'handler-late', event: 'chat' })).toBe('server')
    expect(lessonOf({ ...of, what: 'handler-late', event: 'chat', on: 'page' })).toBe('client')
    expect(lessonOf({ ...of, what: 'version-mismatch', clientEio: '3' })).toBeUndefined()
  })
})
