/** One HTTP request of a client, passed on to the learner's server, and its answer passed back. */
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FaultReporter } from '../fault-reporter.ts'
import { answerFailure, answerText } from './failures.ts'
import { requestHeaders } from './headers.ts'
import type { ToldFailure } from './messages.ts'
import { sendWholeBody, streamBody } from './request-body.ts'
import { RequestRecord } from './request-record.ts'
import { ResponsePassage } from './response-passage.ts'
import { PollingTap } from './tap/polling-tap.ts'
import type { Traffic } from './traffic.ts'
import { connectUpstream, startUpstream } from './upstream.ts'
import type { View } from './view.ts'

/** Methods that Node's client would give a chunked body although there is none. */
const bodyMethods = new Set(['POST', 'PUT', 'PATCH'])

const documentDestinations = new Set(['document', 'iframe', 'frame'])

/** What is known of a request and its client, whoever handles it. */
export interface Exchange {
  readonly traffic: Traffic
  readonly view: View
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly record: RequestRecord
}

export function exchangeOf(
  traffic: Traffic,
  view: View,
  request: IncomingMessage,
  response: ServerResponse,
): Exchange {
  return { traffic, view, request, response, record: new RequestRecord(traffic, view.translation, request) }
}

/** Ends an exchange with an answer of ours, if the client has not got one yet; else cuts it. */
export function failExchange(exchange: Exchange, failure: ToldFailure): void {
  const { request, response, record, view } = exchange
  if (response.headersSent || response.destroyed) {
    record.finish(response.headersSent ? response.statusCode : 0, failure)
    response.destroy()
    return
  }
  const { port } = view.translation
  const headers = view.pane?.headers ?? []
  record.finish(answerFailure(response, { failure, port, headers, forPerson: isForPerson(request) }), failure)
}

/** Ends an exchange that must not go on. */
export function failRequest({ response, record, view }: Exchange, status: number, text: string): void {
  answerText(response, status, text, view.pane?.headers)
  record.finish(status, 'refused')
}

/** Sees to it that a fault of ours ends one exchange and is told, and touches no other. */
export function guard(exchange: Exchange, work: Promise<void>, fault: FaultReporter): void {
  work.catch((error: unknown) => {
    fault('gateway', error)
    failExchange(exchange, 'bad-response')
  })
}

/** Resolves when the answer has begun or failed; all else happens by events. Rejects only for a fault of ours. */
export async function forwardRequest(exchange: Exchange): Promise<void> {
  const { traffic, view, request, response, record } = exchange
  const { target } = traffic
  const leave = traffic.begin(() => response.destroy())
  if (!leave) return failExchange(exchange, 'refused')
  response.once('close', leave)
  target.touch()
  if (Number(request.headers['content-length'] ?? 0) > target.limits.frameBytes) {
    return failExchange(exchange, 'too-large')
  }

  const { client, port } = view.translation
  const body = traffic.held.holder()
  const tap = PollingTap.for(traffic, request.method ?? '', request.url ?? '', client, port)
  let upstream: ClientRequest | undefined
  let connection: Socket | undefined
  let passage: ResponsePassage | undefined
  response.once('close', () => {
    // The learner's server must learn that its client is gone, and a finished answer needs its connection no more.
    upstream?.destroy()
    connection?.destroy()
    body.set(0)
    tap?.free()
    if (response.writableFinished) return
    tap?.aborted()
    record.finish(response.headersSent ? response.statusCode : 0, 'cut')
  })
  const fail = (failure: ToldFailure) => {
    tap?.failed(failure)
    failExchange(exchange, failure)
    upstream?.destroy()
  }

  const connected = await connectUpstream(target, port)
  if (typeof connected === 'string') return fail(connected)
  connection = connected
  if (response.destroyed) {
    connected.destroy()
    return
  }
  const inject = view.pane !== undefined && isDocument(request)
  try {
    upstream = startUpstream(connected, outgoingRequest(request, view, inject || tap !== undefined), {
      answered: (incoming) => {
        passage = new ResponsePassage(exchange, incoming, { tap, inject, fail })
        passage.start()
      },
      failed: fail,
    })
  } catch {
    // Node refuses a path or header that HTTP cannot carry.
    connected.destroy()
    return fail('bad-response')
  }
  const sendBody = tap ? sendWholeBody : streamBody
  sendBody(request, upstream, {
    chunk: (chunk) => {
      record.requestBytes += chunk.length
      const fits = record.requestBytes <= target.limits.frameBytes
      // Nobody waits for the rest any more; it is read all the same, because the next request comes after it.
      if (tap && response.destroyed) return false
      const holds = !tap || body.set(record.requestBytes)
      if (fits && holds) tap?.requestChunk(chunk)
      else fail('too-large')
      return fits && holds
    },
    end: () => tap?.requestEnd(),
    stalled: () => fail('timeout'),
    answered: () => passage?.isComplete === true,
  })
}

function outgoingRequest(request: IncomingMessage, view: View, readsBody: boolean) {
  const { method = 'GET', url = '/', headers } = request
  const chunked = headers['transfer-encoding'] !== undefined
  const empty = !chunked && headers['content-length'] === undefined && bodyMethods.has(method)
  const framing = chunked ? ['Transfer-Encoding', 'chunked'] : empty ? ['Content-Length', '0'] : []
  const own = ['Connection', 'close', ...framing]
  return { method, path: url, headers: requestHeaders(request.rawHeaders, view, { readsBody, own }) }
}

/** Browsers say which requests load a page (Fetch Metadata). */
function isDocument(request: IncomingMessage): boolean {
  return documentDestinations.has(String(request.headers['sec-fetch-dest']))
}

function isForPerson(request: IncomingMessage): boolean {
  return isDocument(request) || request.headers.accept?.includes('text/html') === true
}
