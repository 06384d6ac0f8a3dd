/** One request to the learner's server, over a connection of its own: nothing of it can end up in another answer. */
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { NothingListensError } from '../sandbox/isolation.ts'
import type { Failure } from './failures.ts'
import type { GatewayTarget } from './target.ts'

/** The way into the sandbox is a socket on this machine. */
const connectMs = 10_000
/** Longer than any usual `pingInterval`, by which a long poll is answered. */
const answerMs = 120_000
/** 100 Continue and 103 Early Hints before the answer. */
const interimMax = 10
/** Node's own default, kept against a change of it. */
const headerMaxBytes = 16_384

export interface UpstreamRequest {
  readonly method: string
  readonly path: string
  /** Names and values in a row. */
  readonly headers: readonly string[]
}

export interface UpstreamListener {
  answered(response: IncomingMessage): void
  /** Only for a request that asked for it; otherwise a switch of protocols is a failure. */
  upgraded?: (response: IncomingMessage, socket: Socket, head: Buffer) => void
  /** There will be no answer. Called at most once, and not after an answer. */
  failed(failure: Extract<Failure, 'nothing-listens' | 'bad-response' | 'timeout'>): void
}

/** A connection to the learner's server, within {@link connectMs}. */
export async function connectUpstream(
  target: GatewayTarget,
  port: number,
): Promise<Socket | 'nothing-listens' | 'timeout'> {
  const deadline = Promise.withResolvers<'timeout'>()
  const timer = setTimeout(() => deadline.resolve('timeout'), connectMs)
  const connecting = target.connect(port)
  try {
    const first = await Promise.race([connecting, deadline.promise])
    // A connection that comes too late has nobody to close it.
    if (first === 'timeout') connecting.then((socket) => socket.destroy()).catch(() => undefined)
    return first
  } catch (error) {
    if (error instanceof NothingListensError) return 'nothing-listens'
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** Sends the head; the body is the caller's to write. Throws for a head that HTTP cannot carry. */
export function startUpstream(
  socket: Socket,
  outgoing: UpstreamRequest,
  listener: UpstreamListener,
): ClientRequest {
  const upstream = request({
    method: outgoing.method,
    path: outgoing.path,
    headers: [...outgoing.headers],
    createConnection: () => socket,
    setHost: false,
    maxHeaderSize: headerMaxBytes,
  })
  let state: 'waiting' | 'over' = 'waiting'
  const settle = (): boolean => {
    clearTimeout(timer)
    const first = state === 'waiting'
    state = 'over'
    return first
  }
  const fail = (failure: Parameters<UpstreamListener['failed']>[0]) => {
    if (settle()) listener.failed(failure)
    upstream.destroy()
  }
  const timer = setTimeout(() => fail('timeout'), answerMs)
  let interim = 0
  upstream.on('information', () => {
    interim += 1
    if (interim > interimMax) fail('bad-response')
  })
  upstream.once('response', (response) => {
    // A 101 without `Upgrade` comes here, but is no answer.
    if ((response.statusCode ?? 0) < 200) fail('bad-response')
    else if (settle()) listener.answered(response)
  })
  upstream.once('upgrade', (response, upgraded: Socket, head) => {
    // Node hands out whatever connection we gave it, a net.Socket.
    if (!listener.upgraded) {
      upgraded.destroy()
      fail('bad-response')
    } else if (settle()) listener.upgraded(response, upgraded, head)
  })
  upstream.on('error', () => fail('bad-response'))
  upstream.once('close', () => fail('bad-response'))
  return upstream
}
