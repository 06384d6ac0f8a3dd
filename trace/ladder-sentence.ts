/** A ladder's rows as sentences: what a screen reader says, and the text form of a figure. */
import type { Fault } from '../protocol/fault.ts'
import type { Language } from '../protocol/lesson.ts'
import type { TraceEventOf, Transport } from '../protocol/trace.ts'
import { serverParticipant } from '../protocol/trace-constants.ts'
import { inertText } from './inert-text.ts'
import { fanSentence } from './ladder-fan-sentence.ts'
import type {
  LadderArrow,
  LadderBoundary,
  LadderChapter,
  LadderItem,
  LadderMark,
  RunMarkEvent,
} from './ladder-item.ts'
import { type LadderWords, ladderWords } from './ladder-words.ts'
import { formatDuration, formatNumber } from './quantity.ts'

/** Of a file's name, in a line of words. */
const entryMax = 100
const usPerMs = 1000

export interface SentenceContext {
  readonly language: Language
  /** How people call a client. */
  readonly nameOf: (client: string) => string
  /** When the run began that the row belongs to, microseconds. */
  readonly since: number
}

/** For example: `Ann to server: event message, “hi”, websocket, 12.3 ms`. */
export function sentenceOf(item: LadderItem, context: SentenceContext): string {
  const words = ladderWords(context.language)
  const time = formatDuration(Math.max(0, item.at - context.since), context.language)
  switch (item.type) {
    case 'arrow':
      return `${arrowSentence(item, words, context)}, ${time}`
    case 'fan':
      return `${fanSentence(item, context)}, ${time}`
    case 'mark':
      return [markSentence(item, words, context), ...(item.event.claimed ? [words.claimed] : []), time].join(
        ', ',
      )
    case 'chapter': {
      const who = item.clients.map(context.nameOf).join(', ')
      const transports = transportsOf(item)
      return [
        `${who}: ${chapterText(item, context.language)}`,
        ...(transports.length > 0 ? [transports.join(' → ')] : []),
        words.steps(item.members.length),
        time,
      ].join(', ')
    }
    case 'boundary': {
      const isClaim = item.listening.some(({ claimed }) => claimed)
      return [boundaryText(item, context.language), ...(isClaim ? [words.claimed] : [])].join(', ')
    }
  }
}

/** What a chapter is about, in order: `page, handshake, upgrade`. */
export function chapterText({ phases }: LadderChapter, language: Language): string {
  return phases.map((phase) => ladderWords(language).phases[phase]).join(', ')
}

/** Over what a connection was opened, in order: `polling`, `websocket`. Empty for chapters that open none. */
export function transportsOf({ members, phases }: LadderChapter): readonly Transport[] {
  if (!phases.includes('handshake')) return []
  const transports = members.flatMap((member) =>
    member.type === 'arrow' && member.transport !== undefined ? [member.transport] : [],
  )
  return [...new Set(transports)]
}

/** The words on a line across the ladder. */
export function boundaryText(boundary: LadderBoundary, language: Language): string {
  return [boundaryName(boundary, language), ...listeningTexts(boundary, language)].join(' · ')
}

/** Where the program of a run listens, port by port. */
export function listeningTexts({ listening }: LadderBoundary, language: Language): readonly string[] {
  const words = ladderWords(language)
  return listening.map(({ port, afterUs }) => words.listening(port, formatDuration(afterUs, language)))
}

/** What a line across the ladder stands for, without the ports. */
export function boundaryName({ event }: LadderBoundary, language: Language): string {
  const words = ladderWords(language)
  if (event.kind === 'fault') {
    const text = faultText(event.fault, words)
    return event.fault.type === 'restart' ? text : `${words.allClients}: ${text}`
  }
  if (event.kind === 'check') return checkText(event, language)
  if (event.kind === 'drop') return words.drops[event.what](formatNumber(event.count, language))
  if (event.phase === 'start') return words.run(event.run, inertText(event.entry, entryMax))
  const details = [
    ...(event.exitCode === undefined ? [] : [words.exitCode(event.exitCode)]),
    ...(event.signal === undefined ? [] : [words.signal(inertText(event.signal, entryMax))]),
  ]
  const ended = words.ended(event.run, words.endReasons[event.reason])
  return details.length === 0 ? ended : `${ended} (${details.join(', ')})`
}

/** How far a check of the lesson came. */
export function checkText(event: TraceEventOf<'check'>, language: Language): string {
  return ladderWords(language).checks[event.phase === 'failed' ? event.outcome : event.phase](event.check)
}

/** What a mark stands for, without its participant. */
export function markText({ event, text }: LadderMark, language: Language): string {
  const words = ladderWords(language)
  switch (event.kind) {
    case 'console':
    case 'error':
      return text
    case 'link':
      return words.links[event.phase](text)
    case 'socket':
      return words.sockets[event.phase](text)
    case 'fault':
      return faultText(event.fault, words)
    case 'run':
      return runText(event, language)
  }
}

/** Of what has no line across the ladder. */
function runText(event: RunMarkEvent, language: Language): string {
  const words = ladderWords(language)
  switch (event.phase) {
    case 'listen':
      return words.listening(event.port, formatDuration(event.afterUs, language))
    case 'unlisten':
      return words.noLongerListening(event.port)
    case 'blocked':
    case 'unblocked':
      return words[event.phase](formatDuration(event.forMs * usPerMs, language))
    default:
      return event satisfies never
  }
}

function faultText(fault: Fault, { faults }: LadderWords): string {
  switch (fault.type) {
    case 'latency':
      return faults.latency(fault.ms)
    case 'drop':
    case 'restart':
      return faults[fault.type]
    case 'unplug':
    case 'stall':
    case 'polling-only':
      return faults[fault.type](fault.on)
  }
}

function arrowSentence(arrow: LadderArrow, words: LadderWords, { nameOf }: SentenceContext): string {
  const way = words.way(nameOf(arrow.client), arrow.direction)
  const parts = [
    `${words.shapes[arrow.shape]} ${arrow.label}`,
    ...(arrow.preview === '' ? [] : [arrow.preview]),
    ...(arrow.namespace === undefined ? [] : [words.inNamespace(arrow.namespace)]),
    ...(arrow.ackId === undefined ? [] : [ackPart(arrow.shape, arrow.ackId, words)]),
    ...(arrow.transport === undefined ? [] : [arrow.transport]),
  ]
  return `${way}: ${parts.join(', ')}`
}

function ackPart(shape: LadderArrow['shape'], ackId: number, words: LadderWords): string {
  return shape === 'ack' ? words.answersAck(ackId) : words.asksAck(ackId)
}

function markSentence(mark: LadderMark, words: LadderWords, context: SentenceContext): string {
  const who = mark.participant === serverParticipant ? words.server : context.nameOf(mark.participant)
  const text = markText(mark, context.language)
  switch (mark.event.kind) {
    case 'console': {
      const { typed, level } = mark.event
      return `${typed === undefined ? words.consoleLine(who, level) : words.typed[typed](who)}: ${text}`
    }
    case 'error':
      return `${words.errorAt(who)}: ${text}`
    case 'link':
    case 'run':
    case 'socket':
    case 'fault':
      return `${who}: ${text}`
  }
}
