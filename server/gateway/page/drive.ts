/** Does what a check asks of this page, and answers. Only the site can ask: it has the other end of the port. */
import type { ClientAction, ClientAnswer } from '../../../protocol/drive.ts'
import type { PaneMessage } from '../../../protocol/pane.ts'
import { actOnElement, readTexts } from './drive-elements.ts'
import { createPlainClient } from './drive-socket.ts'
import { nativeFetch } from './native-events.ts'
import { nativeApply, nativeMethod, nativeString, nativeThen } from './natives.ts'

const responseText = nativeMethod(Response.prototype, 'text')

/** @param isPlain the page is the gateway's own, for a bare client */
export function createDriver(
  isPlain: boolean,
): (message: unknown, send: (message: PaneMessage) => void) => void {
  const plain = createPlainClient()

  const perform = (action: ClientAction, answer: (answer: ClientAnswer) => void): void => {
    switch (action.do) {
      case 'fill':
      case 'click':
      case 'press':
        actOnElement(action, answer)
        return
      case 'read':
        answer(readTexts(action.selector))
        return
      case 'fetch':
        fetchText(action.path, answer)
        return
      case 'connect':
      case 'emit':
      case 'ask':
      case 'disconnect':
        if (isPlain) plain(action, answer)
        else answer({ ok: false, problem: 'not-connected', detail: 'A page has sockets of its own.' })
        return
      default:
        action satisfies never
    }
  }

  return (message, send) => {
    if (!isDriveCommand(message)) return
    const { id, action } = message
    perform(action, (answer) => {
      try {
        send({ type: 'answer', id, answer })
      } catch (error) {
        // What cannot be copied to another page is no answer either.
        send({
          type: 'answer',
          id,
          answer: { ok: false, problem: 'no-answer', detail: nativeString(error) },
        })
      }
    })
  }
}

function fetchText(path: string, answer: (answer: ClientAnswer) => void): void {
  const fail = (error: unknown) => answer({ ok: false, problem: 'no-response', detail: nativeString(error) })
  const received = (response: unknown) => {
    if (!(response instanceof Response)) return
    const { status } = response
    const give = (body: unknown) => answer({ ok: true, value: { status, body } })
    void nativeApply(nativeThen, nativeApply(responseText, response, []), [give, fail])
  }
  void nativeApply(nativeThen, nativeFetch(path), [received, fail])
}

/** What comes through the port is the site's: its shape alone is to be told apart. */
function isDriveCommand(message: unknown): message is { id: number; action: ClientAction } {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'drive' &&
    'id' in message &&
    typeof message.id === 'number' &&
    'action' in message &&
    typeof message.action === 'object'
  )
}
