/**
 * The page's end of the handshake in `protocol/pane.ts`. A pane holds a learner's page, which may be hostile: only the
 * very frame, at the very origin of its client, gets a port, and all that comes through it is parsed.
 */
import type { PaneReport } from '../../../protocol/control.ts'
import { paneHelloSchema, paneMessageSchema, type PaneWelcome } from '../../../protocol/pane.ts'

export interface PaneLinkOptions {
  /** The window that receives the frame's messages. */
  readonly page: EventTarget
  /** The frame's window at this moment: it changes when the frame is replaced. */
  readonly frameWindow: () => Window | null
  readonly isOwnOrigin: (origin: string) => boolean
  readonly onReports: (reports: readonly PaneReport[]) => void
}

/** Listens until the returned function is called. */
export function linkPane(options: PaneLinkOptions): () => void {
  let port: MessagePort | undefined
  const closePort = () => {
    port?.close()
    port = undefined
  }

  const onMessage = (event: Event) => {
    if (!(event instanceof MessageEvent)) return
    const frame = options.frameWindow()
    if (frame === null || event.source !== frame || !options.isOwnOrigin(event.origin)) return
    if (!paneHelloSchema.safeParse(event.data).success) return
    // Each page that the frame loads says hello; the port of the page before it is of no use any more.
    closePort()
    const channel = new MessageChannel()
    port = channel.port1
    port.addEventListener('message', (message: MessageEvent<unknown>) => {
      const parsed = paneMessageSchema.safeParse(message.data)
      if (parsed.success) options.onReports(parsed.data.reports)
    })
    port.start()
    const welcome: PaneWelcome = { wirelab: 'pane-welcome' }
    frame.postMessage(welcome, event.origin, [channel.port2])
  }

  options.page.addEventListener('message', onMessage)
  return () => {
    options.page.removeEventListener('message', onMessage)
    closePort()
  }
}
