/** Finds the page around the pane: says hello without data, and gets a port that nobody else has. */
import type { PaneHello, PaneMessage } from '../../../protocol/pane.ts'
import { nativeApply, nativeListen, nativeMethod } from './natives.ts'
import type { ReportQueue } from './report-queue.ts'

// Of its overloads the one without a list of transfers.
const postToPort: (message: unknown) => void = nativeMethod(MessagePort.prototype, 'postMessage')
const listenToPort: (name: 'message', heard: (event: MessageEvent<unknown>) => void) => void = nativeMethod(
  MessagePort.prototype,
  'addEventListener',
)
const startPort = nativeMethod(MessagePort.prototype, 'start')
const closePort = nativeMethod(MessagePort.prototype, 'close')
const postToWindow = window.parent.postMessage.bind(window.parent)
const { parent: around } = window

/** @param onMessage takes what comes through the port: nobody but the site can have sent it */
export function connectToSite(
  queue: ReportQueue,
  siteOrigin: string,
  onMessage: (message: unknown, send: (message: PaneMessage) => void) => void,
): void {
  let port: MessagePort | undefined
  const hello = () => {
    const message: PaneHello = { wirelab: 'pane-hello' }
    if (!port) postToWindow(message, siteOrigin)
  }
  nativeListen('message', (event: MessageEvent<unknown>) => {
    if (event.source !== around || event.origin !== siteOrigin || !isWelcome(event.data)) return
    // The learner's page has listeners of its own, and would not know this message.
    event.stopImmediatePropagation()
    const offered = event.ports[0]
    if (!offered) return
    if (port) {
      nativeApply(closePort, offered, [])
      return
    }
    const own = offered
    port = own
    const send = (message: PaneMessage) => nativeApply(postToPort, own, [message])
    queue.connect(send)
    const heard = ({ data }: MessageEvent<unknown>) =>
      isOfType(data, 'ping') ? send({ type: 'pong' }) : onMessage(data, send)
    nativeApply(listenToPort, own, ['message', heard])
    nativeApply(startPort, own, [])
  })
  nativeListen('pagehide', () => queue.flush())
  // The site may begin to listen while the page is still loading.
  hello()
  nativeListen('DOMContentLoaded', hello)
  nativeListen('load', hello)
}

/** What comes through the port is the site's: its shape alone is to be told apart. */
function isOfType(message: unknown, type: string): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === type
}

function isWelcome(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'wirelab' in data && data.wirelab === 'pane-welcome'
}
