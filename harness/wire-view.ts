/** What crossed the wire since a check began, folded from the trace: the gateway's frames alone, never a claim. */
import { serverParticipant } from '../protocol/trace-constants.ts'
import type { Direction, TraceEvent, TraceEventOf } from '../protocol/trace.ts'
import { FrameDecoder } from '../trace/decode.ts'
import { payloadPreview } from '../trace/preview.ts'
import type { SeenEvent } from './check-failure.ts'
import { promisesRecovery, withoutOffset } from './recovery-offset.ts'

/** One event of Socket.IO that crossed between the server and one client. */
export interface Crossed extends SeenEvent {
  readonly client: string
  readonly direction: Direction
  readonly namespace: string
  /** The arguments that the sender gave to `emit`. */
  readonly values: readonly unknown[]
}

export class WireView {
  readonly #decoder = new FrameDecoder()
  readonly #after: number
  crossed: Crossed[] = []
  requests: TraceEventOf<'http'>[] = []
  consoleLines: TraceEventOf<'console'>[] = []
  /** The end of the run, once it has ended, and the error that ended it. */
  end: TraceEventOf<'run'> | undefined
  error: TraceEventOf<'error'> | undefined
  /** What nobody caught in the clients' pages: their own word. */
  pageErrors: TraceEventOf<'error'>[] = []
  /** Since when the program's event loop does not turn, while it does not. */
  blocked: Extract<TraceEventOf<'run'>, { phase: 'blocked' }> | undefined
  /** Clients whose sockets are in the main namespace now. */
  readonly #connected = new Map<string, Set<string>>()
  /** Links and namespaces whose connection the server can recover. */
  readonly #recoverable = new Set<string>()

  /** `after` is the `seq` of the last event before the check. */
  constructor(after: number) {
    this.#after = after
  }

  push(event: TraceEvent): void {
    if (event.seq <= this.#after) return
    if (event.kind === 'frame') this.#frame(event)
    else if (event.kind === 'link' && event.phase === 'close') this.#closed(event.client, event.link)
    else if (event.kind === 'http') this.requests.push(event)
    else if (event.kind === 'console') this.consoleLines.push(event)
    else if (event.kind === 'error') this.#error(event)
    else if (event.kind === 'run') this.#run(event)
  }

  #error(event: TraceEventOf<'error'>): void {
    if (event.participant === serverParticipant) this.error = event
    else this.pageErrors.push(event)
  }

  isConnected(client: string): boolean {
    return (this.#connected.get(client)?.size ?? 0) > 0
  }

  /** It was, and is no longer. What a client knows already can still be on its way into the trace. */
  hasLeft(client: string): boolean {
    return this.#connected.has(client) && !this.isConnected(client)
  }

  /** What the run before did is none of this one's: on a busy machine some of it is heard late. */
  #run(event: TraceEventOf<'run'>): void {
    if (event.phase === 'start') {
      this.crossed = []
      this.requests = []
      this.consoleLines = []
      this.#connected.clear()
      this.end = undefined
      this.error = undefined
      this.pageErrors = []
      this.blocked = undefined
    } else if (event.phase === 'end') {
      this.end = event
    } else if (event.phase === 'blocked') {
      this.blocked = event
    } else if (event.phase === 'unblocked') {
      this.blocked = undefined
    }
  }

  #frame(frame: TraceEventOf<'frame'>): void {
    const decoded = this.#decoder.next(frame)
    const { packet } = decoded
    if (packet === undefined) return
    const place = `${frame.link} ${packet.namespace}`
    if (frame.direction === 'down' && promisesRecovery(packet)) this.#recoverable.add(place)
    const hasOffset = frame.direction === 'down' && this.#recoverable.has(place)
    if (packet.type === 'event' || packet.type === 'binary_event') {
      this.crossed.push({
        seq: frame.seq,
        client: frame.client,
        direction: frame.direction,
        namespace: packet.namespace,
        event: packet.event ?? '',
        args: payloadPreview(frame, decoded),
        values: hasOffset ? withoutOffset(packet) : packet.args,
      })
    }
    if (packet.type === 'connect' && packet.namespace === '/' && frame.direction === 'down')
      this.#linksOf(frame.client).add(frame.link)
    if (packet.type === 'disconnect' && packet.namespace === '/') this.#closed(frame.client, frame.link)
  }

  #closed(client: string, link: string): void {
    this.#connected.get(client)?.delete(link)
  }

  #linksOf(client: string): Set<string> {
    const links = this.#connected.get(client) ?? new Set()
    this.#connected.set(client, links)
    return links
  }
}
