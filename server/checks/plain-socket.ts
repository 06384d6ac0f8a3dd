/** A bare Socket.IO client of a check, in Node, through a door of the gateway. */
import { io, type Socket } from 'socket.io-client'
import type { DrivenClient } from '../../harness/driver.ts'
import type { ClientAction, ClientAnswer } from '../../protocol/drive.ts'

/** @param origin where the client's door is: `http://127.0.0.1:…` */
export function openPlainSocket(name: string, origin: string): DrivenClient {
  let socket: Socket | undefined
  return {
    name,
    perform: async (action, signal) => {
      signal.throwIfAborted()
      switch (action.do) {
        case 'connect': {
          socket?.close()
          socket = io(origin, { transports: ['websocket'], reconnection: false, forceNew: true })
          return connected(socket, action.withinMs)
        }
        case 'emit':
          if (!socket?.connected) return notConnected
          socket.emit(action.event, ...action.args)
          return done
        case 'ask':
          return socket?.connected ? ask(socket, action) : notConnected
        case 'disconnect':
          socket?.disconnect()
          return done
        case 'fetch':
          return fetchText(origin + action.path, signal)
        case 'fill':
        case 'click':
        case 'press':
        case 'read':
          throw new Error(`The check asks for "${action.do}" of ${name}, which is no page: use pageCheck.`)
        default:
          return action satisfies never
      }
    },
    close: async () => {
      // The engine's end: the socket's own would say goodbye.
      socket?.io.engine.close()
      socket = undefined
    },
  }
}

const done: ClientAnswer = { ok: true, value: undefined }
const notConnected: ClientAnswer = { ok: false, problem: 'not-connected', detail: '' }

function connected(socket: Socket, withinMs: number): Promise<ClientAnswer> {
  return new Promise((resolve) => {
    const failed = (detail: string): void => resolve({ ok: false, problem: 'not-connected', detail })
    const timer = setTimeout(() => failed(''), withinMs)
    socket.once('connect', () => {
      clearTimeout(timer)
      resolve({ ok: true, value: socket.id })
    })
    socket.once('connect_error', (error) => {
      clearTimeout(timer)
      // Only the server's own refusal has words of its own; the transport's would be the library's.
      failed(isOfTransport(error) ? '' : error.message)
    })
  })
}

function isOfTransport(error: Error): boolean {
  return 'type' in error && error.type === 'TransportError'
}

async function ask(
  socket: Socket,
  { event, args, withinMs }: Extract<ClientAction, { do: 'ask' }>,
): Promise<ClientAnswer> {
  return new Promise((resolve) => {
    const noAnswer = { ok: false, problem: 'no-answer', detail: '' } as const
    const timer = setTimeout(() => resolve(noAnswer), withinMs)
    socket.emit(event, ...args, (...answer: unknown[]) => {
      clearTimeout(timer)
      resolve({ ok: true, value: answer })
    })
  })
}

async function fetchText(url: string, signal: AbortSignal): Promise<ClientAnswer> {
  try {
    const response = await fetch(url, { signal })
    return { ok: true, value: { status: response.status, body: await response.text() } }
  } catch (error) {
    signal.throwIfAborted()
    return { ok: false, problem: 'no-response', detail: String(error) }
  }
}
