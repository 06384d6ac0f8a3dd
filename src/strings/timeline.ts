/** Every text of the timeline, of travelling in it, and of pins, in one shape that each language fills. */
import type { Language } from '../../protocol/lesson.ts'
import type { TraceEvent } from '../../protocol/trace.ts'
import { timelineEnglish } from './timeline-en.ts'
import { timelineRussian } from './timeline-ru.ts'

interface EndStrings {
  readonly where: string
  /** Leads there. */
  readonly back: string
  /** Said of the slider. */
  readonly spoken: (time: string) => string
}

export interface TimelineStrings {
  readonly label: string
  /** Names the slider. */
  readonly moment: string
  /** What its reader looks at, when it is not now. */
  readonly past: (time: string) => string
  /** When nobody travels: of a trace that goes on, and of a file. */
  readonly ends: Readonly<Record<'live' | 'file', EndStrings>>
  /** Said of the slider: the time, and the event that happened then. */
  readonly spoken: (time: string, event: string) => string
  readonly from: (from: string, to: string, name: string) => string
  readonly kinds: Readonly<
    Record<
      Exclude<
        TraceEvent['kind'],
        'run' | 'link' | 'socket' | 'room' | 'http' | 'console' | 'error' | 'check'
      >,
      string
    >
  >
  readonly runs: Readonly<Record<Extract<TraceEvent, { kind: 'run' }>['phase'], string>>
  readonly sockets: Readonly<Record<Extract<TraceEvent, { kind: 'socket' }>['phase'], string>>
  readonly rooms: Readonly<Record<Extract<TraceEvent, { kind: 'room' }>['phase'], (room: string) => string>>
  readonly links: Readonly<Record<Extract<TraceEvent, { kind: 'link' }>['phase'], string>>
  /** What the marks on the track stand for. */
  readonly marks: Readonly<Record<'frames' | 'errors' | 'faults' | 'starts', string>>
  /** Of the ladder's line at the moment. */
  readonly line: string
  /** Shows the ladder as a list of sentences. */
  readonly sentences: string
  /** Of a question whose time is over. */
  readonly ackTimeout: (time: string) => string
  readonly pins: {
    readonly label: (count: string) => string
    readonly pin: string
    readonly unpin: string
    readonly full: (most: string) => string
    readonly unpinOf: (what: string) => string
    readonly gone: string
  }
  readonly keys: Readonly<Record<'travel' | 'travelFar' | 'travelSecond' | 'live' | 'pin' | 'causes', string>>
}

const byLanguage: Readonly<Record<Language, TimelineStrings>> = { en: timelineEnglish, ru: timelineRussian }

export function timelineStrings(language: Language): TimelineStrings {
  return byLanguage[language]
}
