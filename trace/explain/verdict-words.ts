/** Verdicts as sentences, one each. Each language is one file of this shape. */
import type { RoomName } from '../../protocol/instrument.ts'
import type { Language } from '../../protocol/lesson.ts'
import { serverParticipant } from '../../protocol/trace-constants.ts'
import { inertText } from '../inert-text.ts'
import { roomText } from '../ladder-skip.ts'
import { formatDuration } from '../quantity.ts'
import type { Verdict } from './explanation.ts'
import { verdictWordsEn } from './verdict-words-en.ts'
import { verdictWordsRu } from './verdict-words-ru.ts'

type Of<Outcome extends Verdict['outcome']> = Extract<Verdict, { outcome: Outcome }>

/** Every text is inert. `who` is undefined for the server. */
export type Who = string | undefined

/** What the handlers came to; `unknown` where nobody says. */
export type Ran = 'unknown' | { readonly handlers: number; readonly any: number }

export interface VerdictWords {
  readonly received: (
    who: Who,
    ran: Ran,
    event: string,
    how: { readonly recovered: boolean; readonly sockets: Of<'received'>['sockets'] },
  ) => string
  readonly noListener: (who: Who, event: string, near: string | undefined) => string
  /** An answer that nobody waited for. */
  readonly notAwaited: (who: Who) => string
  readonly listenedLater: (who: Who, event: string, after: string | undefined) => string
  readonly leaving: (client: string) => string
  readonly nameless: (who: Who) => string
  readonly socketClosed: (client: string) => string
  readonly socketRefused: (client: string) => string
  readonly sender: (client: string) => string
  readonly excepted: (client: string, room: string) => string
  readonly exceptedItself: (client: string) => string
  /** `members` is undefined where they are not known. */
  readonly notInRoom: (
    client: string,
    rooms: readonly string[],
    members: readonly string[] | undefined,
  ) => string
  readonly leftRoom: (client: string, room: string, before: string | undefined) => string
  /** It left with a connection that it does not have any more. */
  readonly leftWithConnection: (client: string, room: string, before: string | undefined) => string
  readonly joinedLater: (client: string, room: string, after: string | undefined) => string
  readonly roomNotText: (client: string, room: string) => string
  readonly otherSocket: (owner: string | undefined) => string
  readonly socketElsewhere: (owner: string, namespace: string) => string
  readonly noneOfSockets: (client: string, sockets: number) => string
  readonly answeredBefore: () => string
  readonly otherNamespace: (who: Who, own: readonly string[], namespace: string) => string
  readonly otherServer: (client: string) => string
  readonly notConnected: (client: string, since: string | undefined, until: string | undefined) => string
  readonly volatile: (client: string) => string
  /** Whether it was given up cannot be seen yet. */
  readonly volatileUnseen: (client: string) => string
  readonly cut: (client: string) => string
  readonly neverCrossed: (client: string) => string
  readonly threw: (message: string) => string
  readonly unknown: Readonly<Record<Of<'unknown'>['missing'], (who: Who) => string>>
}

export interface VerdictContext {
  readonly language: Language
  /** How people call a client. */
  readonly nameOf: (client: string) => string
  /** The event that was sent; undefined for an answer. */
  readonly event: string | undefined
  /** Microseconds between what was sent and an event of the trace, if that is known. */
  readonly distanceUs: (seq: number) => number | undefined
  /** Whose socket has this room for itself. */
  readonly ownerOfRoom: (room: string) => string | undefined
}

const words: Readonly<Record<Language, VerdictWords>> = { en: verdictWordsEn, ru: verdictWordsRu }

const eventMax = 80
const namespaceMax = 80
const roomMax = 40
const namesMax = 6
const messageMax = 300

