/** What is refused before it comes near a learner's server. */
import { failRequest, isDocument, type Exchange } from './exchange.ts'
import { answerUnplugged } from './failures.ts'
import { pairs } from './headers.ts'

/** Answers a request that must not go on; true when it may. */
export function admit(exchange: Exchange): boolean {
  if (isUnplugged(exchange)) {
    failOffline(exchange)
    return false
  }
  const refusal = refusalOf(exchange)
  if (!refusal) return true
  failRequest(exchange, refusal.status, refusal.text)
  return false
}

interface Refusal {
  readonly status: number
  readonly text: string
}

function refusalOf({ request, view }: Exchange): Refusal | undefined {
  const hosts = pairs(request.rawHeaders).filter(([name]) => name.toLowerCase() === 'host')
  // An absolute target would overrule Host (RFC 9112, section 3.2.2): the server's idea of where it is must be ours.
  if (hosts.length !== 1 || !request.url?.startsWith('/')) return { status: 400, text: 'Bad request.\n' }
  if (!view.pane) return undefined
  // It would outlive the page and the session, and answer in our place.
  if (request.headers['service-worker'] === 'script') {
    return { status: 403, text: 'Service workers are not available in a client pane.\n' }
  }
  const { origin } = request.headers
  if (origin !== undefined && origin !== 'null' && view.translation.learnerPort(origin) === undefined) {
    return { status: 403, text: 'A client pane is not open to other websites.\n' }
  }
  return undefined
}

/** Why an upgrade request is refused: only WebSocket, and without a body that could be taken for frames. */
export function admitUpgrade(exchange: Exchange): boolean {
  const { headers, method } = exchange.request
  const { networks } = exchange.traffic
  if (networks.of(exchange.view.translation.client).pollingOnly && !isUnplugged(exchange)) {
    failRequest(exchange, 501, 'This network lets no WebSocket through.\n')
    return false
  }
  const websocket = headers.upgrade?.toLowerCase() === 'websocket' && method === 'GET'
  const body = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0
  if (websocket && !body) return admit(exchange)
  failRequest(exchange, 400, 'Bad request.\n')
  return false
}

function isUnplugged({ traffic, view }: Exchange): boolean {
  return traffic.networks.of(view.translation.client).unplugged
}

/**
 * A machine without a cable fails its requests at once, with a network error: so does this one (`navigator.onLine` stays
 * true, because the browser has other places to talk to). A page gets words instead, as a browser shows its own.
 * Nothing of it is in the trace: nothing was on the wire.
 */
function failOffline({ request, response, view }: Exchange): void {
  if (view.pane && isDocument(request)) answerUnplugged(response, view.pane.headers)
  else response.destroy()
}
