/**
 * The page's end of the handshake in `protocol/pane.ts`. A pane holds a learner's page, which may be hostile: only the
 * very frame, at the very origin of its client, gets a port, and all that comes through it is parsed.
 */
import type { PaneReport } from '../../../protocol/control.ts'
import type { PaneWelcome } from '../../../protocol/pane.ts'
import type { PageEvents } from './runtime.ts'

export interface PaneLinkOptions {
  /** The window that receives the frame's messages. */
  readonly page: PageEvents
  /** The frame's window at this moment. */
  readonly frameWindow: () => Pick<Window, 'postMessage'> | null
  readonly isOwnOrigin: (origin: string) => boolean
  readonly onReports: (reports: readonly PaneReport[]) => void
}

/** Loaded with the first message: the schemas' library is larger than the rest of the workbench. */
const loadSchemas = () => import('../../../protocol/pane.ts')

/** Listens until the returned function is called. */
export function linkPane(options: PaneLinkOptions): () => void {
  const gone = new AbortController()
  let port: MessagePort | undefined

  const onMessage = async (event: MessageEvent<unknown>) => {
    const frame = options.frameWindow()
    if (frame === null || event.source !== frame || !options.isOwnOrigin(event.origin)) return
    const { paneHelloSchema, paneMessageSchema } = await loadSchemas()
    if (gone.signal.aborted || !paneHelloSchema.safeParse(event.data).success) return
    // Each page that the frame loads says hello; the port of the page before it is of no use any more.
    port?.close()
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

  options.page.addEventListener('message', (event) => void onMessage(event), { signal: gone.signal })
  return () => {
    gone.abort()
    port?.close()
  }
}