/** For example: `Cat was not in room “blue”; in it then: Ann, Ben.` Inert, of bounded length. */
export function verdictSentence(verdict: Verdict, context: VerdictContext): string {
  const say = words[context.language]
  const { participant } = verdict
  const who: Who = participant === serverParticipant ? undefined : context.nameOf(participant)
  const event = inertText(context.event ?? '', eventMax)
  switch (verdict.outcome) {
    case 'received': {
      const { handlers, any = 0, recovered = false, sockets } = verdict
      if (verdict.leaving !== undefined) return say.leaving(who ?? '')
      const ran = handlers === undefined ? 'unknown' : { handlers, any }
      return say.received(who, ran, event, { recovered, sockets })
    }
    case 'unheard':
      if (verdict.why === 'listened-later') {
        return say.listenedLater(who, event, distance(verdict.added, context))
      }
      if (verdict.why === 'nameless') return say.nameless(who)
      if (verdict.why === 'socket-closed') return say.socketClosed(who ?? '')
      if (verdict.why === 'socket-refused') return say.socketRefused(who ?? '')
      if (context.event === undefined) return say.notAwaited(who)
      return say.noListener(
        who,
        event,
        verdict.near === undefined ? undefined : inertText(verdict.near, eventMax),
      )
    case 'not-sent':
      return notSentSentence(verdict, who, say, context)
    case 'unknown':
      return verdict.volatile === true ? say.volatileUnseen(who ?? '') : say.unknown[verdict.missing](who)
    default:
      return verdict satisfies never
  }
}

function notSentSentence(
  verdict: Of<'not-sent'>,
  who: Who,
  say: VerdictWords,
  context: VerdictContext,
): string {
  const client = who ?? ''
  const namespaces = (names: readonly string[]) => bounded(names).map((name) => inertText(name, namespaceMax))
  switch (verdict.why) {
    case 'sender':
    case 'volatile':
      return say[verdict.why](client)
    case 'excepted':
      return context.ownerOfRoom(roomText(verdict.room)) === verdict.participant
        ? say.exceptedItself(client)
        : say.excepted(client, shown(verdict.room))
    case 'not-in-room':
      return say.notInRoom(
        client,
        bounded(verdict.rooms).map(shown),
        verdict.members && bounded(verdict.members).map(context.nameOf),
      )
    case 'left-room':
      return say[verdict.reconnected === true ? 'leftWithConnection' : 'leftRoom'](
        client,
        shown(verdict.room),
        distance(verdict.left, context),
      )
    case 'joined-later':
      return say.joinedLater(client, shown(verdict.room), distance(verdict.joined, context))
    case 'room-not-text':
      return say.roomNotText(client, shown(verdict.room))
    case 'other-socket':
      if (verdict.client === null) return say.otherSocket(undefined)
      return verdict.elsewhere === undefined
        ? say.otherSocket(context.nameOf(verdict.client))
        : say.socketElsewhere(context.nameOf(verdict.client), inertText(verdict.elsewhere, namespaceMax))
    case 'none-of-sockets':
      return say.noneOfSockets(client, verdict.sockets)
    case 'answered-before':
      return say.answeredBefore()
    case 'other-namespace':
      return say.otherNamespace(who, namespaces(verdict.own), inertText(verdict.namespace, namespaceMax))
    case 'other-server':
      return say.otherServer(client)
    case 'not-connected': {
      const { since, until } = verdict
      return say.notConnected(client, distance(since, context), distance(until, context))
    }
    case 'lost':
      return verdict.link === undefined ? say.neverCrossed(client) : say.cut(client)
    case 'threw':
      return say.threw(inertText(verdict.message, messageMax))
    default:
      return verdict satisfies never
  }
}

function distance(seq: number | undefined, { distanceUs, language }: VerdictContext): string | undefined {
  const us = seq === undefined ? undefined : distanceUs(seq)
  return us === undefined ? undefined : formatDuration(Math.abs(us), language)
}

const shown = (room: RoomName) => inertText(roomText(room), roomMax)

/** A call can name fifty rooms: a sentence does not. */
function bounded<Item>(items: readonly Item[]): readonly Item[] {
  return items.slice(0, namesMax)
}
