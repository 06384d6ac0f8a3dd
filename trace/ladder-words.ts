/** What a ladder says, whoever draws it. Each language is one file of this shape. */
import type { Language } from '../protocol/lesson.ts'
import type { Direction, EndReason, TraceEventOf } from '../protocol/trace.ts'
import type { ArrowShape, Phase } from './ladder-item.ts'
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
  /** What happened to a connection; the text is its transport or why it closed. */
  readonly links: Readonly<Record<TraceEventOf<'link'>['phase'], (text: string) => string>>
  readonly ended: (run: number, reason: string) => string
  readonly endReasons: Readonly<Record<EndReason, string>>
  readonly exitCode: (code: number) => string
  readonly signal: (name: string) => string
  readonly drops: Readonly<Record<TraceEventOf<'drop'>['what'], (count: string) => string>>
  readonly consoleLine: (participant: string, level: string) => string
  readonly errorAt: (participant: string) => string
  /** Of what is somebody's own word, and could be forged. */
  readonly claimed: string
}

const words: Readonly<Record<Language, LadderWords>> = { en: ladderWordsEn, ru: ladderWordsRu }

export function ladderWords(language: Language): LadderWords {
  return words[language]
}
