/** What a fan says: its rooms, who was left out and why. */
import { inertText } from './inert-text.ts'
import { endsOf, roomMax } from './ladder-fan.ts'
import type { FanRoom, LadderFan } from './ladder-item.ts'
import { roomText, type FanSkip } from './ladder-skip.ts'
import { ladderWords, type LadderWords } from './ladder-words.ts'
import type { Language } from '../protocol/lesson.ts'

/** Of an error's message, in a line of words. */
const errorMax = 200

export interface FanWording {
  readonly language: Language
  /** How people call a client. */
  readonly nameOf: (client: string) => string
}

/** For example `to blue, except Ben’s socket`; empty for a call to everybody. */
export function fanRoomsText(fan: LadderFan, wording: FanWording): string {
  const words = ladderWords(wording.language)
  return [
    ...(fan.emit.roomCount === 0 ? [] : [words.toRooms(targetsText(fan, wording))]),
    ...(fan.except.length === 0 ? [] : [words.exceptRooms(roomsText(fan.except, wording).join(', '))]),
  ].join(', ')
}

/** Why a client got nothing, as far as it is known. */
export function skipText({ reason }: FanSkip, fan: LadderFan, wording: FanWording): string {
  const words = ladderWords(wording.language)
  if (reason === undefined) return words.skippedUnknown
  switch (reason.why) {
    case 'excepted': {
      const name = inertText(roomText(reason.room), roomMax)
      const room = fan.except.find((excepted) => excepted.name === name) ?? { name }
      return words.skips.excepted(roomsText([room], wording).join(''))
    }
    case 'not-in-room':
      return words.skips['not-in-room'](targetsText(fan, wording))
    case 'several':
      return words.skippedUnknown
    case 'sender':
    case 'other-namespace':
    case 'other-server':
    case 'not-connected':
      return words.skips[reason.why]('')
  }
}

/** What the call threw instead of sending. */
export function threwText(error: string, { language }: FanWording): string {
  return ladderWords(language).threw(inertText(error, errorMax))
}

/** To whom it went and for whom it was not: `Server to Ann, Cat: event chat, "hi", to blue; not Ben: not in blue`. */
export function fanSentence(fan: LadderFan, wording: FanWording): string {
  const words = ladderWords(wording.language)
  const ends = endsOf(fan)
  const reached = ends
    .filter(({ arrows }) => arrows !== undefined)
    .map(({ client }) => wording.nameOf(client))
  const said = fan.arrows[0]
  const rooms = fanRoomsText(fan, wording)
  const sentence = [
    `${words.shapes.event} ${fan.label}`,
    ...(said === undefined || said.preview === '' ? [] : [said.preview]),
    ...(fan.namespace === undefined ? [] : [words.inNamespace(fan.namespace)]),
    ...(rooms === '' ? [] : [rooms]),
    ...(fan.emit.ack === undefined ? [] : [words.asksAck(fan.emit.ack)]),
    ...(fan.emit.error === undefined ? [] : [threwText(fan.emit.error, wording)]),
  ].join(', ')
  const left = ends.flatMap(({ client, skip }) =>
    skip === undefined ? [] : [words.notFor(wording.nameOf(client), skipText(skip, fan, wording))],
  )
  return [`${fanToText(reached, fan.emit, wording)}: ${sentence}`, ...left].join('; ')
}

/** Whom it reached. That it was for nobody is said of a call that matched no socket only: what it sent may be on its way. */
export function fanToText(
  reached: readonly string[],
  { matched }: LadderFan['emit'],
  { language }: FanWording,
): string {
  const clients = reached.length === 0 && matched > 0 ? undefined : reached.join(', ')
  return ladderWords(language).fanTo(clients, reached.length)
}

function targetsText({ rooms, emit }: LadderFan, wording: FanWording): string {
  const texts = roomsText(rooms, wording)
  const more = emit.roomCount - rooms.length
  return [...texts, ...(more > 0 ? [ladderWords(wording.language).moreRooms(more)] : [])].join(', ')
}

function roomsText(rooms: readonly FanRoom[], { language, nameOf }: FanWording): readonly string[] {
  const words: LadderWords = ladderWords(language)
  return rooms.map(({ name, client }) => (client === undefined ? name : words.ownRoom(nameOf(client))))
}
