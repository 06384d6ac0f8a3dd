/** A check's bare Socket.IO client, on the gateway's own page, where no code of the learner's runs. */
import type { ClientAction, ClientAnswer } from '../../../protocol/drive.ts'
import { nativeSetTimeout } from './natives.ts'

type SocketAction = Extract<ClientAction, { do: 'connect' | 'emit' | 'ask' | 'disconnect' }>

/** The part of Socket.IO's client that is used here. https://socket.io/docs/v4/client-api/ */
interface BareSocket {
  readonly id: string | undefined
  readonly connected: boolean
  emit(event: string, ...args: unknown[]): void
  once(event: 'connect', heard: () => void): void
  once(event: 'connect_error', heard: (error: Error & { readonly type?: string }) => void): void
  disconnect(): void
}

type BareClient = (options: object) => BareSocket

export function createPlainClient(): (action: SocketAction, answer: (answer: ClientAnswer) => void) => void {
  let socket: BareSocket | undefined
  const succeed: ClientAnswer = { ok: true, value: undefined }
  const gone: ClientAnswer = { ok: false, problem: 'not-connected', detail: '' }
  return (action, answer) => {
    switch (action.do) {
      case 'connect':
        socket?.disconnect()
        socket = connectBare(action.withinMs, answer)
        return
      case 'emit':
        if (socket?.connected) socket.emit(action.event, ...action.args)
        answer(socket?.connected ? succeed : gone)
        return
      case 'ask':
        if (!socket?.connected) {
          answer(gone)
          return
        }
        nativeSetTimeout(() => answer({ ok: false, problem: 'no-answer', detail: '' }), action.withinMs)
        socket.emit(action.event, ...action.args, (...value: unknown[]) => answer({ ok: true, value }))
        return
      case 'disconnect':
        socket?.disconnect()
        answer(succeed)
        return
      default:
        action satisfies never
    }
  }
}

function connectBare(withinMs: number, answer: (answer: ClientAnswer) => void): BareSocket | undefined {
  const client: unknown = Reflect.get(window, 'io')
  const fail = (detail: string) => answer({ ok: false, problem: 'not-connected', detail })
  if (typeof client !== 'function') {
    fail('The client library did not load.')
    return undefined
  }
  // The page loads nothing else under this name.
  const io = client as BareClient
  const socket = io({ transports: ['websocket'], reconnection: false, forceNew: true })
  nativeSetTimeout(() => fail(''), withinMs)
  socket.once('connect', () => answer({ ok: true, value: socket.id }))
  socket.once('connect_error', (error) =>
    // Only the server's own refusal has words of its own; the transport's would be the library's.
    fail(error.type === 'TransportError' ? '' : error.message),
  )
  return socket
}
