/**
 * TypeScript on its way to a page. Browsers run none, and `express.static` calls `.ts` a video: where a script is asked
 * for, the page gets it without its types, on the same lines and columns. Beside the page script in HTML this is the
 * only body that the gateway changes.
 */
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { Exchange } from './exchange.ts'
import { responseHeaders } from './headers.ts'
import type { ToldFailure } from './messages.ts'
import { relay } from './relay.ts'
import { TypeStripping, type Stripped } from './type-stripping.ts'

/** A page's source by hand is far smaller; what is larger was made by a tool, and can be made JavaScript by it. */
const sourceMaxBytes = 262_144

const scriptDestinations = new Set(['script', 'worker', 'sharedworker'])
const typescriptPath = /^[^?#]*\.m?ts(?:[?#]|$)/i
/** The learner's server may turn TypeScript into JavaScript itself, or answer with a page that says what is wrong. */
const untouchedTypes = /^(?:text|application)\/(?:javascript|x-javascript|ecmascript|html|json)\s*(?:;|$)/i
const messageMax = 1_000

const stripping = new TypeStripping()

/** Whether a page asks for TypeScript to run it (Fetch Metadata says for what a browser asks). */
export function asksForTypeScript({ method, url = '', headers }: IncomingMessage): boolean {
  return (
    method === 'GET' && scriptDestinations.has(String(headers['sec-fetch-dest'])) && typescriptPath.test(url)
  )
}

/** Whether the answer to such a request is TypeScript, whole and readable. */
export function isTypeScript({ statusCode, headers }: IncomingMessage): boolean {
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity'
  return statusCode === 200 && encoding === 'identity' && !untouchedTypes.test(headers['content-type'] ?? '')
}

/** @param body what comes of the answer's body, over the client's network */
export function passTypeScript(
  exchange: Exchange,
  incoming: IncomingMessage,
  body: Readable,
  fail: (failure: ToldFailure) => void,
): void {
  const { response, record, traffic } = exchange
  const chunks: Buffer[] = []
  relay(body, response, {
    chunk: (chunk) => {
      record.responseBytes += chunk.length
      if (record.responseBytes > traffic.target.limits.frameBytes) fail('too-large')
      else if (record.responseBytes <= sourceMaxBytes) chunks.push(chunk)
      return true
    },
    end: () => void answer(exchange, incoming, chunks).catch(() => fail('bad-response')),
    stalled: () => fail('timeout'),
  })
  body.once('error', () => fail('bad-response'))
}

async function answer(exchange: Exchange, incoming: IncomingMessage, chunks: Buffer[]): Promise<void> {
  const { response, record, traffic, view } = exchange
  const stripped: Stripped | undefined =
    record.responseBytes > sourceMaxBytes
      ? undefined
      : await stripping.strip(traffic, Buffer.concat(chunks).toString('utf8'))
  if (response.destroyed) return
  // An answer with an error's status is the one way in which a browser runs nothing and blames nothing else.
  const status = stripped?.state === 'stripped' ? 200 : 422
  const body = Buffer.from(stripped?.state === 'stripped' ? stripped.code : '')
  const headers = responseHeaders(incoming.rawHeaders, view, {
    replaced: { type: 'text/javascript; charset=utf-8', bytes: body.length },
  })
  response.sendDate = false
  response.writeHead(status, headers)
  response.end(body)
  record.finish(status)
  if (stripped?.state !== 'stripped') tellMistake(exchange, stripped)
}

/** Where the source stands in the editor, as the page script names files. */
function tellMistake(
  exchange: Exchange,
  stripped: Exclude<Stripped, { state: 'stripped' }> | undefined,
): void {
  const { traffic, view, request } = exchange
  const { message, ...place } =
    stripped?.state === 'mistaken'
      ? stripped
      : {
          message: stripped
            ? 'The TypeScript is nested too deeply to be read.'
            : `TypeScript for a page may have ${sourceMaxBytes} bytes at most.`,
        }
  const file = fileOf(request.url ?? '')
  traffic.journal.record({
    kind: 'error',
    origin: 'gateway',
    at: traffic.target.now(),
    participant: view.translation.client,
    stage: 'syntax',
    name: 'SyntaxError',
    message: message.slice(0, messageMax),
    ...(file === undefined ? {} : { file }),
    ...('line' in place ? { line: place.line } : {}),
    ...('column' in place ? { column: place.column } : {}),
  })
}

const fileMaxCharacters = 400

function fileOf(url: string): string | undefined {
  try {
    return decodeURI(url.split(/[?#]/, 1)[0] ?? '')
      .slice(1)
      .slice(0, fileMaxCharacters)
  } catch {
    return undefined
  }
}
