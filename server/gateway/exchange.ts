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
import type { CutCause, Traffic } from './traffic.ts'
import { asksForTypeScript, isTypeScript, passTypeScript } from './typescript-passage.ts'
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
  const { target, networks } = traffic
  const { client, port } = view.translation
  let connection: Socket | undefined
  const cut = (cause: CutCause) => {
    if (cause === 'run-ended' && down.isSilent) {
      // The client does not hear of it yet.
      connection?.destroy()
      return
    }
    if (cause === 'fault') tap?.cut()
    up.destroy()
    response.destroy()
  }
  const leave = traffic.begin({ client, form: 'request', cut })
  if (!leave) return failExchange(exchange, 'refused')
  const up = networks.line(client, 'up').follow(request)
  const down = networks.line(client, 'down')
  const body = traffic.held.holder()
  const tap = PollingTap.for(traffic, request.method ?? '', request.url ?? '', client, port)
  let upstream: ClientRequest | undefined
  let passage: ResponsePassage | undefined
  const over = () => {
    leave()
    // The learner's server must learn that its client is gone, and a finished answer needs its connection no more.
    upstream?.destroy()
    connection?.destroy()
    up.destroy()
    down.destroy()
    body.set(0)
    tap?.free()
    if (response.writableFinished) return
    tap?.aborted()
    record.finish(response.headersSent ? response.statusCode : 0, 'cut')
  }
  response.once('close', () => {
    if (response.writableFinished || up.isSound) over()
    // Over a bad network the server hears later that its client is gone.
    else void up.passed().then(over)
  })
  const fail = (failure: ToldFailure) => {
    tap?.failed(failure)
    failExchange(exchange, failure)
    upstream?.destroy()
  }
  const failLater = (failure: ToldFailure) => void down.passed().then(() => fail(failure))
  target.touch()
  if (Number(request.headers['content-length'] ?? 0) > target.limits.frameBytes) return fail('too-large')

  await up.passed()
  if (response.destroyed) return
  const connected = await connectUpstream(target, port)
  if (typeof connected === 'string') return failLater(connected)
  connection = connected
  if (response.destroyed) {
    connected.destroy()
    return
  }
  const inject = view.pane !== undefined && isDocument(request)
  const typescript = view.pane !== undefined && asksForTypeScript(request)
  try {
    const reading = { readsBody: inject || typescript || tap !== undefined, unconditional: typescript }
    upstream = startUpstream(connected, outgoingRequest(request, view, reading), {
      answered: (incoming) => {
        down.follow(incoming)
        const answer = new ResponsePassage(exchange, incoming, down, { tap, inject, fail })
        passage = answer
        void down.passed().then(() => {
          if (response.destroyed) return
          if (typescript && isTypeScript(incoming)) passTypeScript(exchange, incoming, down, fail)
          else answer.start()
        })
      },
      failed: failLater,
    })
  } catch {
    // Node refuses a path or header that HTTP cannot carry.
    connected.destroy()
    return fail('bad-response')
  }
  const sendBody = tap ? sendWholeBody : streamBody
  sendBody(up, upstream, {
    announcedBytes: Number(request.headers['content-length'] ?? Number.NaN),
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

function outgoingRequest(
  request: IncomingMessage,
  view: View,
  reading: { readsBody: boolean; unconditional: boolean },
) {
  const { method = 'GET', url = '/', headers } = request
  const chunked = headers['transfer-encoding'] !== undefined
  const empty = !chunked && headers['content-length'] === undefined && bodyMethods.has(method)
  const framing = chunked ? ['Transfer-Encoding', 'chunked'] : empty ? ['Content-Length', '0'] : []
  const own = ['Connection', 'close', ...framing]
  return { method, path: url, headers: requestHeaders(request.rawHeaders, view, { ...reading, own }) }
}

/** Browsers say which requests load a page (Fetch Metadata). */
export function isDocument(request: IncomingMessage): boolean {
  return documentDestinations.has(String(request.headers['sec-fetch-dest']))
}

function isForPerson(request: IncomingMessage): boolean {
  return isDocument(request) || request.headers.accept?.includes('text/html') === true
}
