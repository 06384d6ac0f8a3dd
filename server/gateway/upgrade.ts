/** A WebSocket: the opening request is translated, everything after the answer passes untouched. */
import { ServerResponse, STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { failExchange, type Exchange } from './exchange.ts'
import { requestHeaders, responseHeaders } from './headers.ts'
import type { NetworkLine } from './network/network-line.ts'
import { relay } from './relay.ts'
import { ResponsePassage } from './response-passage.ts'
import { linkOfWebSocket, WebSocketTap } from './tap/websocket-tap.ts'
import type { Direction } from '../../protocol/trace.ts'
import type { CutCause, Traffic } from './traffic.ts'
import { connectUpstream, startUpstream } from './upstream.ts'
import type { View } from './view.ts'

/** For an answer to a goodbye. */
const lastWordsMs = 1_000

/**
 * For answers other than 101: Node gives an upgrade request no response of its own. Undefined when an earlier request of
 * the same connection still waits for its answer: nothing can be said before that, and the connection is cut.
 */
export function responseOn(request: IncomingMessage, socket: Socket): ServerResponse | undefined {
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  try {
    response.assignSocket(socket)
  } catch {
    socket.destroy()
    return undefined
  }
  // Node watches over a socket that asked for an upgrade no more: one that never says goodbye would stay for ever.
  response.once('finish', () => hangUp(socket))
  return response
}

/** @param head bytes that came right after the request's head */
export async function forwardUpgrade(exchange: Exchange, socket: Socket, head: Buffer): Promise<void> {
  const { traffic, view, request, record } = exchange
  const { target, networks } = traffic
  const { client, port } = view.translation
  let upstreamSocket: Socket | undefined
  let tap: WebSocketTap | undefined
  const cut = (cause: CutCause) => {
    upstreamSocket?.destroy()
    // The client does not hear of it yet.
    if (cause === 'run-ended' && down.isSilent) return
    tap?.ended('cut')
    socket.destroy()
  }
  const leave = traffic.begin({ client, form: 'websocket', cut })
  if (!leave) return failExchange(exchange, 'refused')
  const up = networks.line(client, 'up')
  const down = networks.line(client, 'down')
  const clientGone = () => {
    tap?.ended('up')
    if (upstreamSocket && tap) hangUp(upstreamSocket)
    else upstreamSocket?.destroy()
    endIfDead()
  }
  const endIfDead = () => {
    if (!socket.destroyed || upstreamSocket?.destroyed === false) return
    // Neither has heard the other's goodbye.
    tap?.ended('cut')
    record.finish(0, 'cut')
    up.destroy()
    down.destroy()
    leave()
  }
  socket.once('close', () => {
    if (up.isSound) clientGone()
    else endIfDead()
  })
  up.once('close', clientGone)
  down.once('close', () => {
    tap?.ended('down')
    socket.destroySoon()
  })
  if (head.length > 0) up.write(head)
  up.follow(socket).closeWith(socket)
  target.touch()

  await up.passed()
  if (socket.destroyed) return
  const connected = await connectUpstream(target, port)
  const fail = (failure: Parameters<typeof failExchange>[1]) => {
    failExchange(exchange, failure)
    upstreamSocket?.destroy()
  }
  const failLater: typeof fail = (failure) => void down.passed().then(() => fail(failure))
  if (typeof connected === 'string') return failLater(connected)
  upstreamSocket = connected
  connected.once('close', endIfDead)
  if (socket.destroyed) {
    connected.destroy()
    return
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
        answered: (incoming) => {
          const options = { inject: false, fail }
          const answer = new ResponsePassage(exchange, incoming, down.follow(incoming), options)
          void down.passed().then(() => {
            if (!socket.destroyed) answer.start()
          })
        },
        upgraded: (incoming, upgraded, early) => {
          if (incoming.headers.upgrade?.toLowerCase() !== 'websocket') return failLater('bad-response')
          const arrived = down.passed()
          if (early.length > 0) down.write(early)
          down.follow(upgraded).closeWith(upgraded)
          void arrived.then(() => {
            if (!socket.destroyed)
              tap = join(exchange, { socket, line: up }, { socket: upgraded, line: down }, incoming)
          })
        },
        failed: failLater,
      },
    ).end()
  } catch {
    fail('bad-response')
  }
}

/**
 * Who goes is heard of by the end of its bytes, and what the other still writes to it goes nowhere, as on a real network. A
 * connection that was torn down under its last words would look to the other like one that broke.
 */
function hangUp(socket: Socket): void {
  if (socket.destroyed) return
  socket.end()
  socket.resume()
  const timer = setTimeout(() => socket.destroy(), lastWordsMs)
  socket.once('close', () => clearTimeout(timer))
}

interface End {
  readonly socket: Socket
  /** What comes from it. */
  readonly line: NetworkLine
}

function join(exchange: Exchange, client: End, server: End, incoming: IncomingMessage): WebSocketTap {
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
  return tap
}

function pass(
  direction: Direction,
  { socket, line }: End,
  to: Socket,
  traffic: Traffic,
  tap: WebSocketTap,
  cut: () => void,
): void {
  socket.setTimeout(0)
  socket.setNoDelay(true)
  relay(line, to, {
    chunk: (bytes) => {
      if (to.destroyed) return true
      // The reader unmasks in place, and what is written may still wait in `to`.
      const copy = direction === 'up' ? Buffer.from(bytes) : bytes
      // Before they are handed on: what they bring about must not seem earlier than they.
      const at = traffic.target.now()
      const written = to.write(bytes)
      traffic.target.touch()
      if (!tap.passed(direction, copy, at)) {
        line.pause()
        tap.whenIdle(direction, () => line.resume())
      }
      return written
    },
    end: () => {
      tap.ended(direction)
      to.end()
    },
    stalled: cut,
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
