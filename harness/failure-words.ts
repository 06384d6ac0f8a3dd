/** A failed check in words: what it expected, and what was seen instead. Each language is one file of this shape. */
import type { Language } from '../protocol/lesson.ts'
import type { EndReason, TraceEventOf } from '../protocol/trace.ts'
import { ladderWords } from '../trace/ladder-words.ts'
import { inertLine, inertText } from '../trace/inert-text.ts'
import { formatDuration } from '../trace/quantity.ts'
import type { CheckFailure, PageError } from './check-failure.ts'
import { failureWordsEn } from './failure-words-en.ts'
import { failureWordsRu } from './failure-words-ru.ts'

export interface FailureText {
  readonly expected: string
  /** One line each; at least one. */
  readonly seen: readonly string[]
}

export interface FailureWords {
  readonly delivered: (client: string, event: string) => string
  readonly notDelivered: (client: string, event: string) => string
  readonly deliveredTimes: (client: string, event: string, times: number) => string
  readonly cameTimes: (times: number) => string
  readonly sent: (client: string, event: string) => string
  readonly nothingCame: (client: string) => string
  readonly nothingSent: (client: string) => string
  readonly connects: (client: string) => string
  readonly noConnection: string
  readonly connectionLost: string
  /** Something listens there, and answers what only Socket.IO could. */
  readonly noSocketIo: (request: string, status: number) => string
  readonly notGiven: (request: string, status: number) => string
  readonly nothingListens: (port: number) => string
  readonly pageError: (client: string, error: string) => string
  readonly consoleError: (line: string) => string
  readonly disconnects: (client: string) => string
  readonly stillConnected: string
  readonly answer: (client: string, event: string) => string
  readonly noAnswer: string
  /** At least so many times. */
  readonly requests: (client: string, path: string, times: number) => string
  readonly requestsNot: (client: string, path: string) => string
  readonly noRequests: string
  readonly responds: (path: string) => string
  readonly element: (client: string, selector: string) => string
  readonly noElement: string
  readonly page: (client: string) => string
  readonly noPage: string
  readonly noPageBut: (status: number) => string
  /** `selector` is undefined for the page as a whole. */
  readonly shows: (client: string, text: string, selector: string | undefined) => string
  readonly showsNot: (client: string, text: string, selector: string | undefined) => string
  /** As many elements as texts, one with each. */
  readonly showsEach: (client: string, texts: readonly string[], selector: string) => string
  readonly nothingShown: string
  readonly logs: (text: string) => string
  readonly nothingLogged: string
  readonly keepsRunning: string
  readonly keepsAnswering: string
  readonly blocked: (time: string) => string
  readonly ended: (reason: string) => string
  readonly more: (count: number) => string
  /** What is expected of a program before any check: it can be read, it starts, it listens on the lesson's port. */
  readonly canBeRead: string
  readonly starts: string
  readonly listens: string
  readonly silent: string
  readonly busyFromTheStart: string
  readonly canBeRun: string
  readonly checkEnds: string
  readonly overran: string
}

const words: Readonly<Record<Language, FailureWords>> = { en: failureWordsEn, ru: failureWordsRu }

/** Lines of what was seen that are told; the last ones. */
const seenMax = 6
/** Characters of a line. */
export const lineMax = 200
const usPerMs = 1000

export function failureWords(language: Language): FailureWords {
  return words[language]
}

/**
 * The failure in words, and the errors that it may come from, as text that is safe to show.
 * @param nameOf the client's name as people read it
 */
export function failureText(
  failure: CheckFailure,
  language: Language,
  nameOf: (client: string) => string,
): FailureText {
  const { expected, seen } = expectationText(failure, language, nameOf)
  const errors = (failure.pageErrors ?? []).map((error) =>
    inertLine(words[language].pageError(nameOf(error.client), errorLine(error)), lineMax),
  )
  const said = (failure.consoleErrors ?? []).map((line) =>
    inertText(words[language].consoleError(line), lineMax),
  )
  return { expected, seen: [...seen, ...errors, ...said] }
}

