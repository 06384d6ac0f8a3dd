/** What a ladder says, whoever draws it. Each language is one file of this shape. */
import type { Language } from '../protocol/lesson.ts'
import type { Direction, EndReason, TraceEventOf } from '../protocol/trace.ts'
import type { ArrowShape, Phase } from './ladder-item.ts'
import type { SkipReason } from './ladder-skip.ts'
import { ladderWordsEn } from './ladder-words-en.ts'
import { ladderWordsRu } from './ladder-words-ru.ts'

export interface LadderWords {
  /** The server as a participant. */
  readonly server: string
  /** Who speaks to whom. */
  readonly way: (client: string, direction: Direction) => string
  readonly shapes: Readonly<Record<ArrowShape, string>>
  readonly phases: Readonly<Record<Phase, string>>
  readonly steps: (count: number) => string
  readonly asksAck: (id: number) => string
  readonly answersAck: (id: number) => string
  readonly inNamespace: (namespace: string) => string
  readonly run: (run: number, entry: string) => string
  readonly listening: (port: number, after: string) => string
  readonly noLongerListening: (port: number) => string
  /** The event loop does not turn; it turns again. The text is for how long it did not. */
  readonly blocked: (time: string) => string
  readonly unblocked: (time: string) => string
  /** What happened to a connection; the text is its transport or why it closed. */
  readonly links: Readonly<Record<TraceEventOf<'link'>['phase'], (text: string) => string>>
  readonly ended: (run: number, reason: string) => string
  readonly endReasons: Readonly<Record<EndReason, string>>
  readonly exitCode: (code: number) => string
  readonly signal: (name: string) => string
  readonly drops: Readonly<Record<TraceEventOf<'drop'>['what'], (count: string) => string>>
  /** A call of the server that sends to several: to whom it went. `undefined` where nothing has crossed that can be read. */
  readonly fanTo: (clients: string | undefined, count: number) => string
  readonly nobody: string
  /** Beside the event's name, short. */
  readonly toRooms: (rooms: string) => string
  readonly exceptRooms: (rooms: string) => string
  /** The room that a client's socket has for itself. */
  readonly ownRoom: (client: string) => string
  readonly moreRooms: (count: number) => string
  readonly notFor: (client: string, reason: string) => string
  /** Why a client was left out; the text is the room, or the rooms. */
  readonly skips: Readonly<Record<Exclude<SkipReason['why'], 'several'>, (room: string) => string>>
  readonly skippedUnknown: string
  readonly threw: (message: string) => string
  /** What the server says of a socket; the text is its reason or message. */
  readonly sockets: Readonly<Record<TraceEventOf<'socket'>['phase'], (text: string) => string>>
  /** What the user did to a network, without whose it was. */
  readonly faults: {
    readonly [Type in 'unplug' | 'stall' | 'polling-only']: (on: boolean) => string
  } & { readonly latency: (ms: number) => string } & Readonly<Record<'drop' | 'restart', string>>
  /** How far a check came; the text is its id. */
  readonly checks: Readonly<
    Record<'started' | 'passed' | 'failed' | 'timed-out' | 'not-started', (check: string) => string>
  >
  readonly allClients: string
  readonly typed: Readonly<Record<'input' | 'result', (participant: string) => string>>
  readonly consoleLine: (participant: string, level: string) => string
  readonly errorAt: (participant: string) => string
  /** Of what is somebody's own word, and could be forged. */
  readonly claimed: string
}

const words: Readonly<Record<Language, LadderWords>> = { en: ladderWordsEn, ru: ladderWordsRu }

export function ladderWords(language: Language): LadderWords {
  return words[language]
}
