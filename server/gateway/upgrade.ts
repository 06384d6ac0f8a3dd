/** A WebSocket: the opening request is translated, everything after the answer passes untouched. */
import { ServerResponse, STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { failExchange, type Exchange } from './exchange.ts'
import { requestHeaders, responseHeaders } from './headers.ts'
import { relay } from './relay.ts'
import { ResponsePassage } from './response-passage.ts'
import { linkOfWebSocket, WebSocketTap } from './tap/websocket-tap.ts'
import type { Direction } from '../../protocol/trace.ts'
import type { Traffic } from './traffic.ts'
import { connectUpstream, startUpstream } from './upstream.ts'
import type { View } from './view.ts'

/** For answers other than 101: Node gives an upgrade request no response of its own. */
export function responseOn(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket)
  response.once('finish', () => socket.end())
  return response
}

/** @param head bytes that came right after the request's head */
export async function forwardUpgrade(exchange: Exchange, socket: Socket, head: Buffer): Promise<void> {
  const { traffic, view, request, record } = exchange
  const { target } = traffic
  let upstreamSocket: Socket | undefined
  const leave = traffic.begin(() => {
    socket.destroy()
    upstreamSocket?.destroy()
  })
  if (!leave) return failExchange(exchange, 'refused')
  socket.once('close', () => {
    leave()
    record.finish(0, 'cut')
    upstreamSocket?.destroy()
  })
  target.touch()

  const connected = await connectUpstream(target, view.translation.port)
  if (typeof connected === 'string') return failExchange(exchange, connected)
  upstreamSocket = connected
  if (socket.destroyed) {
    connected.destroy()
    return
  }
  const fail = (failure: Parameters<typeof failExchange>[1]) => {
    failExchange(exchange, failure)
    connected.destroy()
  }
  try {
    const own = ['Connection', 'Upgrade', 'Upgrade', 'websocket']
    startUpstream(
      connected,
      {
        method: 'GET',
        path: request.url ?? '/',
        headers: requestHeaders(request.rawHeaders, view, { readsBody: false, own }),
      },
      {
        answered: (incoming) => new ResponsePassage(exchange, incoming, { inject: false, fail }).start(),
        upgraded: (incoming, upgraded, early) => {
          if (incoming.headers.upgrade?.toLowerCase() !== 'websocket') return fail('bad-response')
          join(exchange, { socket, head }, { socket: upgraded, head: early }, incoming)
        },
        failed: fail,
      },
    ).end()
  } catch {
    fail('bad-response')
  }
}

interface End {
  readonly socket: Socket
  /** Bytes that came with the head. */
  readonly head: Buffer
}

function join(exchange: Exchange, client: End, server: End, incoming: IncomingMessage): void {
  const { traffic, view, request, response, record } = exchange
  const { client: name, port } = view.translation
  response.detachSocket(client.socket)
  client.socket.write(switchingHead(incoming, view))
  record.finish(101)

  const link = linkOfWebSocket(traffic, request.url ?? '/', name, port)
  const cut = () => {
    tap.ended('cut')
    client.socket.destroy()
    server.socket.destroy()
  }
  const tap = new WebSocketTap(traffic, link, incoming.headers['sec-websocket-extensions'], cut)
  pass('up', client, server.socket, traffic, tap, cut)
  pass('down', server, client.socket, traffic, tap, cut)
}

function pass(
  direction: Direction,
  { socket: from, head }: End,
  to: Socket,
  traffic: Traffic,
  tap: WebSocketTap,
  cut: () => void,
): void {
  const chunk = (bytes: Buffer): boolean => {
    if (to.destroyed) return true
    // The reader unmasks in place, and what is written may still wait in `to`.
    const copy = direction === 'up' ? Buffer.from(bytes) : bytes
    const written = to.write(bytes)
    traffic.target.touch()
    if (!tap.passed(direction, copy)) {
      from.pause()
      tap.whenIdle(direction, () => from.resume())
    }
    return written
  }
  from.setTimeout(0)
  from.setNoDelay(true)
  if (head.length > 0) chunk(head)
  relay(from, to, {
    chunk,
    end: () => {
      tap.ended(direction)
      to.end()
    },
    stalled: cut,
  })
  from.on('error', () => to.destroy())
  from.once('close', () => {
    tap.ended(direction)
    to.destroySoon()
  })
}

function switchingHead(incoming: IncomingMessage, view: View): string {
  const own = ['Connection', 'Upgrade', 'Upgrade', 'websocket']
  const headers = responseHeaders(incoming.rawHeaders, view, { own })
  const lines = [`HTTP/1.1 101 ${STATUS_CODES[101] ?? ''}`]
  for (let index = 0; index + 1 < headers.length; index += 2)
    lines.push(`${headers[index]}: ${headers[index + 1]}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}
