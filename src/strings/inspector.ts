/** Every text of the inspector, in one shape that each language fills. What stands on a ladder: `trace/ladder-words.ts`. */
import type { Language } from '../../protocol/lesson.ts'
import type { ConsoleLevel, ErrorStage, Origin, TraceEventOf } from '../../protocol/trace.ts'
import type { DecodeProblem, EnginePacketType, SocketPacketType } from '../../trace/packet.ts'
import { inspectorEnglish } from './inspector-en.ts'
import { inspectorRussian } from './inspector-ru.ts'
import type { InsideStrings } from './inspector-inside.ts'
import type { StateStrings } from './inspector-state.ts'

interface EmptyState {
  /** What will appear here. */
  readonly what: string
  /** How to make it appear. */
  readonly how: string
}

export interface InspectorStrings extends InsideStrings {
  readonly label: string
  readonly tabs: Readonly<Record<'ladder' | 'packets' | 'state' | 'console' | 'why', string>>
  readonly pause: string
  readonly resume: string
  readonly clear: string
  readonly showAll: string
  readonly paused: (waiting: string) => string
  readonly dropped: (count: string) => string
  /** A file that was cut, or filtered. */
  readonly notInFile: (count: string) => string
  readonly newer: (count: string) => string
  readonly empty: Readonly<Record<'ladder' | 'packets' | 'console' | 'detail' | 'cleared', EmptyState>>
  readonly ladder: {
    readonly label: string
    readonly time: string
  }
  readonly packets: {
    readonly label: string
    readonly columns: Readonly<
      Record<
        'time' | 'client' | 'direction' | 'type' | 'namespace' | 'event' | 'ack' | 'size' | 'transport',
        string
      >
    >
    readonly up: string
    readonly down: string
    readonly attachment: string
    readonly plain: string
    readonly unreadable: string
  }
  readonly state: StateStrings
  readonly console: {
    readonly label: string
    readonly columns: Readonly<Record<'time' | 'participant' | 'text' | 'location', string>>
    readonly levels: Readonly<Record<ConsoleLevel, string>>
    /** Typed into a pane's console, and what that gave. */
    readonly typed: Readonly<Record<'input' | 'result', string>>
    readonly open: (location: string) => string
    /** What a hollow dot before a line means. */
    readonly hollow: string
  }
  readonly detail: {
    readonly label: string
    readonly close: string
    readonly gone: string
    /** After a number of seconds. */
    readonly seconds: string
    readonly versions: string
    readonly wire: string
    readonly payload: string
    readonly bytes: string
    readonly facts: string
    readonly problem: string
    readonly claimedBy: Readonly<Record<Origin, string>>
    readonly question: string
    readonly answer: string
    readonly answered: (time: string) => string
    readonly waiting: string
    readonly withoutQuestion: string
    readonly partOf: string
    readonly wireCut: (shown: string, whole: string) => string
    readonly bytesCut: (shown: string, whole: string) => string
    readonly moreEntries: (count: string) => string
    readonly deeper: string
    readonly placeholder: (index: number) => string
    readonly list: (count: number) => string
    readonly object: (count: number) => string
    readonly stack: string
    readonly steps: string
    readonly chapters: Readonly<Record<'page' | 'handshake' | 'upgrade' | 'heartbeat' | 'close', string>>
    readonly factNames: Readonly<
      Record<
        | 'time'
        | 'transport'
        | 'size'
        | 'link'
        | 'namespace'
        | 'port'
        | 'status'
        | 'requestBytes'
        | 'responseBytes'
        | 'duration'
        | 'failure'
        | 'entry'
        | 'isolation'
        | 'code'
        | 'sid'
        | 'path'
        | 'reason'
        | 'uncertainty'
        | 'pingInterval'
        | 'pingTimeout'
        | 'upgrades'
        | 'socket'
        | 'room'
        | 'event'
        | 'handlers',
        string
      >
    >
  }
  readonly meanings: {
    readonly engine: Readonly<Record<EnginePacketType, string>>
    readonly packet: Readonly<Record<SocketPacketType, string>>
    readonly handshake: (sid: string) => string
    readonly probe: string
    readonly engineData: string
    readonly binaryMarker: string
    readonly attachment: (bytes: string, place: number | undefined) => string
    readonly attachmentCount: (count: number) => string
    readonly namespace: (name: string) => string
    readonly namespaceQuery: (name: string, query: string) => string
    readonly asks: (id: string) => string
    readonly answers: (id: string) => string
    readonly eventPayload: (event: string, count: number) => string
    readonly namelessPayload: string
    readonly ackPayload: (count: number) => string
    readonly connectPayload: string
    readonly connectErrorPayload: string
    readonly unknown: string
  }
  readonly problems: Readonly<Record<DecodeProblem, string>>
  readonly errorStages: Readonly<Record<ErrorStage, string>>
  readonly failures: Readonly<Record<NonNullable<TraceEventOf<'http'>['failure']>, string>>
  readonly closeReasons: Readonly<Record<Extract<TraceEventOf<'link'>, { phase: 'close' }>['reason'], string>>
  readonly isolation: Readonly<Record<'bubblewrap' | 'permission', string>>
}

const strings: Readonly<Record<Language, InspectorStrings>> = {
  en: inspectorEnglish,
  ru: inspectorRussian,
}

export function inspectorStrings(language: Language): InspectorStrings {
  return strings[language]
}
