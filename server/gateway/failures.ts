/** Answers that the gateway makes itself. */
import type { ServerResponse } from 'node:http'
import type { TraceEventOf } from '../../protocol/trace.ts'
import { failurePage, failureText, preferredLanguage, unpluggedPage, type ToldFailure } from './messages.ts'

export type Failure = NonNullable<TraceEventOf<'http'>['failure']>

/** The same words whether a session never was, has ended, or was guessed. */
const noSessionText = 'No such session.\n'

const textType = 'text/plain; charset=utf-8'

const htmlType = 'text/html; charset=utf-8'

const statuses: Record<ToldFailure, number> = {
  'nothing-listens': 502,
  'bad-response': 502,
  'too-large': 413,
  timeout: 504,
  refused: 503,
}

export interface FailureAnswer {
  readonly failure: ToldFailure
  /** The learner's port that was asked, if one is known. */
  readonly port: number | undefined
  /** Headers that every answer of this view carries, as pairs in a row. */
  readonly headers: readonly string[]
  /** A person looks at the answer: a page in the reader's language. */
  readonly forPerson: boolean
}

/** Says what went wrong; gives the status. */
export function answerFailure(response: ServerResponse, answer: FailureAnswer): number {
  const { failure, port, forPerson } = answer
  const status = statuses[failure]
  const language = preferredLanguage(response.req.headers['accept-language'])
  if (forPerson) answerText(response, status, failurePage(language, failure, port), answer.headers, htmlType)
  else answerText(response, status, failureText(failure, port), answer.headers)
  return status
}

/** What a browser's own page would say whose machine has no network. */
export function answerUnplugged(response: ServerResponse, headers: readonly string[]): void {
  const language = preferredLanguage(response.req.headers['accept-language'])
  answerText(response, 503, unpluggedPage(language), headers, htmlType)
}

export function answerNoSession(response: ServerResponse): void {
  answerText(response, 404, noSessionText)
}

/** The request is for a host that is not served here. RFC 9110, section 15.5.20. */
export function answerForeignHost(response: ServerResponse): void {
  answerText(response, 421, 'This host is not served here.\n')
}

/** A short answer of our own, after which the connection is closed. */
export function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: readonly string[] = [],
  type = textType,
): void {
  const body = Buffer.from(text)
  response.shouldKeepAlive = false
  response.writeHead(status, [
    'Content-Type',
    type,
    'Content-Length',
    String(body.length),
    'Cache-Control',
    'no-store',
    'X-Content-Type-Options',
    'nosniff',
    ...headers,
  ])
  response.end(response.req.method === 'HEAD' ? undefined : body)
}