function expectationText(
  failure: CheckFailure,
  language: Language,
  nameOf: (client: string) => string,
): FailureText {
  const say = words[language]
  const call = (event: string, args: string | undefined) =>
    inertText(args === undefined ? event : `${event}(${args})`, lineMax)
  const last = (lines: readonly string[], none: string): readonly string[] => {
    if (lines.length === 0) return [none]
    const shown = lines.slice(-seenMax).map((line) => inertLine(line, lineMax))
    return lines.length > seenMax ? [say.more(lines.length - seenMax), ...shown] : shown
  }
  switch (failure.code) {
    case 'not-delivered':
    case 'delivered':
    case 'delivered-times':
    case 'not-sent': {
      const client = nameOf(failure.client)
      const event = call(failure.event, failure.args)
      const none = failure.code === 'not-sent' ? say.nothingSent(client) : say.nothingCame(client)
      const seen = last(
        failure.seen.map((each) => call(each.event, each.args)),
        none,
      )
      if (failure.code === 'not-delivered') return { expected: say.delivered(client, event), seen }
      if (failure.code === 'delivered') return { expected: say.notDelivered(client, event), seen }
      if (failure.code === 'not-sent') return { expected: say.sent(client, event), seen }
      const { times, seenTimes } = failure
      return { expected: say.deliveredTimes(client, event, times), seen: [say.cameTimes(seenTimes), ...seen] }
    }
    case 'not-connected':
      return {
        expected: say.connects(nameOf(failure.client)),
        seen: last(noConnectionLines(failure, say), say.noConnection),
      }
    case 'still-connected':
      return { expected: say.disconnects(nameOf(failure.client)), seen: [say.stillConnected] }
    case 'no-answer':
      return {
        expected: say.answer(nameOf(failure.client), call(failure.event, undefined)),
        seen: [say.noAnswer],
      }
    case 'not-requested':
      return {
        expected: say.requests(nameOf(failure.client), failure.path, failure.times),
        seen: last(failure.seen, say.noRequests),
      }
    case 'requested':
      return {
        expected: say.requestsNot(nameOf(failure.client), failure.path),
        seen: last(failure.seen, say.noRequests),
      }
    case 'no-response':
      return {
        expected: say.responds(failure.path),
        seen: [failure.detail === '' ? say.noAnswer : inertText(failure.detail, lineMax)],
      }
    case 'no-element':
      return { expected: say.element(nameOf(failure.client), failure.selector), seen: [say.noElement] }
    case 'no-page':
      return { expected: say.page(nameOf(failure.client)), seen: [noPageLine(failure, say)] }
    case 'not-shown':
    case 'shown': {
      const selector = failure.selector === 'body' ? undefined : failure.selector
      const phrase = failure.code === 'shown' ? say.showsNot : say.shows
      return {
        expected: phrase(nameOf(failure.client), failure.text, selector),
        seen: last(failure.seen.split('\n').filter(Boolean), say.nothingShown),
      }
    }
    case 'not-each':
      return {
        expected: say.showsEach(nameOf(failure.client), failure.texts, failure.selector),
        seen: last(failure.seen, say.noElement),
      }
    case 'not-logged':
      return { expected: say.logs(failure.text), seen: last(failure.seen, say.nothingLogged) }
    case 'not-equal':
      return { expected: failure.expected, seen: last([failure.seen], '') }
    case 'server-ended':
      return { expected: say.keepsRunning, seen: endText(failure, language) }
    case 'server-blocked': {
      const time = formatDuration(failure.forMs * usPerMs, language)
      return { expected: say.keepsAnswering, seen: [say.blocked(time)] }
    }
    default:
      return failure satisfies never
  }
}

function noConnectionLines(
  { why, detail }: Extract<CheckFailure, { code: 'not-connected' }>,
  say: FailureWords,
): readonly string[] {
  switch (why?.how) {
    case 'refused':
      return [say.noSocketIo(why.request, why.status)]
    case 'not-given':
      return [say.notGiven(why.request, why.status)]
    case 'unheard':
      return [say.nothingListens(why.port)]
    case 'lost':
      return [say.connectionLost]
    case undefined:
      return detail === '' ? [] : [detail]
    default:
      return why satisfies never
  }
}

function noPageLine(
  { status, detail }: Extract<CheckFailure, { code: 'no-page' }>,
  say: FailureWords,
): string {
  if (status !== undefined) return say.noPageBut(status)
  return detail === '' ? say.noPage : inertText(detail, lineMax)
}

function errorLine({ name, message, file, line }: Omit<PageError, 'client' | 'seq'>): string {
  return `${name}: ${message}${file === undefined ? '' : ` (${file}:${line ?? '?'})`}`
}

/** The error that ended a program, and why it ended, a line each: what is known of both. */
export function endText(
  {
    reason,
    error,
  }: { readonly reason?: EndReason | undefined; readonly error?: TraceEventOf<'error'> | undefined },
  language: Language,
): readonly string[] {
  return [
    ...(error === undefined ? [] : [inertLine(errorLine(error), lineMax)]),
    ...(reason === undefined ? [] : [words[language].ended(ladderWords(language).endReasons[reason])]),
  ]
}
