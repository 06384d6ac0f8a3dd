/**
 * The page's end of the handshake in `protocol/pane.ts`. A pane holds a learner's page, which may be hostile: only the
 * very frame, at the very origin of its client, gets a port, and all that comes through it is parsed.
 */
import type { PaneReport } from '../../../protocol/control.ts'
import type { ClientAction, ClientAnswer } from '../../../protocol/drive.ts'
import type { PaneCommand, PaneWelcome } from '../../../protocol/pane.ts'
import { PaneLiveness } from './pane-liveness.ts'
import { PaneQuestions } from './pane-questions.ts'
import type { PageEvents } from './runtime.ts'

export interface PaneLinkOptions {
  /** The window that receives the frame's messages. */
  readonly page: PageEvents
  /** The frame's window at this moment. */
  readonly frameWindow: () => Pick<Window, 'postMessage'> | null
  readonly isOwnOrigin: (origin: string) => boolean
  readonly onReports: (reports: readonly PaneReport[]) => void
}

export interface PaneLink {
  /** Hands code to the page that is loaded now. False when no page has said hello. */
  evaluate(code: string): boolean
  /** Has the page that is loaded, or the next one that says hello, do what a check asks. */
  drive(action: ClientAction, signal: AbortSignal): Promise<ClientAnswer>
  /** Whether the page answers; it is told when the frame has loaded one. */
  readonly liveness: PaneLiveness
  close(): void
}

/** Loaded with the first message: the schemas' library is larger than the rest of the workbench. */
const loadSchemas = () => import('../../../protocol/pane.ts')

/**
 * Ports of one frame at once. A page may say hello more than once until it is answered, and uses the first port that
 * it gets; each page that the frame loads gets one of its own. A page that asks on and on loses its oldest.
 */
const portsPerFrame = 8

/** Of one frame, what is looked at: a page says hello three times, however often it is loaded. More is a flood. */
const hellosPerSecond = 40

/** Listens until `close()`. */
export function linkPane(options: PaneLinkOptions): PaneLink {
  const gone = new AbortController()
  let ports: MessagePort[] = []
  // One of them is read: which, the page has chosen. Not every browser tells of those that closed.
  const post = (command: PaneCommand): void => {
    for (const port of ports) port.postMessage(command)
  }
  const questions = new PaneQuestions(post)
  const liveness = new PaneLiveness(() => post({ type: 'ping' }))
  let secondBegan = Number.NEGATIVE_INFINITY
  let thisSecond = 0
  /** Before any data is read: only that is cheap enough for a page that posts without end. */
  const isFlood = (): boolean => {
    const now = performance.now()
    if (now - secondBegan >= 1_000) {
      secondBegan = now
      thisSecond = 0
    }
    thisSecond += 1
    return thisSecond > hellosPerSecond
  }

  const onMessage = async (event: MessageEvent<unknown>) => {
    const frame = options.frameWindow()
    if (frame === null || event.source !== frame || isFlood() || !options.isOwnOrigin(event.origin)) return
    const { paneHelloSchema, paneMessageSchema } = await loadSchemas()
    if (gone.signal.aborted || !paneHelloSchema.safeParse(event.data).success) return
    const { port1, port2 } = new MessageChannel()
    ports.push(port1)
    if (ports.length > portsPerFrame) ports.shift()?.close()
    port1.addEventListener('message', (message: MessageEvent<unknown>) => {
      const parsed = paneMessageSchema.safeParse(message.data)
      if (!parsed.success) return
      liveness.heard()
      if (parsed.data.type === 'reports') options.onReports(parsed.data.reports)
      else if (parsed.data.type === 'answer') questions.answered(parsed.data.id, parsed.data.answer)
    })
    // A page closes the ports that it does not use, and a page that goes takes its own along.
    port1.addEventListener('close', () => {
      ports = ports.filter((port) => port !== port1)
    })
    port1.start()
    liveness.hello()
    const welcome: PaneWelcome = { wirelab: 'pane-welcome' }
    frame.postMessage(welcome, event.origin, [port2])
    // What was asked while one page went and this one came.
    questions.askAgain((command) => port1.postMessage(command))
  }

  options.page.addEventListener('message', (event) => void onMessage(event), { signal: gone.signal })
  return {
    evaluate(code) {
      post({ type: 'evaluate', code })
      return ports.length > 0
    },
    drive: (action, signal) => questions.ask(action, signal),
    liveness,
    close() {
      gone.abort()
      liveness.close()
      questions.close()
      for (const port of ports) port.close()
      ports = []
    },
  }
}
